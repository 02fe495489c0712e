/** Rules that open a group wide: to the whole Internet, to everything, or by saying nothing. */
import { knownValue } from '../base/sourced.ts';
import type { AddressSide, NetworkSecurityGroup, SecurityRule } from '../network/nsg.ts';
import { everyProtocol, portSet, protocolMask } from './compiled-rule.ts';
import { decide } from './decide.ts';
import { subnetRegion, tagNamed, tagRegion } from './region.ts';

const everyPort = portSet([{ first: 0, last: 65535 }]);

/**
 * Inbound rules that let the Internet in on every port, in the order they are asked. Exact on order: a rule that
 * nothing from the Internet comes to, because rules before it decide all of that, is none.
 */
export function openToInternet(group: NetworkSecurityGroup): readonly SecurityRule[] {
  // Few groups have such a rule, and only then the order of all of them is of interest.
  if (!group.rules.some(mayOpenAll)) return [];
  const outcomes = decide(group, 'Inbound', {
    protocols: protocolMask('Tcp'),
    sourcePorts: everyPort,
    destinationPorts: everyPort,
    source: tagRegion(tagNamed('Internet')),
    destination: subnetRegion(undefined),
  });
  const opening = outcomes.flatMap(({ access, rule, certain, narrow }) =>
    access === 'Allow' && certain && !narrow && rule !== undefined && mayOpenAll(rule) ? [rule] : [],
  );
  return [...new Set(opening)];
}

/** Whether a rule allows every address every port in every protocol, wherever it stands among the others. */
export function allowsEverything({ access, protocol, source, destination, ...ports }: SecurityRule): boolean {
  const isAny = ({ terms }: AddressSide) => terms.some(({ meaning }) => meaning.kind === 'any');
  if (access?.known !== true || protocol?.known !== true) return false;
  if (access.value !== 'Allow' || protocol.value !== '*') return false;
  return isAny(source) && isAny(destination) && namesEveryPort(ports);
}

/** The built-in rules that let in or out what no rule of the group decides before, for certain; in the order they are asked. */
export function builtInOpenings(group: NetworkSecurityGroup): readonly SecurityRule[] {
  const every = { protocols: everyProtocol, sourcePorts: everyPort, destinationPorts: everyPort };
  const own = subnetRegion(undefined);
  const [network, internet] = ['VirtualNetwork', 'Internet'].map(tag => tagRegion(tagNamed(tag)));
  const outcomes = [
    ...decide(group, 'Inbound', { ...every, source: network!, destination: own }),
    ...decide(group, 'Outbound', { ...every, source: own, destination: network! }),
    ...decide(group, 'Outbound', { ...every, source: own, destination: internet! }),
  ];
  const opening = outcomes.flatMap(({ access, rule, certain, narrow }) =>
    access === 'Allow' && certain && !narrow && rule?.builtIn === true ? [rule] : [],
  );
  // Each question has built-in rules of its own.
  return [...new Map(opening.map(rule => [knownValue(rule.name), rule])).values()];
}

function mayOpenAll(rule: SecurityRule): boolean {
  const isWide = rule.source.terms.some(
    ({ meaning }) => meaning.kind === 'any' || (meaning.kind === 'tag' && meaning.tag.base === 'Internet'),
  );
  const allows = rule.access?.known === true && rule.access.value === 'Allow';
  return !rule.builtIn && allows && isWide && namesEveryPort(rule);
}

function namesEveryPort({
  destinationPorts,
  sourcePorts,
}: Pick<SecurityRule, 'destinationPorts' | 'sourcePorts'>): boolean {
  return [destinationPorts, sourcePorts].every(side =>
    side.terms.some(
      ({ meaning }) => meaning.kind === 'ports' && meaning.range.first <= 1 && meaning.range.last === 65535,
    ),
  );
}
