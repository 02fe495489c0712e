/** Priorities that a rule can be given, so that it is asked where it must be. */
import { Memo } from '../base/memo.ts';
import { knownValue } from '../base/sourced.ts';
import { priorityBounds } from '../knowledge/nsg-defaults.ts';
import type { RequiredFlow } from '../knowledge/profiles.ts';
import type { NetworkSecurityGroup, SecurityRule } from '../network/nsg.ts';
import { type CompiledGroup, type CompiledRule, compileGroup, priorityOf } from './compiled-rule.ts';
import { type Box, leftBy } from './decide.ts';
import { flowBoxes } from './flow-verdict.ts';
import type { Target } from './target.ts';

export type FreePriority =
  | {
      readonly ok: true;
      /** 100..4096, and no other rule of the direction has it. */
      readonly priority: number;
      /** False where rules that are not known here may have it. */
      readonly isCertain: boolean;
    }
  /** `why` is a sentence. */
  | { readonly ok: false; readonly why: string };

/** Where a new rule goes, and the rule that makes room for it, if none is free. */
export type AllowPlace =
  | (FreePriority & {
      readonly ok: true;
      readonly moved: { readonly rule: SecurityRule; readonly to: number } | undefined;
    })
  | (FreePriority & { readonly ok: false });

/**
 * A priority for a new rule that lets a flow through: before the rules that block it, behind as many others as possible. It never
 * passes another rule that denies a part of the flow: such a rule is an exception that somebody meant. Where nothing is free, the
 * new rule takes the number of the blocking one, which moves behind itself; the order of all others stays.
 */
export function priorityToAllow(target: Target, flow: RequiredFlow, blockers: readonly SecurityRule[]): AllowPlace {
  const { group } = target;
  if (group === undefined) return { ok: false, why: 'The security group is not in this file.' };
  const boxes = flowBoxes(target, flow);
  const compiled = compileGroup(group, flow.direction);
  const blocked = new Set(blockers);
  const isCertain = isComplete(group, compiled.floating);
  const mayPass = (rule: CompiledRule) =>
    rule.access === 'Allow' || blocked.has(rule.rule) || boxes.every(box => sharesNothing(rule, box));
  const custom = compiled.ordered.filter(({ rule }) => !rule.builtIn).toReversed();
  let below = blockers
    .filter(rule => !rule.builtIn)
    .reduce((least, rule) => Math.min(least, priorityOf(rule)), priorityBounds.last + 1);
  const last = below;
  for (const rule of custom) {
    const above = priorityOf(rule.rule);
    if (above >= below) continue;
    const free = between(above, below);
    if (free !== undefined) return { ok: true, priority: free, isCertain, moved: undefined };
    if (!mayPass(rule)) return takenFrom(group, flow, last, isCertain);
    below = above;
  }
  const first = between(priorityBounds.first - 1, below);
  return first === undefined
    ? takenFrom(group, flow, last, isCertain)
    : { ok: true, priority: first, isCertain, moved: undefined };
}

/** The number of the first blocking rule, which moves behind itself. */
function takenFrom(
  group: NetworkSecurityGroup,
  { direction }: RequiredFlow,
  priority: number,
  isCertain: boolean,
): AllowPlace {
  const way = direction.toLowerCase();
  const none = `No ${way} priority from ${priorityBounds.first} to ${priorityBounds.last} is free where the rule would have to be.`;
  const owners = group.rules.filter(
    rule => knownValue(rule.priority) === priority && knownValue(rule.direction) === direction,
  );
  const [owner] = owners;
  if (owner === undefined || owners.length > 1 || priority < priorityBounds.first) return { ok: false, why: none };
  const behind = priorityBehind(group, owner);
  return behind.ok
    ? { ok: true, priority, isCertain, moved: { rule: owner, to: behind.priority } }
    : { ok: false, why: none };
}

/** The first free priority before all rules of a direction. */
export function firstPriority(group: NetworkSecurityGroup, direction: RequiredFlow['direction']): FreePriority {
  const compiled = compileGroup(group, direction);
  const below = Math.min(priorityBounds.last + 1, ...orderOf(compiled).numbers.slice(0, 1));
  const free = between(priorityBounds.first - 1, below);
  return free === undefined
    ? { ok: false, why: `No priority is free before ${below}.` }
    : { ok: true, priority: free, isCertain: isComplete(group, compiled.floating) };
}

/** The next free priority behind a rule and before the one that is asked next, so that the order of the rules stays. */
export function priorityBehind(group: NetworkSecurityGroup, rule: SecurityRule): FreePriority {
  if (rule.direction?.known !== true || rule.priority?.known !== true)
    return { ok: false, why: 'Its priority or direction is not known.' };
  const compiled = compileGroup(group, rule.direction.value);
  const own = rule.priority.value;
  const next = firstFrom(orderOf(compiled).numbers, own + 1);
  const free = between(Math.max(own, priorityBounds.first - 1), next);
  return free === undefined
    ? {
        ok: false,
        why: `No priority is free between ${own} and ${next === priorityBounds.last + 1 ? 'the last one' : next}.`,
      }
    : { ok: true, priority: free, isCertain: isComplete(group, compiled.floating) };
}

