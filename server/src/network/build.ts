/**
 * From a template's resources to the network they describe.
 *
 * In: resources with expressions. Out: the model, in which "the same group" is the same identity. Never here: judgement,
 * and which language or export a resource came from.
 */
import type { Sourced } from '../base/sourced.ts';
import type { Span } from '../base/span.ts';
import { evaluate, identityOf, nameSegments, resourceOf } from '../evaluate/evaluate.ts';
import { memberValue, type Value, type ValueMember } from '../evaluate/value.ts';
import type { Template, TemplateResource } from '../template/template.ts';
import { addressMeaning, buildRule, isBuiltIn } from './build-nsg.ts';
import type {
  ApimLocation,
  ApimService,
  Network,
  ResourceLink,
  RouteTable,
  Subnet,
  VirtualNetwork,
} from './network.ts';
import type { AddressTerm, DirectiveMetadata, NetworkSecurityGroup, SecurityRule } from './nsg.ts';
import { field, innerSpan, isOpen, scalarText, sourcedInteger, sourcedText } from './read.ts';

const nsgType = 'microsoft.network/networksecuritygroups';
const ruleType = `${nsgType}/securityrules`;
const networkType = 'microsoft.network/virtualnetworks';
const subnetType = `${networkType}/subnets`;
const routeTableType = 'microsoft.network/routetables';
const serviceType = 'microsoft.apimanagement/service';

/** Never throws; a resource of a type it does not know is left out. */
export function buildNetwork(template: Template): Network {
  const builder = new Builder();
  for (const resource of template.resources) builder.add(resource);
  return builder.build();
}

interface GroupDraft {
  readonly resource: TemplateResource;
  readonly body: Value;
  readonly identity: string;
  rulesUnknown: string | undefined;
  readonly inline: SecurityRule[];
  readonly separate: SecurityRule[];
}

class Builder {
  private readonly groups = new Map<string, GroupDraft>();
  private readonly routeTables: RouteTable[] = [];
  private readonly networks: VirtualNetwork[] = [];
  private readonly subnets: Subnet[] = [];
  private readonly services: ApimService[] = [];

  add(resource: TemplateResource): void {
    switch (resource.type) {
      case nsgType:
        this.addGroup(resource);
        break;
      case ruleType:
        this.addSeparateRule(resource);
        break;
      case networkType:
        this.addNetwork(resource);
        break;
      case subnetType:
        this.addSubnetResource(resource);
        break;
      case routeTableType:
        this.addRouteTable(resource);
        break;
      case serviceType:
        this.addService(resource);
        break;
      default:
    }
  }

  build(): Network {
    return {
      securityGroups: [...this.groups.values()].map(finishGroup),
      routeTables: this.routeTables,
      virtualNetworks: this.networks,
      subnets: this.subnets,
      services: this.services,
    };
  }

  private addGroup(resource: TemplateResource): void {
    const body = evaluate(resource.body);
    const id = identity(resource);
    const draft: GroupDraft = { resource, body, identity: id, rulesUnknown: undefined, inline: [], separate: [] };
    if (resource.loop) draft.rulesUnknown = 'the group is made by a loop';
    const rules = field(body, 'securityRules')?.value;
    if (rules === undefined) {
      if (isOpen(body)) draft.rulesUnknown ??= 'its properties are computed';
    } else if (rules.kind === 'list') {
      for (const item of rules.items) draft.inline.push(buildRule(item, { maybe: undefined }));
      if (rules.open) draft.rulesUnknown ??= 'only a part of its rules is in this file';
    } else {
      draft.rulesUnknown ??=
        rules.kind === 'unknown' ? `the list of rules is not known: ${rules.why}` : 'the list of rules is no list';
    }
    const known = this.groups.get(id);
    if (known?.resource.type === ruleType) draft.separate.push(...known.separate); // The rules stood before their group.
    // A group that stands twice under one name (in two branches of a condition, say) stays two groups.
    this.groups.set(known?.resource.type === nsgType ? `${id}#${resource.span.start}` : id, draft);
  }

