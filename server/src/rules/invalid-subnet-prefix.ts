import type { Fix } from '../fix/tree-edit.ts';
import { subnetBounds } from '../knowledge/subnet-sizing.ts';
import { formatPrefix, type IpPrefix } from '../network/address.ts';
import type { AddressTerm } from '../network/nsg.ts';
import { networkText } from './examples.ts';
import { rule } from './rule.ts';
import { respell } from './rule-fixes.ts';
import { subnetTitle } from './wording.ts';

export const invalidSubnetPrefix = rule({
  id: 'invalid-subnet-prefix',
  severity: 'error',
  summary: 'The prefix of a subnet or virtual network is not one that Azure accepts.',
  rationale: `A prefix is written with the first address of its range, so 10.0.1.4/24 is refused and 10.0.1.0/24 is meant. The smallest IPv4 subnet is a /29, the
largest a /8, and an IPv6 subnet is a /64.`,
  limits: 'Exact for prefixes that are written down; computed ones are left alone.',
  source: 'Virtual network FAQ, February 2019; that host bits are refused is general knowledge of Azure',
  bad: networkText([{ name: 'snet-web', addressPrefix: '10.0.1.4/24' }]),
  good: networkText([{ name: 'snet-web', addressPrefix: '10.0.1.0/24' }]),
  on: 'file',

  *check({ network }) {
    for (const candidate of network.virtualNetworks) {
      if (candidate.definedElsewhere) continue;
      const title = candidate.name?.known === true ? `'${candidate.name.value}'` : 'This virtual network';
      for (const term of candidate.addressSpace) {
        const problem = shapeProblem(term);
        if (problem !== undefined)
          yield { at: term.span, message: `${title}: '${term.text}' ${problem}.`, fixes: () => wholeRange(term) };
      }
    }
    for (const subnet of network.subnets) {
      if (subnet.definedElsewhere) continue;
      for (const term of subnet.prefixes) {
        const problem = shapeProblem(term) ?? sizeProblem(term);
        if (problem !== undefined)
          yield {
            at: term.span,
            message: `${subnetTitle(subnet)}: '${term.text}' ${problem}.`,
            fixes: () => (sizeProblem(term) === undefined ? wholeRange(term) : []),
          };
      }
    }
  },
});

/** The range that a prefix with an address inside it names. */
function wholeRange({ meaning, text, origin }: AddressTerm): readonly Fix[] {
  if (meaning.kind !== 'prefix' || !meaning.prefix.hostBits || !text.includes('/')) return [];
  return [respell(origin, text, formatPrefix(meaning.prefix))];
}

function shapeProblem({ meaning, text }: AddressTerm): string | undefined {
  switch (meaning.kind) {
    case 'prefix':
      if (!text.includes('/')) return "has no prefix length after '/', and Azure refuses it";
      return meaning.prefix.hostBits
        ? `names an address inside its range, and Azure refuses it: the range is ${formatPrefix(meaning.prefix)}`
        : undefined;
    case 'any':
    case 'tag':
    case 'unlisted-tag':
      return 'is no prefix that a network can have, and Azure refuses it';
    case 'invalid':
      return `${meaning.problem}; Azure refuses it`;
    default:
      return undefined;
  }
}

function sizeProblem({ meaning }: AddressTerm): string | undefined {
  return meaning.kind === 'prefix' ? boundProblem(meaning.prefix) : undefined;
}

function boundProblem({ family, length }: IpPrefix): string | undefined {
  const { smallestPrefixLength, largestPrefixLength, ipv6PrefixLength } = subnetBounds;
  if (family === 6)
    return length === ipv6PrefixLength ? undefined : `is a /${length}, and an IPv6 subnet is a /${ipv6PrefixLength}`;
  if (length > smallestPrefixLength)
    return `is a /${length}, and the smallest subnet Azure allows is a /${smallestPrefixLength}`;
  return length < largestPrefixLength
    ? `is a /${length}, and the largest subnet Azure allows is a /${largestPrefixLength}`
    : undefined;
}