export type FreePriorities =
  | { readonly ok: true; readonly priorities: readonly number[]; readonly isCertain: boolean }
  | { readonly ok: false; readonly why: string };

/**
 * Priorities for the parts that a rule is split into: behind it and before the rule that is asked next, else right before it. The
 * parts decide alike, so that their order means nothing.
 *
 * @param count how many beside its own, from 1
 */
export function prioritiesBeside(group: NetworkSecurityGroup, rule: SecurityRule, count: number): FreePriorities {
  if (rule.direction?.known !== true || rule.priority?.known !== true)
    return { ok: false, why: 'Its priority or direction is not known.' };
  const { floating } = compileGroup(group, rule.direction.value);
  const own = rule.priority.value;
  const { before, behind } = neighbours(group, rule);
  const isCertain = isComplete(group, floating);
  const spread: number[] = [];
  for (let above = Math.max(own, priorityBounds.first - 1); spread.length < count; above = spread.at(-1)!) {
    const free = between(above, behind);
    if (free === undefined) break;
    spread.push(free);
  }
  if (spread.length === count) return { ok: true, priorities: spread, isCertain };
  const near: number[] = [];
  for (let number = own + 1; number < behind && near.length < count; number++) near.push(number);
  for (let number = own - 1; number > before && near.length < count; number--) near.push(number);
  return near.length === count
    ? { ok: true, priorities: near, isCertain }
    : { ok: false, why: `No priority is free beside ${own}.` };
}

/**
 * A priority that Azure takes for a rule that has a number outside of the range, so that the order of the rules stays: as near to
 * the end that it passed as the other rules beyond that end allow.
 */
export function priorityWithinBounds(group: NetworkSecurityGroup, rule: SecurityRule): FreePriority {
  if (rule.direction?.known !== true || rule.priority?.known !== true)
    return { ok: false, why: 'Its priority or direction is not known.' };
  const compiled = compileGroup(group, rule.direction.value);
  const { first, last } = priorityBounds;
  const { numbers, places } = orderOf(compiled);
  const place = places.get(rule) ?? 0;
  const isAbove = rule.priority.value > last;
  // Rules that are further out need a place as well.
  const wanted = isAbove ? last - (numbers.length - 1 - place) : first + place;
  const above = isAbove ? lastBefore(numbers, last + 1) : first - 1;
  const below = isAbove ? last + 1 : firstFrom(numbers, first);
  const priority = above < wanted && wanted < below ? wanted : between(above, below);
  return priority === undefined
    ? { ok: false, why: `No priority from ${first} to ${last} is free where the rule would have to be.` }
    : { ok: true, priority, isCertain: isComplete(group, compiled.floating) };
}

/** The nearest numbers of other rules of the direction, before and behind a rule of known priority; 99 and 4097 where there are none. */
function neighbours(
  group: NetworkSecurityGroup,
  rule: SecurityRule,
): { readonly before: number; readonly behind: number } {
  const own = priorityOf(rule);
  const { numbers } = orderOf(compileGroup(group, knownValue(rule.direction) ?? 'Inbound'));
  return { before: lastBefore(numbers, own), behind: firstFrom(numbers, own + 1) };
}

/** The group's own rules of a direction in the order in which they are asked: their numbers, and the place of each among them. */
interface RuleOrder {
  readonly numbers: readonly number[];
  readonly places: ReadonlyMap<SecurityRule, number>;
}

/** Kept, because each of thousands of rules may ask. */
const orders = new Memo<CompiledGroup, RuleOrder>();

function orderOf(compiled: CompiledGroup): RuleOrder {
  let order = orders.get(compiled);
  if (order === undefined) {
    const custom = compiled.ordered.filter(({ rule }) => !rule.builtIn).map(({ rule }) => rule);
    order = { numbers: custom.map(priorityOf), places: new Map(custom.map((rule, place) => [rule, place])) };
    orders.set(compiled, order);
  }
  return order;
}

/** The least of ascending numbers that is not below a bound; 4097 where there is none up to 4096. */
function firstFrom(numbers: readonly number[], bound: number): number {
  return Math.min(priorityBounds.last + 1, numbers[placeOf(numbers, bound)] ?? priorityBounds.last + 1);
}

/** The largest of ascending numbers that is below a bound; 99 where there is none from 100 on. */
function lastBefore(numbers: readonly number[], bound: number): number {
  return Math.max(priorityBounds.first - 1, numbers[placeOf(numbers, bound) - 1] ?? priorityBounds.first - 1);
}

/** How many of ascending numbers are below a bound. */
function placeOf(numbers: readonly number[], bound: number): number {
  let low = 0;
  for (let high = numbers.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A number above one and below another, neither included; the next multiple of ten where there is one. */
function between(above: number, below: number): number | undefined {
  const first = Math.max(above + 1, priorityBounds.first);
  if (first >= below) return undefined;
  const round = Math.ceil(first / 10) * 10;
  return round < below ? round : first + Math.floor((below - first) / 2);
}

function sharesNothing(rule: CompiledRule, box: Box): boolean {
  const left = leftBy(rule, box);
  return left.length === 1 && left[0] === box;
}

function isComplete(group: NetworkSecurityGroup, floating: readonly CompiledRule[]): boolean {
  return group.rulesUnknown === undefined && floating.length === 0;
}
