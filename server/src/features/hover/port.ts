import type { PortRange, RequiredFlow } from '../../knowledge/profiles.ts';
import type { PortTerm } from '../../network/nsg.ts';
import { formatPorts } from '../../network/ports.ts';
import type { HoverPlace } from '../hover.ts';
import { flowParagraphs, olderParagraphs, profileOf } from './flow-lines.ts';

/** Flows that a wide range touches are too many to read. */
const mostFlows = 6;

/** @returns Markdown; `undefined` where the entry is no port */
export function describePort({ view, group, rule }: HoverPlace, term: PortTerm, isSource: boolean): string | undefined {
  const place = { view, group, rule };
  if (term.meaning.kind === 'unknown') return `**Ports** not known: ${term.meaning.why}.`;
  if (term.meaning.kind === 'invalid') return undefined;
  const { range } = term.meaning;
  const title = `**${range.first === range.last ? 'Port' : 'Ports'} ${formatPorts(range)}**`;
  if (isSource) {
    const note =
      formatPorts(range) === '*'
        ? 'Any source port, as clients choose theirs at random.'
        : 'A fixed source port: clients choose theirs at random, so the rule matches almost nothing.';
    return `${title}: source. ${note}`;
  }
  const direction = rule.direction?.known === true ? rule.direction.value : undefined;
  const touches = (flow: RequiredFlow) =>
    (direction === undefined || flow.direction === direction) &&
    [...flow.destinationPorts, ...flow.optionalPorts].some(port => meet(port, range));
  if (formatPorts(range) === '*') return `${title}: every port, 0 to 65535, both included.`;
  const flows = flowParagraphs(place, touches);
  if (flows.length === 0) {
    const older = olderParagraphs(place, touches);
    const nothing = `API Management asks for nothing ${direction === undefined ? '' : `${direction.toLowerCase()} `}on ${formatPorts(range)} (profile ${profileOf(place)}).`;
    return [title, nothing, ...older].join('\n\n');
  }
  const more = flows.length > mostFlows ? [`…and ${flows.length - mostFlows} more flows.`] : [];
  return [`${title} and API Management (profile ${profileOf(place)})`, ...flows.slice(0, mostFlows), ...more].join(
    '\n\n',
  );
}

function meet(a: PortRange, b: PortRange): boolean {
  return a.first <= b.last && b.first <= a.last;
}
