/** Rules that decide nothing, because rules asked before them decide all their packets. */
import { isEmpty, overlaps } from '../base/interval-set.ts';
import type { AddressSide, NetworkSecurityGroup, SecurityRule } from '../network/nsg.ts';
import { type CompiledRule, compileGroup, priorityOf } from './compiled-rule.ts';
import { type Box, leftBy } from './decide.ts';
import { regionOfMeaning } from './region.ts';

/** One rule that decides nothing, with the fewest earlier rules that explain it. */
export interface Shadow {
  readonly rule: SecurityRule;
  /** In the order they are asked; together they decide every packet of `rule`, and none can be left out. */
  readonly coveredBy: readonly SecurityRule[];
  /** Whether some of that traffic is decided the other way than `rule` would, or not known to be decided the same way. */
  readonly differs: boolean;
}

/** Combinations of source and destination entries that are looked at for one rule; a rule with more is not judged. */
const maxCombinations = 4096;
/** A rule with at most this many single ports is found through them; the others are always looked at. */
const fewPorts = 16;

/**
 * Custom rules of a group that can never match. Exact for what is known: an unknown value never makes a rule shadowed.
 * Rules that are uncertain themselves (computed ports, a loop) are neither judged nor counted as covering.
 * Work grows with the pairs of rules that share a port and a protocol.
 */
export function shadowedRules(group: NetworkSecurityGroup): readonly Shadow[] {
  return (['Inbound', 'Outbound'] as const).flatMap(direction => shadowedIn(compileGroup(group, direction).ordered));
}

function shadowedIn(ordered: readonly CompiledRule[]): Shadow[] {
  const shadows: Shadow[] = [];
  const earlier = new EarlierRules();
  for (let i = 0; i < ordered.length; i++) {
    const rule = ordered[i]!;
    if (rule.rule.builtIn) break;
    const boxes = rule.uncertain === undefined ? boxesOf(rule) : undefined;
    if (boxes !== undefined) {
      // Rules of one priority are a mistake of another kind; which of them is asked first is not known.
      const candidates = earlier.sharing(rule).filter(other => priorityOf(other.rule) < priorityOf(rule.rule));
      const covering = cover(boxes, candidates);
      if (covering !== undefined) {
        const fewest = withoutSpare(boxes, covering);
        shadows.push({
          rule: rule.rule,
          coveredBy: fewest.map(other => other.rule),
          differs: fewest.some(other => other.access === undefined || other.access !== rule.access),
        });
      }
    }
    if (rule.uncertain === undefined) earlier.add(rule);
  }
  return shadows;
}

/** The rules that cut something off until nothing was left; `undefined` where something is left. */
function cover(boxes: readonly Box[], rules: readonly CompiledRule[]): CompiledRule[] | undefined {
  let left = boxes;
  const used: CompiledRule[] = [];
  for (const rule of rules) {
    const next = left.flatMap(box => leftBy(rule, box));
    // A rule that cuts nothing hands every box on as it is, in content if not in person.
    if (next.length !== left.length || next.some((box, i) => !sameBox(box, left[i]!))) used.push(rule);
    left = next;
    if (left.length === 0) return used;
    if (left.length > maxCombinations) return undefined;
  }
  return undefined;
}

function withoutSpare(boxes: readonly Box[], covering: readonly CompiledRule[]): readonly CompiledRule[] {
  let kept = [...covering];
  for (let i = kept.length - 1; i >= 0 && kept.length > 1; i--) {
    const fewer = kept.filter((_, k) => k !== i);
    if (cover(boxes, fewer) !== undefined) kept = fewer;
  }
  return kept;
}

function sameBox(a: Box, b: Box): boolean {
  return (
    a.protocols === b.protocols &&
    a.source === b.source &&
    a.destination === b.destination &&
    a.sourcePorts === b.sourcePorts &&
    a.destinationPorts === b.destinationPorts
  );
}

/** All packets of a rule; `undefined` where an entry is unknown. */
function boxesOf(rule: CompiledRule): readonly Box[] | undefined {
  const sources = regionsOf(rule.source);
  const destinations = regionsOf(rule.destination);
  if (sources === undefined || destinations === undefined || sources.length * destinations.length > maxCombinations)
    return undefined;
  if (isEmpty(rule.sourcePorts) || isEmpty(rule.destinationPorts)) return undefined;
  const { protocols, sourcePorts, destinationPorts } = rule;
  return sources.flatMap(source =>
    destinations.map(destination => ({ protocols, sourcePorts, destinationPorts, source, destination })),
  );
}

function regionsOf(side: AddressSide) {
  if (side.unknown !== undefined) return undefined;
  const regions = side.terms.map(term => regionOfMeaning(term.meaning));
  return regions.every(region => region !== undefined) ? regions : undefined;
}

/** The rules already passed, found by port so that rules for other ports cost nothing. */
class EarlierRules {
  private readonly byPort = new Map<number, CompiledRule[]>();
  private readonly wide: CompiledRule[] = [];
  private readonly all: CompiledRule[] = [];
  private readonly order = new Map<CompiledRule, number>();

  add(rule: CompiledRule): void {
    this.order.set(rule, this.order.size);
    this.all.push(rule);
    const ports = singlePorts(rule);
    if (ports === undefined) this.wide.push(rule);
    else {
      for (const port of ports) {
        const known = this.byPort.get(port);
        if (known) known.push(rule);
        else this.byPort.set(port, [rule]);
      }
    }
  }

  /** Earlier rules that share a port and a protocol with a rule, in the order they are asked. */
  sharing(rule: CompiledRule): readonly CompiledRule[] {
    const ports = singlePorts(rule);
    let found: Iterable<CompiledRule>;
    if (ports === undefined) {
      // Few single ports cannot fill a wide range: without a wide rule of its kind nothing can cover it.
      if (!this.wide.some(other => shares(other, rule)) && this.byPort.size < portCount(rule)) return [];
      found = this.all;
    } else found = new Set([...this.wide, ...ports.flatMap(port => this.byPort.get(port) ?? [])]);
    return [...found].filter(other => shares(other, rule)).sort((a, b) => this.order.get(a)! - this.order.get(b)!);
  }
}

function shares(a: CompiledRule, b: CompiledRule): boolean {
  return (a.protocols & b.protocols) !== 0 && overlaps(a.destinationPorts, b.destinationPorts);
}

function portCount(rule: CompiledRule): number {
  let count = 0;
  for (let i = 0; i < rule.destinationPorts.length; i += 2)
    count += rule.destinationPorts[i + 1]! - rule.destinationPorts[i]!;
  return count;
}

/** The ports of a rule one by one; `undefined` where there are many. */
function singlePorts(rule: CompiledRule): readonly number[] | undefined {
  if (portCount(rule) > fewPorts) return undefined;
  const ports: number[] = [];
  for (let i = 0; i < rule.destinationPorts.length; i += 2) {
    for (let port = rule.destinationPorts[i]!; port < rule.destinationPorts[i + 1]!; port++) ports.push(port);
  }
  return ports;
}
