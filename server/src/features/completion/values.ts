/** What may be written as the value of a property, by the name of the property and what is around it. */
import type { Target } from '../../analysis/target.ts';
import { accesses, type Direction, directions, protocols } from '../../knowledge/nsg-defaults.ts';
import {
  type FlowEnd,
  flowsOf,
  type PortRange,
  type ProfileId,
  profileIds,
  type RequiredFlow,
} from '../../knowledge/profiles.ts';
import { regionSpelling } from '../../knowledge/regions.ts';
import { nextHopTypes, routingGuidance, serviceEndpoints } from '../../knowledge/routing.ts';
import { readServiceTag, serviceTags, type TagDescription } from '../../knowledge/service-tags.ts';
import { delegationRule } from '../../knowledge/subnet-sizing.ts';
import { formatPorts } from '../../network/ports.ts';
import { flowTitle } from '../../rules/wording.ts';
import type { ValuePlace } from '../../workspace/value-place.ts';
import type { Candidate } from './candidate.ts';
import { directiveValueCandidates } from './directive.ts';

/** Empty at every place that this tool knows nothing about. */
export function valueCandidates(place: ValuePlace, target: Target | undefined): readonly Candidate[] {
  const name = place.path.at(-1)!;
  const around = place.path.slice(0, -1);
  if (around.at(-1) === 'apimvnet') return directiveValueCandidates(name);
  const isSide = /^(source|destination)(addressprefix|addressprefixes|portrange|portranges)$/.exec(name);
  if (isSide !== null) {
    const side = isSide[1] as 'source' | 'destination';
    return isSide[2]!.startsWith('address') ? addresses(place, side, target) : ports(place, side, target);
  }
  if (isRule(place)) {
    if (name === 'protocol') return ofSchema(protocols.map(value => ({ value, detail: protocolDetails[value] })));
    if (name === 'access') return ofSchema(accesses.map(value => ({ value })));
    if (name === 'direction') return ofSchema(directions.map(value => ({ value })));
    return [];
  }
  if (name === 'nexthoptype') return ofSchema(nextHopTypes.map(value => ({ value, detail: hopDetails[value] })));
  if (name === 'addressprefix' && isRoute(place)) return routePrefixes();
  if (name === 'servicename' && (around.includes('delegations') || around.at(-1) === 'delegation'))
    return delegations();
  if (name === 'service' && around.includes('serviceendpoints')) return endpoints();
  return [];
}

function ofSchema(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.map(candidate => ({ ...candidate, isOfSchema: true }));
}

const protocolDetails: Readonly<Record<string, string>> = {
  '*': 'every protocol',
  Icmp: 'without ports',
  Esp: 'IPsec, without ports',
  Ah: 'IPsec, without ports',
};

const hopDetails: Readonly<Record<string, string>> = {
  Internet: 'straight out; right for the ApiManagement tag under forced tunnelling',
  VirtualAppliance: 'a firewall; needs nextHopIpAddress',
  VirtualNetworkGateway: 'VPN or ExpressRoute',
  VnetLocal: 'inside the virtual network',
  None: 'the traffic is dropped',
};

/** A rule of a security group, by the names around it or by its neighbours. */
function isRule({ path, resourceType, siblings }: ValuePlace): boolean {
  return (
    path.some(name => name === 'securityrules' || name === 'defaultsecurityrules') ||
    resourceType?.endsWith('/securityrules') === true ||
    ['destinationportrange', 'sourceaddressprefix', 'destinationaddressprefix'].some(name => siblings.has(name))
  );
}

function isRoute({ path, resourceType, siblings }: ValuePlace): boolean {
  return (
    path.includes('routes') ||
    resourceType?.endsWith('/routetables/routes') === true ||
    siblings.has('nexthoptype') ||
    siblings.has('nexthopipaddress')
  );
}

function directionOf({ siblings }: ValuePlace): Direction | undefined {
  const written = siblings.get('direction')?.toLowerCase();
  return directions.find(direction => direction.toLowerCase() === written);
}

/** Flows that a rule at a place can be about: of its direction and protocol, as far as these are written. */
function flowsAt(place: ValuePlace, target: Target | undefined): readonly RequiredFlow[] {
  const direction = directionOf(place);
  const protocol = place.siblings.get('protocol')?.toLowerCase() ?? '*';
  const profile: ProfileId = target?.profile ?? 'stv2-current';
  return flowsOf(profile).filter(
    flow =>
      (direction === undefined || flow.direction === direction) &&
      (protocol === '*' || flow.protocol === '*' || flow.protocol.toLowerCase() === protocol) &&
      (target?.mode === undefined || flow.modes.length === 0 || flow.modes.includes(target.mode)),
  );
}

