/** How a new rule gets into a group, whatever form the rules of the group have, so that all fixes that add one do it alike. */
import { knownValue } from '../base/sourced.ts';
import type { Span } from '../base/span.ts';
import { baseName } from '../base/uri.ts';
import type { Fix, FixValue, TreeEdit } from '../fix/tree-edit.ts';
import { apiVersionOf } from '../knowledge/resource-types.ts';
import type { NetworkSecurityGroup, SecurityRule } from '../network/nsg.ts';

export interface NewRule {
  readonly name: string;
  readonly properties: { readonly [name: string]: FixValue };
  /** The rule in front of which it is written in a list; at the end where absent. */
  readonly before?: Span | undefined;
  /** Where rules are resources of their own: the one behind which it is written, if that has a name and is no loop's. */
  readonly behind?: SecurityRule | undefined;
  /** The rule whose priority it takes: where both are resources, Azure must hear of its new one first. */
  readonly after?: SecurityRule | undefined;
}

const type = 'Microsoft.Network/networkSecurityGroups/securityRules';

/**
 * The fix with edits that add rules: in the list of the group, or as resources like those that the group's rules are. Where neither can be
 * written, because a loop makes the rules or the list is computed, they become resources of their own beside the group.
 */
export function addingRules(fix: Fix, group: NetworkSecurityGroup, rules: readonly NewRule[]): Fix {
  const edits = rules.map(rule => additionOf(group, rule));
  const list = listGiven(group);
  return {
    ...fix,
    title: list === undefined ? fix.title : `${fix.title}, in ${baseName(list.file)}`,
    edits: [...fix.edits, ...edits],
    otherwise: {
      ...fix,
      title: `${fix.title}, as ${rules.length === 1 ? 'a resource of its own' : 'resources of their own'}`,
      // The rules of a group are then written in two ways.
      safety: 'review',
      edits: [...fix.edits, ...rules.map(rule => ownResource(group, rule))],
    },
  };
}

function additionOf(group: NetworkSecurityGroup, rule: NewRule): TreeEdit {
  const { name, properties, before } = rule;
  const example = exampleFor(group, rule);
  if (example !== undefined) {
    const { from, like } = example;
    const after = rule.after?.span;
    return {
      kind: 'add-like',
      like,
      resource: { name: { from, to: name }, symbol: symbolFrom(name), after, properties },
    };
  }
  const list = listGiven(group);
  return {
    kind: 'add-item',
    object: list ?? group.span,
    path: list === undefined ? ['properties', 'securityRules'] : [],
    value: { name, properties },
    before,
  };
}

/** The list of rules that a module is given by another file. */
function listGiven({ rulesList, span }: NetworkSecurityGroup): Span | undefined {
  return rulesList?.file === span.file ? undefined : rulesList;
}

/** The resource that a new one is written like; `undefined` where the group has rules in its list, or none. */
function exampleFor(
  { rules }: NetworkSecurityGroup,
  { properties, behind }: NewRule,
): { readonly from: string; readonly like: Span } | undefined {
  if (rules.some(({ form }) => form === 'inline')) return undefined;
  const known = rules.flatMap(rule => {
    const from = knownValue(rule.name);
    return from === undefined || rule.maybe !== undefined ? [] : [{ rule, from, like: rule.span }];
  });
  const wanted = known.find(({ rule }) => rule === behind);
  if (wanted !== undefined) return wanted;
  const priority = ({ rule }: (typeof known)[number]) => knownValue(rule.priority) ?? 0;
  const same = known.filter(({ rule }) => knownValue(rule.direction) === properties['direction']);
  const earlier = same.filter(example => priority(example) < Number(properties['priority']));
  return earlier.toSorted((a, b) => priority(a) - priority(b)).at(-1) ?? same[0] ?? known.at(-1);
}

function ownResource({ span }: NetworkSecurityGroup, { name, properties }: NewRule): TreeEdit {
  return {
    kind: 'add-resource',
    beside: span,
    resource: {
      type,
      apiVersion: apiVersionOf(type),
      symbol: symbolFrom(name),
      name,
      parent: span,
      body: { properties },
    },
  };
}

/** `allowHttps` for `AllowHttps` and `Allow-https`. */
function symbolFrom(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter(word => word !== '');
  const [first = 'rule', ...others] = words;
  const head = first.charAt(0).toLowerCase() + first.slice(1);
  const symbol = head + others.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[a-z]/i.test(symbol) ? symbol : `rule${symbol}`;
}
