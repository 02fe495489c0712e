/**
 * Groups that are edited rule by rule: what is remembered of the version before changes no judgement.
 *
 * Rules that an edit leaves alone keep their imprint, as those of an edited text do. After every edit, shadows and decisions are
 * compared with those of the same rules without imprints, of which nothing is remembered.
 */
import assert from 'node:assert/strict';
import { portSet } from '../../../server/src/analysis/compiled-rule.ts';
import { type Box, decide } from '../../../server/src/analysis/decide.ts';
import { addressRegion, anyRegion, tagNamed, tagRegion } from '../../../server/src/analysis/region.ts';
import { shadowedRules } from '../../../server/src/analysis/shadowing.ts';
import type { Imprint } from '../../../server/src/base/imprint.ts';
import { type NetworkSecurityGroup, ruleName, type SecurityRule } from '../../../server/src/network/nsg.ts';
import { group, type RuleText, securityRule } from './group.ts';
import type { Random } from './random.ts';

const editsPerGroup = 12;

/** Counts of what was seen, so that a test can say that it saw enough. */
export interface Seen {
  edits: number;
  shadows: number;
}

/** @throws AssertionError where a judgement differs from that of a group of which nothing is known */
export function editOneGroup(random: Random, seen: Seen): void {
  // Few values, so that rules overlap, cover each other and change places often.
  const widest = random.pick([4, 30, 400]);
  const few = random.pick([2, 4, 8]);
  const more = random.oneIn(3) ? { rulesUnknown: 'it is computed' } : {};
  let rules: readonly RuleText[] = Array.from({ length: 2 + random.below(24) }, () => randomRule(random, widest, few));
  for (let i = 0; i < editsPerGroup; i++) {
    compare(rules, more);
    seen.edits++;
    seen.shadows += shadowedRules(groupOf(rules, true, more)).length;
    rules = edited(random, rules, widest, few);
  }
}

type More = Parameters<typeof group>[1];

/** @throws AssertionError where the second version of some rules is judged otherwise than if nobody had seen the first */
export function editRules(versions: readonly (readonly RuleText[])[], more: More): void {
  for (const rules of versions) compare(rules, more);
}

function compare(rules: readonly RuleText[], more: More): void {
  const remembering = judgements(groupOf(rules, true, more));
  const fresh = judgements(groupOf(rules, false, more));
  assert.deepEqual(remembering, fresh, JSON.stringify(rules));
}

/** All that is asked of a group, as text. */
function judgements(nsg: NetworkSecurityGroup): readonly string[] {
  // Places are those of this version: every rule that is named is one of this group's, or built in.
  const own = (rule: SecurityRule | undefined) =>
    rule === undefined || rule.builtIn ? rule && ruleName(rule) : nsg.rules.indexOf(rule);
  const shadows = shadowedRules(nsg).map(
    ({ rule, coveredBy, differs }) => `${own(rule)} is hidden by ${coveredBy.map(own)}, ${differs}`,
  );
  const decisions = (['Inbound', 'Outbound'] as const).flatMap(direction =>
    boxes.flatMap((box, i) =>
      decide(nsg, direction, box).map(
        ({ access, rule, destinationPorts, narrow, certain, because }) =>
          `${direction} ${i}: ${access} ${own(rule)} ${destinationPorts} ${narrow} ${certain} ${because}`,
      ),
    ),
  );
  return [...shadows, ...decisions];
}

const everyPort = portSet([{ first: 0, last: 65535 }]);
const boxes: readonly Box[] = [
  { protocols: 1, destinationPorts: portSet([{ first: 443, last: 443 }]), source: anyRegion() },
  { protocols: 3, destinationPorts: portSet([{ first: 1, last: 3 }]), source: tagRegion(tagNamed('Internet')) },
  { protocols: 1, destinationPorts: everyPort, source: addressRegion([0x0a000000, 0x0a000100]) },
  { protocols: 1, destinationPorts: portSet([{ first: 2, last: 2 }]), source: tagRegion(tagNamed('Storage')) },
].map(box => ({ ...box, sourcePorts: everyPort, destination: tagRegion(tagNamed('VirtualNetwork')) }));

const imprints = new WeakMap<RuleText, Imprint>();

function groupOf(rules: readonly RuleText[], hasImprints: boolean, more: More): NetworkSecurityGroup {
  const made = rules.map((text, i) => {
    const imprint = imprints.get(text) ?? { length: 1 };
    imprints.set(text, imprint);
    return { ...securityRule(text, i), imprint: hasImprints ? imprint : undefined };
  });
  return { ...group([], more), rules: made };
}

function randomRule(random: Random, widest: number, few: number): RuleText {
  return {
    name: `r${random.below(1000)}`,
    priority: 100 + random.below(widest),
    access: random.oneIn(2) ? 'Allow' : 'Deny',
    direction: random.oneIn(4) ? 'Outbound' : 'Inbound',
    protocol: random.pick(['*', 'Tcp', 'Tcp', 'Udp'] as const),
    source: addresses(random, few),
    destination: addresses(random, few),
    destinationPorts: random.oneIn(3) ? ['*'] : random.oneIn(2) ? [port(random, few), '443'] : [port(random, few)],
  };
}

function addresses(random: Random, few: number): readonly string[] {
  if (random.oneIn(3)) return ['*'];
  if (random.oneIn(4))
    return [random.pick(['Internet', 'VirtualNetwork', 'Storage', 'Storage.WestEurope', '?unknown'])];
  const prefix = () => `10.0.0.${random.below(few) * 16}/${random.pick([24, 27, 28, 32])}`;
  return random.oneIn(4) ? [prefix(), prefix()] : [prefix()];
}

function port(random: Random, few: number): string {
  const first = 1 + random.below(few);
  return random.oneIn(3) ? `${first}-${first + random.below(3)}` : String(first);
}

/** One rule changed, added, removed or moved; seldom several. */
function edited(random: Random, rules: readonly RuleText[], widest: number, few: number): readonly RuleText[] {
  const result = [...rules];
  const at = random.below(result.length);
  const other = randomRule(random, widest, few);
  const property = random.pick(Object.keys(other) as (keyof RuleText)[]);
  const what = random.below(8);
  if (what === 0) result.splice(at, 0, other);
  else if (what === 1 && result.length > 1) result.splice(at, 1);
  else result[at] = { ...result[at], [property]: other[property] };
  return random.oneIn(4) ? edited(random, result, widest, few) : result;
}
