/** How a group comes to its verdict on some packets, rule by rule: what a reader wants to follow. */
import { overlaps } from '../base/interval-set.ts';
import type { NetworkSecurityGroup, SecurityRule } from '../network/nsg.ts';
import { type CompiledRule, compileGroup } from './compiled-rule.ts';
import { type Box, decide, type Outcome } from './decide.ts';
import { type PortVerdict, portVerdict } from './flow-verdict.ts';
import { cut } from './region.ts';

/** A condition of a rule that no packet asked about meets, for certain. */
export type Miss = 'protocol' | 'source' | 'sourcePorts' | 'destination' | 'destinationPorts';

export interface TracedRule {
  readonly rule: SecurityRule;
  /**
   * `decides`: all packets. `decides-part`: some of them. `may-decide`: that hangs on a value that is not known.
   * `no-match`: none. `nothing-left`: what it matches was decided before it. `not-asked`: everything was decided before it.
   */
  readonly part: 'decides' | 'decides-part' | 'may-decide' | 'no-match' | 'nothing-left' | 'not-asked';
  /** For `no-match`: all conditions that are missed, in the order of {@link Miss}. Empty for other parts. */
  readonly misses: readonly Miss[];
  /** For `may-decide`: what is not known. */
  readonly because: string | undefined;
}

export interface Trace {
  readonly verdict: PortVerdict['verdict'];
  /** For `undetermined`: what is not known. */
  readonly because: string | undefined;
  /** The rules that decide, in the order they are asked; for blocked packets the blocking ones only. */
  readonly decidedBy: readonly SecurityRule[];
  /** All rules of the direction in the order they are asked, built-in ones last; those whose place is not known come first. */
  readonly rules: readonly TracedRule[];
}

/**
 * Asks a group about packets and tells what each rule had to do with the answer.
 *
 * @param boxes what is asked about, together; not empty
 *
 * Never throws. The verdict is that of {@link decide}: exact for all packets, or `undetermined` with the value that is missing.
 */
export function trace(group: NetworkSecurityGroup, direction: 'Inbound' | 'Outbound', boxes: readonly Box[]): Trace {
  const outcomes = boxes.flatMap(box => decide(group, direction, box));
  const { verdict, because, decidedBy } = portVerdict({ first: 0, last: 65535 }, false, outcomes);
  const { floating, ordered } = compileGroup(group, direction);
  const lastAsked = ordered.findLastIndex(({ rule }) => outcomes.some(outcome => outcome.rule === rule));
  const traced = (rule: CompiledRule, isAsked: boolean) => traceRule(rule, isAsked, outcomes, boxes);
  return {
    verdict,
    because,
    decidedBy,
    rules: [
      ...floating.map(rule => traced(rule, true)),
      ...ordered.map((rule, rank) => traced(rule, rank <= lastAsked)),
    ],
  };
}

function traceRule(
  compiled: CompiledRule,
  isAsked: boolean,
  outcomes: readonly Outcome[],
  boxes: readonly Box[],
): TracedRule {
  const { rule } = compiled;
  const own = outcomes.filter(outcome => outcome.rule === rule);
  const told = (part: TracedRule['part'], misses: readonly Miss[] = [], because?: string): TracedRule => ({
    rule,
    part,
    misses,
    because,
  });
  if (!isAsked) return told('not-asked');
  if (own.length > 0) {
    if (!own.some(outcome => outcome.certain)) return told('may-decide', [], own[0]!.because);
    if (compiled.access === undefined) return told('may-decide', [], 'its access is not known');
    return told(outcomes.every(outcome => outcome.rule === rule) ? 'decides' : 'decides-part');
  }
  const misses = boxes.map(box => missesOf(compiled, box));
  if (misses.some(list => list.length === 0)) return told('nothing-left');
  return told('no-match', [...new Set(misses.flat())]);
}

function missesOf(rule: CompiledRule, box: Box): readonly Miss[] {
  return [
    ...((rule.protocols & box.protocols) === 0 ? (['protocol'] as const) : []),
    ...(cut(box.source, rule.source).inside.length === 0 ? (['source'] as const) : []),
    ...(overlaps(rule.sourcePorts, box.sourcePorts) ? [] : (['sourcePorts'] as const)),
    ...(cut(box.destination, rule.destination).inside.length === 0 ? (['destination'] as const) : []),
    ...(overlaps(rule.destinationPorts, box.destinationPorts) ? [] : (['destinationPorts'] as const)),
  ];
}