function addresses(
  place: ValuePlace,
  side: 'source' | 'destination',
  target: Target | undefined,
): readonly Candidate[] {
  const flows = flowsAt(place, target);
  const isPlural = place.path.at(-1)!.endsWith('es');
  // A list of prefixes takes no tags and no asterisk (rule tag-in-prefix-list).
  if (isPlural) return [];
  const found: Candidate[] = [];
  for (const tag of serviceTags) {
    const own = flows.filter(flow => isTag(side === 'source' ? flow.source : flow.destination, tag.name));
    found.push(tagCandidate(tag, own, directionOf(place)));
    const region = target?.region;
    if (own.length === 0 || region === undefined || !tag.regional) continue;
    const reading = readServiceTag(`${tag.name}.${regionSpelling(region)}`);
    if (reading.kind === 'known' && reading.regionListed)
      found.push({ value: reading.tag.name, detail: `${tag.name} in the region of the service`, rank: 3 });
  }
  return [{ value: '*', detail: 'every address', rank: 4 }, ...found];
}

function tagCandidate(
  tag: TagDescription,
  flows: readonly RequiredFlow[],
  direction: Direction | undefined,
): Candidate {
  const isOtherWay = direction !== undefined && tag.direction !== 'Both' && tag.direction !== direction;
  const titles = flows.slice(0, 4).map(flow => `- ${flowTitle(flow)}`);
  const use = titles.length === 0 ? [] : ['API Management:', titles.join('\n')];
  const month = tag.source.month === null ? '' : `, ${tag.source.month}`;
  return {
    value: tag.name,
    detail: flows.length > 0 ? `needed by API Management: ${tag.purpose}` : tag.purpose,
    documentation: [...use, ...tag.notes, `*${tag.source.document}${month}.*`].join('\n\n'),
    rank: flows.length > 0 ? 2 : isOtherWay || !tag.inNewestList ? 7 : 6,
  };
}

function isTag(end: FlowEnd, name: string): boolean {
  return end.kind === 'tag' && end.tag === name;
}

function ports(place: ValuePlace, side: 'source' | 'destination', target: Target | undefined): readonly Candidate[] {
  const every: Candidate = {
    value: '*',
    detail: side === 'source' ? 'every port; clients choose theirs at random' : 'every port',
    rank: side === 'source' ? 1 : 6,
  };
  if (side === 'source') return [every];
  const far = place.siblings.get(directionOf(place) === 'Inbound' ? 'sourceaddressprefix' : 'destinationaddressprefix');
  const byPort = new Map<string, RequiredFlow[]>();
  for (const flow of flowsAt(place, target)) {
    for (const range of [...flow.destinationPorts, ...flow.optionalPorts]) {
      if (isEvery(range)) continue;
      const text = formatPorts(range);
      byPort.set(text, [...(byPort.get(text) ?? []), flow]);
    }
  }
  const known = [...byPort].map(([value, flows]): Candidate => {
    const end = (flow: RequiredFlow) => (flow.direction === 'Inbound' ? flow.source : flow.destination);
    const isOfTag = far !== undefined && flows.some(flow => sameTag(end(flow), far));
    return {
      value,
      detail: flows[0]!.purpose,
      documentation: ['API Management:', flows.map(flow => `- ${flowTitle(flow)}: ${flow.purpose}`).join('\n')].join(
        '\n\n',
      ),
      rank: isOfTag ? 1 : 3,
    };
  });
  return [...known, every];
}

function sameTag(end: FlowEnd, written: string): boolean {
  const reading = readServiceTag(written);
  return reading.kind === 'known' && isTag(end, reading.tag.base);
}

function isEvery({ first, last }: PortRange): boolean {
  return first === 0 && last === 65535;
}

/** Prefixes of routes that have a meaning for API Management, and tags that a route may name. */
function routePrefixes(): readonly Candidate[] {
  const items = routingGuidance('stv2-current')?.items ?? [];
  const asked = items.flatMap(({ route, rule }) =>
    route !== null && /^[\w.]+$/.test(route.addressPrefix)
      ? [{ value: route.addressPrefix, detail: rule, rank: 1 }]
      : [],
  );
  const tags = serviceTags
    .filter(tag => tag.usableInUdr === true && !asked.some(({ value }) => value === tag.name))
    .map(tag => ({ value: tag.name, detail: tag.purpose, rank: 6 }));
  return [...asked, { value: '0.0.0.0/0', detail: 'the default route', rank: 2 }, ...tags];
}

/** Delegations that a tier of API Management needs. */
function delegations(): readonly Candidate[] {
  const byName = new Map<string, ProfileId[]>();
  for (const id of profileIds) {
    for (const attachment of [undefined, 'injection', 'integration'] as const) {
      const required = delegationRule(id, attachment)?.required;
      if (required == null) continue;
      const known = byName.get(required) ?? [];
      if (!known.includes(id)) byName.set(required, [...known, id]);
    }
  }
  return [...byName].map(([value, ids]) => ({ value, detail: `API Management, profiles ${ids.join(', ')}`, rank: 1 }));
}

function endpoints(): readonly Candidate[] {
  return Object.entries(serviceEndpoints.services).map(([title, value]) => ({
    value,
    detail: `${title}; keeps traffic of API Management on Azure's network under forced tunnelling`,
    rank: 1,
  }));
}
