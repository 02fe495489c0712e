/** A rule that blocks a flow, with the flow's ports taken out of it. */
import { intersect, isEmpty, pairs, subtract } from '../base/interval-set.ts';
import { knownValue } from '../base/sourced.ts';
import type { PortRange } from '../knowledge/profiles.ts';
import type { AddressSide, PortTerm, SecurityRule } from '../network/nsg.ts';
import { portSet } from './compiled-rule.ts';
import { type FlowVerdict, flowVerdicts } from './flow-verdict.ts';
import type { Target } from './target.ts';

export interface NarrowedDeny {
  readonly rule: SecurityRule;
  /** The ports that it denies no longer, both ends included; in ascending order, as the next. */
  readonly freed: readonly PortRange[];
  /** The ports that it still denies; never empty. */
  readonly kept: readonly PortRange[];
  /** Each entry that changes, with what is left of it. */
  readonly changes: readonly { readonly term: PortTerm; readonly left: readonly PortRange[] }[];
}

/**
 * The one rule that blocks a flow, without the flow's ports. `undefined` where that does not let the flow through, where the ports are not
 * all written down, where none would be left, and for a rule that denies everything else: such a rule is meant to stay as it is.
 */
export function narrowedDeny(target: Target, verdict: FlowVerdict): NarrowedDeny | undefined {
  const { group } = target;
  const blocked = verdict.ports.filter(port => !port.optional && port.blockedBy.length > 0);
  const [rule, ...others] = new Set(blocked.flatMap(port => port.blockedBy));
  if (group === undefined || rule === undefined || others.length > 0 || rule.builtIn || deniesTheRest(rule))
    return undefined;
  const { terms, unknown } = rule.destinationPorts;
  if (unknown !== undefined || rule.maybe !== undefined || rule.alsoAt !== undefined) return undefined;
  const wanted = portSet(blocked.map(({ range }) => range));
  const changes: { term: PortTerm; left: readonly PortRange[] }[] = [];
  const kept: PortRange[] = [];
  for (const term of terms) {
    if (term.meaning.kind !== 'ports' || term.origin.from.length > 0) return undefined;
    const own = portSet([term.meaning.range]);
    const left = rangesOf(subtract(own, wanted));
    if (!isEmpty(intersect(own, wanted))) changes.push({ term, left });
    kept.push(...left);
  }
  if (changes.length === 0 || kept.length === 0) return undefined;
  const narrowed: SecurityRule = {
    ...rule,
    imprint: undefined,
    destinationPorts: {
      ...rule.destinationPorts,
      terms: kept.map(range => ({ ...terms[0]!, meaning: { kind: 'ports', range } })),
    },
  };
  const rules = group.rules.map(other => (other === rule ? narrowed : other));
  const after = flowVerdicts({ ...target, group: { ...group, rules } }).find(({ flow }) => flow.id === verdict.flow.id);
  if (after?.ifNeeded.startsWith('allowed') !== true) return undefined;
  const all = portSet(terms.flatMap(({ meaning }) => (meaning.kind === 'ports' ? [meaning.range] : [])));
  return { rule, changes, kept: rangesOf(portSet(kept)), freed: rangesOf(intersect(all, wanted)) };
}

/** All ports to or from everywhere: the last rule of a list, whatever its number. */
function deniesTheRest({ direction, source, destination, destinationPorts }: SecurityRule): boolean {
  const far = knownValue(direction) === 'Inbound' ? source : destination;
  const isEveryPort = destinationPorts.terms.some(
    ({ meaning }) => meaning.kind === 'ports' && meaning.range.first === 0 && meaning.range.last === 65535,
  );
  return isEveryPort && isEverywhere(far);
}

function isEverywhere({ terms }: AddressSide): boolean {
  return terms.some(
    ({ meaning }) =>
      meaning.kind === 'any' || (meaning.kind === 'tag' && /^(Internet|VirtualNetwork)$/.test(meaning.tag.name)),
  );
}

/** With both ends included. */
function rangesOf(ports: ReturnType<typeof portSet>): readonly PortRange[] {
  return pairs(ports).map(([start, end]) => ({ first: start, last: end - 1 }));
}
