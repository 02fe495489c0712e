import { Memo } from '../base/memo.ts';
import { resourceOf } from '../evaluate/access.ts';
import type { DeployedResource } from '../evaluate/deployment.ts';
import { memberValue, type Value } from '../evaluate/value.ts';
import { buildRule, inline, isBuiltIn } from './build-nsg.ts';
import type { NetworkSecurityGroup, SecurityRule } from './nsg.ts';
import { field, isOpen, sourcedText } from './read.ts';
import { directiveMetadata, identity, maybeOf, mentionOf, nameOf, parentIdentity, wordsOf } from './resource.ts';

export const nsgType = 'microsoft.network/networksecuritygroups';
export const ruleType = `${nsgType}/securityrules`;

const groupElsewhere = 'the group itself is not in this file';

interface GroupDraft {
  readonly resource: DeployedResource;
  readonly body: Value;
  readonly identity: string;
  readonly mentions: readonly DeployedResource[];
  rulesUnknown: string | undefined;
  readonly inline: SecurityRule[];
  readonly separate: SecurityRule[];
}

/** Gathers security groups with the rules that are written in them and those that are resources of their own. */
export class GroupBuilder {
  private readonly groups = new Map<string, GroupDraft>();

  /** @param mentions references to the same group */
  addGroup(resource: DeployedResource, body: Value, mentions: readonly DeployedResource[]): void {
    const id = identity(resource);
    const draft: GroupDraft = {
      resource,
      body,
      identity: id,
      mentions,
      rulesUnknown: undefined,
      inline: [],
      separate: [],
    };
    if (resource.loop) draft.rulesUnknown = 'the group is made by a loop';
    const rules = field(body, 'securityRules')?.value;
    if (rules === undefined) {
      if (isOpen(body)) draft.rulesUnknown ??= 'its properties are computed';
    } else if (rules.kind === 'list') {
      const known = inlineRules.get(resource) ?? withoutMostUnknown(rules.items).map(item => buildRule(item, inline));
      if (known.length < rules.items.length) draft.rulesUnknown ??= 'most of its rules are not known here';
      inlineRules.set(resource, known);
      for (const rule of known) draft.inline.push(rule);
      const part = 'only a part of its rules is in this file';
      if (rules.open) draft.rulesUnknown ??= rules.why === undefined ? part : `${part}: ${rules.why}`;
    } else {
      draft.rulesUnknown ??=
        rules.kind === 'unknown' ? `the list of rules is not known: ${rules.why}` : 'the list of rules is no list';
    }
    const known = this.groups.get(id);
    if (known?.resource.type === ruleType) {
      // The rules stood before their group.
      draft.separate.push(...known.separate);
      if (known.rulesUnknown !== groupElsewhere) draft.rulesUnknown ??= known.rulesUnknown;
    }
    // A group that stands twice under one name (in two branches of a condition, say) stays two groups.
    this.groups.set(known?.resource.type === nsgType ? `${id}#${this.groups.size}` : id, draft);
  }

  /** `securityRules` as a resource of its own, nested or with a full name. */
  addSeparateRule(resource: DeployedResource, body: Value): void {
    const parent = parentIdentity(resource, nsgType);
    const member = memberValue(body, 'name');
    const last = resource.lastSegment;
    const identity = resource.segments.at(-1) ?? '';
    const rule: SecurityRule = separateRules.get(resource) ?? {
      ...buildRule(body, { maybe: maybeOf(resource), name: member && { member, lastSegment: last, identity } }),
      form: 'resource',
    };
    separateRules.set(resource, rule);
    let draft = this.groups.get(parent);
    if (draft === undefined) {
      draft = {
        resource,
        body,
        identity: parent,
        mentions: [],
        rulesUnknown: groupElsewhere,
        inline: [],
        separate: [],
      };
      this.groups.set(parent, draft);
    }
    // A reference says that the rule is there, and nothing of what it does.
    if (resource.existing) {
      const referred = 'one of its rules is only referred to here';
      draft.rulesUnknown =
        draft.rulesUnknown === undefined || draft.rulesUnknown === groupElsewhere ? referred : draft.rulesUnknown;
    } else draft.separate.push(rule);
  }

  /** @param incomplete why groups may have rules that are not listed, beside what each says itself */
  build(incomplete?: string): readonly NetworkSecurityGroup[] {
    for (const draft of this.groups.values()) draft.rulesUnknown ??= incomplete;
    return [...this.groups.values()].map(groupOf);
  }
}

