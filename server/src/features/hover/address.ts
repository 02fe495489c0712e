import { pairs } from '../../base/interval-set.ts';
import { groupedDigits } from '../../base/number-text.ts';
import type { FlowEnd } from '../../knowledge/profiles.ts';
import { describeTag, type ServiceTag } from '../../knowledge/service-tags.ts';
import { formatPrefix, publicness } from '../../network/address.ts';
import type { AddressTerm } from '../../network/nsg.ts';
import type { HoverPlace } from '../hover.ts';
import { flowParagraphs, profileOf } from './flow-lines.ts';
import { plain } from './markdown.ts';

const mostFlows = 6;

/** @returns Markdown; `undefined` where there is nothing to add to the text */
export function describeAddress(
  place: HoverPlace,
  term: AddressTerm,
  side: 'source' | 'destination',
): string | undefined {
  const { meaning } = term;
  switch (meaning.kind) {
    case 'tag': {
      const known = describeTag(meaning.tag);
      const month = known?.source.month;
      const head = `**${meaning.tag.name}** is a service tag: ${known?.purpose ?? 'no description is at hand'}.`;
      const legacy =
        meaning.spelling === 'legacy' ? [`'${plain(term.text)}' is how the classic deployment model spells it.`] : [];
      const recommended =
        known === undefined || known.direction === 'Both' ? '' : ` Meant for ${known.direction.toLowerCase()} rules.`;
      const source =
        known === undefined ? [] : [`*${known.source.document}${month === null ? '' : `, ${month}`}.*${recommended}`];
      const direction = place.rule.direction?.known === true ? place.rule.direction.value : undefined;
      const flows = flowParagraphs(
        place,
        flow =>
          (direction === undefined || flow.direction === direction) &&
          isTag(side === 'source' ? flow.source : flow.destination, meaning.tag.base),
      );
      const isLocal = meaning.tag.base === 'VirtualNetwork' && flows.length > mostFlows;
      const use =
        flows.length === 0
          ? [
              `API Management needs no ${direction === undefined ? '' : `${direction.toLowerCase()} `}flow that has this tag as its ${side} (profile ${profileOf(place)}).`,
            ]
          : isLocal
            ? [
                'Most flows of API Management have this tag on this side, because the service itself is in the virtual network.',
              ]
            : [`API Management (profile ${profileOf(place)}):`, ...flows.slice(0, mostFlows)];
      return [head, ...legacy, ...addressCount(meaning.tag), ...source, ...use].join('\n\n');
    }
    case 'prefix': {
      const { prefix } = meaning;
      const count = prefix.family === 4 ? groupedDigits(prefix.end - prefix.start) : `2^${128 - prefix.length}`;
      const single = prefix.length === (prefix.family === 4 ? 32 : 128);
      const kind = { public: 'public', private: 'private', mixed: 'partly public' }[publicness(prefix)];
      const platform =
        prefix.family === 4 && prefix.start === 0xa83f8110 && single
          ? " Azure's platform address for health probes, DNS and more; AzureLoadBalancer stands for it."
          : '';
      return `**${formatPrefix(prefix)}**: ${single ? 'one address' : `${count} addresses`}, ${kind}.${platform}`;
    }
    case 'any':
      return '**Every address**, inside and outside Azure.';
    case 'unlisted-tag':
      return `**${plain(term.text)}** is not in the list of service tags of July 2025${meaning.suggestion === undefined ? '' : `. Close to it: **${meaning.suggestion}**`}.`;
    case 'unknown':
      return `This address is not known here: ${plain(meaning.why)}.`;
    default:
      return undefined;
  }
}

/** How much a tag stands for, where the user's list says it. */
function addressCount({ addresses }: ServiceTag): readonly string[] {
  if (addresses === undefined) return [];
  const v4 = pairs(addresses.v4).reduce((sum, [start, end]) => sum + end - start, 0);
  const v6 = addresses.v6.length === 0 ? '' : ', and addresses of IPv6';
  return [`Your list of service tags gives it ${groupedDigits(v4)} addresses of IPv4${v6}.`];
}

function isTag(end: FlowEnd, base: string): boolean {
  return end.kind === 'tag' && end.tag === base;
}
