import type { Sourced } from '../../base/sourced.ts';
import type { Protocol } from '../../knowledge/nsg-defaults.ts';
import type { HoverPlace } from '../hover.ts';
import { flowParagraphs } from './flow-lines.ts';
import { notKnown } from './markdown.ts';

const meanings: Readonly<Record<Protocol, string>> = {
  Tcp: 'TCP only.',
  Udp: 'UDP only.',
  Icmp: 'ICMP only; it has no ports.',
  Esp: 'ESP (IPsec) only; it has no ports, and the portal cannot set it.',
  Ah: 'AH (IPsec) only; it has no ports, and the portal cannot set it.',
  '*': '**Every protocol** (`*`): TCP, UDP, ICMP and the others.',
};

/** @returns Markdown */
export function describeProtocol(place: HoverPlace, protocol: Sourced<Protocol>): string {
  if (!protocol.known) return notKnown('protocol', protocol.why);
  const { rule } = place;
  const ranges = rule.destinationPorts.terms.flatMap(({ meaning }) =>
    meaning.kind === 'ports' ? [meaning.range] : [],
  );
  const isWide = ranges.some(range => range.last - range.first > 1000);
  const flows = isWide
    ? []
    : flowParagraphs(
        place,
        flow =>
          rule.direction?.known === true &&
          flow.direction === rule.direction.value &&
          flow.destinationPorts.some(port =>
            ranges.some(range => port.first <= range.last && range.first <= port.last),
          ),
      );
  const use = flows.length === 0 ? [] : ['What API Management uses on the ports of this rule:', ...flows.slice(0, 4)];
  return [protocol.value === '*' ? meanings['*'] : `**${protocol.value}**: ${meanings[protocol.value]}`, ...use].join(
    '\n\n',
  );
}