  /** `securityRules` as a resource of its own, nested or with a full name. */
  private addSeparateRule(resource: TemplateResource): void {
    const body = evaluate(resource.body);
    const segments = resource.name === undefined ? [] : nameSegments(resource.name);
    const parent =
      resource.parent === undefined ? `${nsgType} ${segments.slice(0, -1).join('/')}` : identity(resource.parent);
    const member = memberValue(body, 'name');
    const last = resource.name === undefined ? undefined : lastKnownSegment(resource, segments);
    const maybe = resource.loop
      ? 'it is made by a loop'
      : resource.conditional
        ? 'it is deployed under a condition'
        : undefined;
    const rule = buildRule(body, { maybe, name: member && { member, lastSegment: last } });
    let draft = this.groups.get(parent);
    if (draft === undefined) {
      draft = {
        resource,
        body,
        identity: parent,
        rulesUnknown: 'the group itself is not in this file',
        inline: [],
        separate: [],
      };
      this.groups.set(parent, draft);
    }
    draft.separate.push(rule);
  }

  private addRouteTable(resource: TemplateResource): void {
    const body = evaluate(resource.body);
    this.routeTables.push({
      name: nameOf(resource, body),
      identity: identity(resource),
      span: resource.span,
      nameSpan: wordsOf(resource, body),
    });
  }

  private addNetwork(resource: TemplateResource): void {
    const body = evaluate(resource.body);
    const id = identity(resource);
    const dns = field(body, 'dhcpOptions')?.value;
    const servers = dns === undefined ? undefined : field(dns, 'dnsServers')?.value;
    const unknownDns = isOpen(body) || dns?.kind === 'unknown' || servers?.kind === 'unknown';
    this.networks.push({
      name: nameOf(resource, body),
      identity: id,
      nameSpan: wordsOf(resource, body),
      dnsServers: unknownDns || resource.existing ? 'unknown' : servers === undefined ? 'none' : 'custom',
    });
    const list = field(body, 'subnets')?.value;
    if (list?.kind !== 'list') return;
    for (const item of list.items) {
      const name = memberValue(item, 'name');
      const own = name === undefined ? `#${item.origin.span.start}` : identityOf(name.value);
      this.subnets.push(
        subnetOf(item, sourcedText(name), id, `${subnetType} ${id.slice(networkType.length + 1)}/${own}`, false),
      );
    }
  }

  private addSubnetResource(resource: TemplateResource): void {
    const body = evaluate(resource.body);
    const id = identity(resource);
    const segments = id.slice(subnetType.length + 1).split('/');
    const network = `${networkType} ${segments.slice(0, -1).join('/')}`;
    this.subnets.push(subnetOf(body, nameOf(resource, body), network, id, resource.existing));
  }

  private addService(resource: TemplateResource): void {
    const body = evaluate(resource.body);
    const sku = field(body, 'sku');
    // PowerShell writes the SKU as a text and its units beside it.
    const flat = sku !== undefined && sku.value.kind !== 'object' && sku.value.kind !== 'unknown';
    const locations = field(body, 'additionalLocations') ?? field(body, 'additionalRegions');
    const list = locations?.value;
    this.services.push({
      name: nameOf(resource, body),
      identity: identity(resource),
      sku: flat || sku?.value.kind === 'unknown' ? sourcedText(sku) : sourcedText(memberValue(sku?.value, 'name')),
      units: sourcedInteger(flat ? field(body, 'capacity') : memberValue(sku?.value, 'capacity')),
      mode: sourcedText(field(body, 'virtualNetworkType') ?? field(body, 'vpnType')),
      region: sourcedText(memberValue(body, 'location')),
      subnet: subnetLink(body),
      additionalLocations: list?.kind === 'list' ? list.items.map(locationOf) : [],
      additionalLocationsUnknown:
        list?.kind === 'unknown'
          ? list.why
          : list?.kind === 'list' && list.open
            ? 'the list is computed'
            : isOpen(body)
              ? 'its properties are computed'
              : undefined,
      definedElsewhere: resource.existing,
      span: resource.span,
      nameSpan: wordsOf(resource, body),
      metadata: directiveMetadata(body),
    });
  }
}