/** Rules of which nothing is known that are kept one by one, as those that a template is given: more say nothing more. */
const mostUnknown = 100;

function withoutMostUnknown(items: readonly Value[]): readonly Value[] {
  let count = 0;
  return items.filter(item => item.kind !== 'unknown' || ++count <= mostUnknown);
}

/** Of resources that an edit elsewhere left as they were: what was made of them, and for a group what of. */
const inlineRules = new Memo<DeployedResource, readonly SecurityRule[]>();
const separateRules = new Memo<DeployedResource, SecurityRule>();
const groups = new Memo<DeployedResource, { readonly draft: GroupDraft; readonly group: NetworkSecurityGroup }>();

/** The very group as before where nothing of it has changed, so that what was found out about it holds. */
function groupOf(draft: GroupDraft): NetworkSecurityGroup {
  const known = groups.get(draft.resource);
  if (known !== undefined && isSameDraft(known.draft, draft)) return known.group;
  const group = finishGroup(draft);
  groups.set(draft.resource, { draft, group });
  return group;
}

function isSameDraft(a: GroupDraft, b: GroupDraft): boolean {
  return (
    a.body === b.body &&
    a.identity === b.identity &&
    a.rulesUnknown === b.rulesUnknown &&
    a.mentions.length === b.mentions.length &&
    a.mentions.every((mention, i) => mention === b.mentions[i]) &&
    a.separate.length === b.separate.length &&
    a.separate.every((rule, i) => rule === b.separate[i])
  );
}

/** Rules of the parent and separate ones by name: a separate resource is deployed later and wins. */
function finishGroup(draft: GroupDraft): NetworkSecurityGroup {
  const { resource, body } = draft;
  const isGroup = resource.type === nsgType;
  // An empty list counts as absent, but its name is where to look all the same.
  const properties = memberValue(body, 'properties')?.value;
  const listMember = isGroup
    ? (memberValue(properties, 'securityRules') ?? memberValue(body, 'securityRules'))
    : undefined;
  const nameSpan = wordsOf(resource, body);
  return {
    kind: 'nsg',
    name: isGroup ? nameOf(resource, body) : undefined,
    identity: draft.identity,
    place: resource.place,
    rules: mergeByName(
      draft.inline.filter(rule => !isBuiltIn(rule)),
      draft.separate,
      (rule, alsoAt) => ({ ...rule, alsoAt }),
    ),
    rulesUnknown: draft.rulesUnknown,
    definedElsewhere: isGroup && resource.existing,
    conditional: resource.conditional,
    location: isGroup ? sourcedText(memberValue(body, 'location')) : undefined,
    span: resource.span,
    nameSpan,
    uses: resource.uses,
    rulesSpan: listMember?.nameSpan ?? nameSpan,
    rulesList: listMember?.value.kind === 'list' ? listMember.value.origin.span : undefined,
    head: resource.head,
    attachedSubnets: attachedSubnets(body),
    metadata: directiveMetadata(body),
    mentions: draft.mentions.map(mentionOf),
  };
}

interface Named {
  readonly name: SecurityRule['name'];
  readonly nameSpan: SecurityRule['nameSpan'];
}

/**
 * Children written in their parent and as resources, by name without regard to case; the resource wins, in the parent's place.
 * A computed name is the same where it is computed the same way, but two resources with such a name stay two: each may be of a loop.
 */
export function mergeByName<T extends Named>(
  inline: readonly T[],
  separate: readonly T[],
  again: (winner: T, inlineAt: SecurityRule['nameSpan']) => T,
): readonly T[] {
  const key = ({ name }: T) => (name?.known === true ? name.value.toLowerCase() : name?.identity || undefined);
  const winners = new Map<string, T>();
  for (const child of separate) {
    const name = key(child);
    if (name !== undefined) winners.set(name, child);
  }
  const taken = new Set<T>();
  const merged = inline.map(child => {
    const name = key(child);
    const winner = name === undefined ? undefined : winners.get(name);
    if (winner === undefined) return child;
    taken.add(winner);
    return again(winner, child.nameSpan);
  });
  const rest = separate.filter(child => {
    const name = key(child);
    return !taken.has(child) && (child.name?.known !== true || name === undefined || winners.get(name) === child);
  });
  return [...merged, ...rest];
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
