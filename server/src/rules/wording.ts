/** Words that several rules share, so that the same thing is called the same everywhere. */
import type { FlowEnd, PortRange, RequiredFlow } from '../knowledge/profiles.ts';
import type { ApimService, Subnet } from '../network/network.ts';
import type { NetworkSecurityGroup } from '../network/nsg.ts';
import { formatPorts } from '../network/ports.ts';

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** `'nsg-apim'`, or `This security group` where it has no name here; it starts a sentence. */
export function groupTitle(group: NetworkSecurityGroup): string {
  return group.name?.known === true ? `'${group.name.value}'` : 'This security group';
}

/** `'snet-apim'`, or `This subnet`; it starts a sentence. */
export function subnetTitle({ name }: Pick<Subnet, 'name'>): string {
  return name?.known === true ? `'${name.value}'` : 'This subnet';
}

/** `'apim-contoso'`, or `This service`; it starts a sentence. */
export function serviceTitle({ name }: Pick<ApimService, 'name'>): string {
  return name?.known === true ? `'${name.value}'` : 'This service';
}

/** Cut at a word, with dots, to a number of characters. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  const word = cut.lastIndexOf(' ');
  return `${(word < length / 2 ? cut : cut.slice(0, word)).replace(/[\s,;:]+$/, '')}…`;
}

/** `1 unit`, `3 units`. */
export function counted(count: number, singular: string, plural: string = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** `TCP 443 outbound to Storage`. */
export function flowTitle(flow: RequiredFlow, ports: readonly PortRange[] = flow.destinationPorts): string {
  const end =
    flow.direction === 'Inbound'
      ? `inbound from ${endInSentence(flow.source)}`
      : `outbound to ${endInSentence(flow.destination)}`;
  return `${portsTitle(flow.protocol, ports)} ${end}`;
}

/** `TCP 1886 and 443`, `TCP on every port`, `TCP or UDP 53` where the document states no transport. */
export function portsTitle(protocol: RequiredFlow['protocol'], ports: readonly PortRange[]): string {
  const transport = protocol === '*' ? 'TCP or UDP' : protocol.toUpperCase();
  const texts = ports.map(formatPorts);
  return texts.includes('*') ? `${transport} on every port` : `${transport} ${list(texts)}`;
}

function endInSentence(end: FlowEnd): string {
  return end.kind === 'other' && end.meaning === 'not-stated'
    ? 'an address that the documentation does not state'
    : endTitle(end);
}

export function endTitle(end: FlowEnd): string {
  if (end.kind === 'tag') return end.tag;
  if (end.kind === 'hosts')
    return end.hosts.length > 2 ? `${end.hosts.slice(0, 2).join(', ')} and others` : end.hosts.join(', ');
  return end.text;
}
