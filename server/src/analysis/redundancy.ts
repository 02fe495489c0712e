/** Rules whose removal changes nothing, because later rules decide the same way what they decide. */
import { platformAddress } from '../knowledge/service-tags.ts';
import type { NetworkSecurityGroup, SecurityRule } from '../network/nsg.ts';
import { type CompiledGroup, type CompiledRule, compileGroup, priorityOf } from './compiled-rule.ts';
import { type Box, type DecideOptions, leftBy } from './decide.ts';
import { boxesOf, shadowedRules } from './shadowing.ts';
import { Work } from './work.ts';

/** One rule that could be left out, and the rules that would then decide. */
export interface Redundancy {
  readonly rule: SecurityRule;
  /** Custom rules only, in the order they are asked; never empty. A built-in rule may take part beside them. */
  readonly decidedBy: readonly SecurityRule[];
}

/** Looks at rules for one rule and for a whole group past which it is not judged. */
const mostStepsOfRule = 20_000;
const mostSteps = 500_000;

/**
 * Custom rules of a group that could be left out. Exact for what is known: wherever it is unknown what a later rule does, or whether
 * there are others, no rule is redundant.
 *
 * Left out are rules that earlier ones shadow (that is another finding), rules that shadow a later one (removing that one is the
 * simpler change), and those after which only a built-in rule decides: an explicit rule protects against rules to come. So are rules
 * for AzureLoadBalancer, whose address lies in VirtualNetwork: few readers know, and the next one would miss the rule for the probe.
 */
export function redundantRules(group: NetworkSecurityGroup, options: DecideOptions = {}): readonly Redundancy[] {
  if (group.rulesUnknown !== undefined || group.rules.length < 2) return [];
  const work = new Work(mostSteps);
  const shadows = shadowedRules(group, options);
  const spared = new Set(shadows.flatMap(({ rule, coveredBy }) => [rule, ...coveredBy]));
  const found: Redundancy[] = [];
  for (const direction of ['Inbound', 'Outbound'] as const) {
    const compiled = compileGroup(group, direction);
    if (compiled.floating.length > 0) continue;
    for (const [rank, candidate] of compiled.ordered.entries()) {
      if (candidate.rule.builtIn || work.isTooMuch) break;
      if (spared.has(candidate.rule) || sharesItsPriority(compiled, rank) || isForProbes(candidate.rule)) continue;
      const decidedBy = decidersWithout(compiled, rank, work);
      if (decidedBy !== undefined && decidedBy.length > 0) found.push({ rule: candidate.rule, decidedBy });
    }
  }
  if (options.work !== undefined) options.work.steps += work.steps;
  return found;
}

/** The custom rules that decide in place of one, if all of them decide as it does; `undefined` where that is not certain. */
function decidersWithout(group: CompiledGroup, rank: number, work: Work): readonly SecurityRule[] | undefined {
  const candidate = group.ordered[rank]!;
  if (candidate.uncertain !== undefined || candidate.access === undefined) return undefined;
  const boxes = boxesOf(candidate);
  if (boxes === undefined) return undefined;
  const deciders = new Set<number>();
  const bound = work.steps + mostStepsOfRule;
  const open = boxes.map(box => ({ box, first: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    let box: Box | undefined = next.box;
    for (const other of group.index.sharing(box, next.first, group.ordered.length, work)) {
      if (other === rank) continue;
      if (++work.steps > bound || work.isTooMuch) return undefined;
      const rule: CompiledRule = group.ordered[other]!;
      const rest: readonly Box[] = leftBy(rule, box);
      if (rest.length === 1 && rest[0] === box) continue;
      // What an earlier rule decides never came to the candidate; a later one must decide as it does.
      if (other > rank) {
        if (rule.access !== candidate.access) return undefined;
        deciders.add(other);
      }
      for (const part of rest.slice(0, -1)) open.push({ box: part, first: other + 1 });
      box = rest.at(-1);
      if (box === undefined) break;
    }
  }
  return [...deciders]
    .sort((a, b) => a - b)
    .map(other => group.ordered[other]!.rule)
    .filter(rule => !rule.builtIn);
}

function isForProbes({ source }: SecurityRule): boolean {
  return source.terms.some(({ meaning }) => meaning.kind === 'tag' && meaning.tag.base === platformAddress.equals);
}

/** Two rules of one priority and direction are a mistake of another kind; which of them is asked first is not known. */
function sharesItsPriority(group: CompiledGroup, rank: number): boolean {
  const own = priorityOf(group.ordered[rank]!.rule);
  return [rank - 1, rank + 1].some(other => {
    const neighbour = group.ordered[other];
    return neighbour !== undefined && priorityOf(neighbour.rule) === own;
  });
}
