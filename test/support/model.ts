import type { Sourced } from '../../server/src/base/sourced.ts';
import type { Network } from '../../server/src/network/network.ts';
import type { AddressSide, NetworkSecurityGroup, PortSide, SecurityRule } from '../../server/src/network/nsg.ts';
import { formatPorts } from '../../server/src/network/ports.ts';

/** A network as plain lines: values only, no places, sorted; equal for equal networks in whatever shape they were written. */
export function modelLines(network: Network): readonly string[] {
  return [
    ...network.securityGroups.flatMap(groupLines),
    ...network.virtualNetworks.map(v => `network ${shown(v.name)} dns ${v.dnsServers}`),
    ...network.subnets.map(
      subnet =>
        `subnet ${shown(subnet.name)} ${subnet.prefixes.map(prefix => prefix.text).join(' ')} nsg ${subnet.securityGroup?.name ?? '-'} routes ${subnet.routeTable?.name ?? '-'}`,
    ),
    ...network.routeTables.map(table => `routes ${shown(table.name)}`),
    ...network.services.map(
      service =>
        `service ${shown(service.name)} ${shown(service.sku)} ${shown(service.units)} ${shown(service.mode)} in ${shown(service.region)} subnet ${service.subnet?.name ?? '-'} and ${service.additionalLocations.map(place => `${shown(place.region)} ${shown(place.units)} ${place.subnet?.name ?? '-'}`).join(', ') || 'nowhere else'}`,
    ),
  ];
}

function groupLines(group: NetworkSecurityGroup): readonly string[] {
  const rules = [...group.rules].sort((a, b) => key(a) - key(b)).map(ruleLine);
  return [`group ${shown(group.name)}${group.rulesUnknown === undefined ? '' : ' incomplete'}`, ...rules];
}

function key(rule: SecurityRule): number {
  return (
    (rule.direction?.known === true && rule.direction.value === 'Outbound' ? 100_000 : 0) + Number(shown(rule.priority))
  );
}

export function ruleLine(rule: SecurityRule): string {
  const values = [rule.name, rule.direction, rule.priority, rule.access, rule.protocol].map(shown).join(' ');
  const from = `${side(rule.source)}:${ports(rule.sourcePorts)}`;
  return `  ${values} ${from} > ${side(rule.destination)}:${ports(rule.destinationPorts)}${rule.maybe === undefined ? '' : ' maybe'}`;
}

function side({ terms, unknown }: AddressSide): string {
  const texts = terms.map(({ meaning, text }) =>
    meaning.kind === 'tag' ? meaning.tag.name : meaning.kind === 'unknown' ? '?' : text,
  );
  return `${texts.join(',')}${unknown === undefined ? '' : '…'}`;
}

function ports({ terms, unknown }: PortSide): string {
  const texts = terms.map(({ meaning, text }) =>
    meaning.kind === 'ports' ? formatPorts(meaning.range) : meaning.kind === 'unknown' ? '?' : `(${text})`,
  );
  return `${texts.join(',')}${unknown === undefined ? '' : '…'}`;
}

function shown(value: Sourced<unknown> | undefined): string {
  return value === undefined ? '-' : value.known ? String(value.value) : '?';
}