/** Type and name, by which two mentions of one resource are recognised; a resource without a name is only itself. */
export function identity(resource: TemplateResource): string {
  const own = resource.name === undefined ? [`#${resource.span.start}`] : nameSegments(resource.name);
  if (resource.parent === undefined) return `${resource.type} ${own.join('/')}`;
  const parent = identity(resource.parent);
  return `${resource.type} ${parent.slice(parent.indexOf(' ') + 1)}/${own.join('/')}`;
}

/** Rules of the parent and separate ones by name: a separate resource is deployed later and wins. */
function finishGroup(draft: GroupDraft): NetworkSecurityGroup {
  const { resource, body } = draft;
  const separate = new Map<string, SecurityRule>();
  for (const rule of draft.separate) if (rule.name?.known === true) separate.set(rule.name.value.toLowerCase(), rule);
  const rules: SecurityRule[] = [];
  for (const rule of draft.inline) {
    if (isBuiltIn(rule)) continue;
    const winner = rule.name?.known === true ? separate.get(rule.name.value.toLowerCase()) : undefined;
    rules.push(winner === undefined ? rule : { ...winner, alsoAt: rule.nameSpan });
    if (winner !== undefined) separate.delete(rule.name?.known === true ? rule.name.value.toLowerCase() : '');
  }
  for (const rule of draft.separate) {
    if (rule.name?.known !== true || separate.get(rule.name.value.toLowerCase()) === rule) rules.push(rule);
  }
  const isGroup = resource.type === nsgType;
  const listMember = isGroup ? field(body, 'securityRules') : undefined;
  const nameSpan = wordsOf(resource, body);
  return {
    kind: 'nsg',
    name: isGroup ? nameOf(resource, body) : undefined,
    identity: draft.identity,
    rules,
    rulesUnknown: draft.rulesUnknown,
    definedElsewhere: isGroup && resource.existing,
    conditional: resource.conditional,
    location: isGroup ? sourcedText(memberValue(body, 'location')) : undefined,
    span: resource.span,
    nameSpan,
    rulesSpan: listMember?.nameSpan ?? nameSpan,
    head: resource.head,
    attachedSubnets: attachedSubnets(body),
    metadata: directiveMetadata(body),
  };
}

function subnetOf(
  body: Value,
  name: Sourced<string> | undefined,
  network: string,
  id: string,
  existing: boolean,
): Subnet {
  const prefixes: AddressTerm[] = [];
  for (const key of ['addressPrefix', 'addressPrefixes']) {
    const value = field(body, key)?.value;
    for (const item of value === undefined ? [] : value.kind === 'list' ? value.items : [value]) {
      const text = scalarText(item);
      prefixes.push({
        text: text ?? '',
        span: text === undefined ? item.origin.span : innerSpan(item.origin.span, text),
        form: key === 'addressPrefix' ? 'singular' : 'plural',
        meaning:
          text === undefined
            ? { kind: 'unknown', why: item.kind === 'unknown' ? item.why : 'it is not a text' }
            : addressMeaning(text),
      });
    }
  }
  const at = name?.origin.span ?? {
    ...body.origin.span,
    end: Math.min(body.origin.span.start + 1, body.origin.span.end),
  };
  return {
    name,
    identity: id,
    virtualNetwork: network,
    prefixes,
    securityGroup: linkOf(body, 'networkSecurityGroup'),
    routeTable: linkOf(body, 'routeTable'),
    definedElsewhere: existing,
    span: body.origin.span,
    nameSpan: name?.known === true ? innerSpan(at, name.value) : at,
  };
}

