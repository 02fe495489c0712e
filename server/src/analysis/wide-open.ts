/** Rules that open a group to the whole Internet. */
import type { NetworkSecurityGroup, SecurityRule } from '../network/nsg.ts';
import { portSet, protocolMask } from './compiled-rule.ts';
import { decide } from './decide.ts';
import { subnetRegion, tagNamed, tagRegion } from './region.ts';

/**
 * Inbound rules that let the Internet in on every port, in the order they are asked. Exact on order: a rule that
 * nothing from the Internet comes to, because rules before it decide all of that, is none.
 */
export function openToInternet(group: NetworkSecurityGroup): readonly SecurityRule[] {
  // Few groups have such a rule, and only then the order of all of them is of interest.
  if (!group.rules.some(mayOpenAll)) return [];
  const outcomes = decide(group, 'Inbound', {
    protocols: protocolMask('Tcp'),
    sourcePorts: portSet([{ first: 0, last: 65535 }]),
    destinationPorts: portSet([{ first: 0, last: 65535 }]),
    source: tagRegion(tagNamed('Internet')),
    destination: subnetRegion(undefined),
  });
  const opening = outcomes.flatMap(({ access, rule, certain, narrow }) =>
    access === 'Allow' && certain && !narrow && rule !== undefined && mayOpenAll(rule) ? [rule] : [],
  );
  return [...new Set(opening)];
}

function mayOpenAll(rule: SecurityRule): boolean {
  const isWide = rule.source.terms.some(
    ({ meaning }) => meaning.kind === 'any' || (meaning.kind === 'tag' && meaning.tag.base === 'Internet'),
  );
  const allows = rule.access?.known === true && rule.access.value === 'Allow';
  return !rule.builtIn && allows && isWide && namesEveryPort(rule);
}

function namesEveryPort({ destinationPorts, sourcePorts }: SecurityRule): boolean {
  return [destinationPorts, sourcePorts].every(side =>
    side.terms.some(
      ({ meaning }) => meaning.kind === 'ports' && meaning.range.first <= 1 && meaning.range.last === 65535,
    ),
  );
}
