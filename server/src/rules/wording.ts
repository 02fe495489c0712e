/** Words that several rules share, so that the same thing is called the same everywhere. */
import type { FlowEnd, PortRange, RequiredFlow } from '../knowledge/profiles.ts';
import type { NetworkSecurityGroup } from '../network/nsg.ts';
import { formatPorts } from '../network/ports.ts';

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** `'nsg-apim'`, or `this security group` where it has no name here. */
export function groupTitle(group: NetworkSecurityGroup): string {
  return group.name?.known === true ? `'${group.name.value}'` : 'This security group';
}

/** `TCP 443 outbound to Storage`. */
export function flowTitle(flow: RequiredFlow, ports: readonly PortRange[] = flow.destinationPorts): string {
  const end =
    flow.direction === 'Inbound'
      ? `inbound from ${endTitle(flow.source)}`
      : `outbound to ${endTitle(flow.destination)}`;
  return `${protocolTitle(flow.protocol)} ${portList(ports)} ${end}`;
}

/** `443`, `1886 and 443`, `every port`. */
export function portList(ports: readonly PortRange[]): string {
  const texts = ports.map(formatPorts);
  return texts.includes('*') ? 'on every port' : list(texts);
}

export function protocolTitle(protocol: RequiredFlow['protocol']): string {
  return protocol === '*' ? 'traffic on' : protocol.toUpperCase();
}

export function endTitle(end: FlowEnd): string {
  if (end.kind === 'tag') return end.tag;
  if (end.kind === 'hosts')
    return end.hosts.length > 2 ? `${end.hosts.slice(0, 2).join(', ')} and others` : end.hosts.join(', ');
  return end.text;
}
