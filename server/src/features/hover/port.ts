import type { PortRange, RequiredFlow } from '../../knowledge/profiles.ts';
import type { PortTerm } from '../../network/nsg.ts';
import { formatPorts } from '../../network/ports.ts';
import type { HoverPlace } from '../hover.ts';
import { flowParagraphs, olderParagraphs, profileOf } from './flow-lines.ts';
import { plain } from './markdown.ts';

/** Flows that a wide range touches are too many to read. */
const mostFlows = 6;

/** @returns Markdown; `undefined` where the entry is no port */
export function describePort({ view, group, rule }: HoverPlace, term: PortTerm, isSource: boolean): string | undefined {
  const place = { view, group, rule };
  if (term.meaning.kind === 'unknown') return `These ports are not known here: ${plain(term.meaning.why)}.`;
  if (term.meaning.kind === 'invalid') return undefined;
  const { range } = term.meaning;
  const every = formatPorts(range) === '*';
  const title = every
    ? '**Every port** (`*`), 0 to 65535'
    : `**${range.first === range.last ? 'Port' : 'Ports'} ${formatPorts(range)}**`;
  if (isSource) {
    const note = every
      ? 'Right for nearly every rule, because clients choose their source port at random.'
      : 'Clients choose their source port at random, so a rule with a fixed one matches almost nothing.';
    return `${title}, as source. ${note}`;
  }
  const direction = rule.direction?.known === true ? rule.direction.value : undefined;
  const touches = (flow: RequiredFlow) =>
    (direction === undefined || flow.direction === direction) &&
    [...flow.destinationPorts, ...flow.optionalPorts].some(port => meet(port, range));
  if (every) return `${title}.`;
  const flows = flowParagraphs(place, touches);
  if (flows.length === 0) {
    // A row for every port says nothing about this one.
    const older = olderParagraphs(
      place,
      flow => touches(flow) && flow.destinationPorts.every(port => formatPorts(port) !== '*'),
    );
    const nothing = `API Management needs nothing ${direction === undefined ? '' : `${direction.toLowerCase()} `}on ${formatPorts(range)} (profile ${profileOf(place)}).`;
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