function linkOf(body: Value, name: string): ResourceLink | undefined {
  const member = field(body, name);
  if (member === undefined) {
    return isOpen(body) ? { identity: undefined, name: undefined, span: body.origin.span } : undefined;
  }
  const id = member.value.kind === 'object' ? memberValue(member.value, 'id') : member;
  return id === undefined ? { identity: undefined, name: undefined, span: member.value.origin.span } : resourceLink(id);
}

function resourceLink(member: ValueMember): ResourceLink {
  const { value } = member;
  const resource = resourceOf(value);
  if (resource === undefined) return { identity: undefined, name: undefined, span: value.origin.span };
  const last = resource.names.at(-1);
  return {
    identity: `${resource.type} ${resource.names.join('/')}`,
    name: last?.startsWith('{') === false ? last : undefined,
    span: value.origin.span,
  };
}

/** The subnet of a service or of one of its regions. */
function subnetLink(body: Value): ResourceLink | undefined {
  const configuration = (field(body, 'virtualNetworkConfiguration') ?? field(body, 'virtualNetwork'))?.value;
  if (configuration === undefined) return undefined;
  const id = memberValue(configuration, 'subnetResourceId');
  return id === undefined
    ? { identity: undefined, name: undefined, span: configuration.origin.span }
    : resourceLink(id);
}

function locationOf(body: Value): ApimLocation {
  return {
    region: sourcedText(memberValue(body, 'location')),
    units: sourcedInteger(memberValue(memberValue(body, 'sku')?.value, 'capacity') ?? memberValue(body, 'capacity')),
    subnet: subnetLink(body),
    span: body.origin.span,
  };
}

function attachedSubnets(body: Value): readonly string[] {
  const list = field(body, 'subnets')?.value;
  if (list?.kind !== 'list') return [];
  return list.items.flatMap(item => {
    const id = memberValue(item, 'id');
    const resource = id && resourceOf(id.value);
    return resource === undefined ? [] : [`${resource.type} ${resource.names.join('/')}`];
  });
}

function directiveMetadata(body: Value): DirectiveMetadata | undefined {
  const member = memberValue(memberValue(body, 'metadata')?.value, 'apimVnet');
  if (member?.value.kind !== 'object') return undefined;
  return {
    span: member.nameSpan,
    entries: member.value.members.map(entry => {
      const text = scalarText(entry.value);
      const at = entry.value.origin.span;
      return {
        key: entry.name,
        value: text,
        keySpan: entry.nameSpan,
        valueSpan: text === undefined ? at : innerSpan(at, text),
      };
    }),
  };
}

function nameOf(resource: TemplateResource, body: Value): Sourced<string> | undefined {
  const member = memberValue(body, 'name');
  if (member === undefined) {
    if (resource.name === undefined) return undefined;
    return sourcedText({
      name: 'name',
      nameSpan: resource.nameSpan,
      value: evaluate(resource.name),
      span: resource.nameSpan,
    });
  }
  const name = sourcedText(member);
  if (name?.known !== true || !name.value.includes('/')) return name;
  return { ...name, value: name.value.slice(name.value.lastIndexOf('/') + 1) };
}

function wordsOf(resource: TemplateResource, body: Value): Span {
  const name = memberValue(body, 'name');
  const text = name && scalarText(name.value);
  return text === undefined ? resource.nameSpan : innerSpan(name!.value.origin.span, text);
}

/** The last segment of a child's name in its own letters; `undefined` where it is computed. */
function lastKnownSegment(resource: TemplateResource, segments: readonly string[]): string | undefined {
  const last = segments.at(-1);
  if (last === undefined || last.includes('{')) return undefined;
  const { name } = resource;
  const part = name?.kind === 'join' ? name.parts.at(-1) : name;
  const text = part?.kind === 'literal' ? String(part.value) : '';
  const own = text.slice(text.lastIndexOf('/') + 1);
  return own.toLowerCase() === last ? own : last;
}
