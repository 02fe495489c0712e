import { forbiddenRange, networkOf, placedPrefixes } from '../analysis/address-plan.ts';
import type { AddressTerm } from '../network/nsg.ts';
import { networkText } from './examples.ts';
import { type Draft, rule } from './rule.ts';
import { subnetTitle } from './wording.ts';

export const forbiddenAddressRange = rule({
  id: 'forbidden-address-range',
  severity: 'error',
  summary: 'A virtual network uses addresses that Azure keeps from virtual networks.',
  rationale: `Multicast, broadcast, loopback and link-local addresses and 168.63.129.16, the address of Azure's own DNS and health probes, cannot be part of a
virtual network.`,
  limits:
    'Exact for prefixes that are written down. A subnet is looked at only where its virtual network is not in the file. IPv6 is not looked at.',
  source: 'Virtual network FAQ, February 2019',
  noFix: 'Which other addresses are free in the networks around it is not known.',
  bad: networkText([], { addressSpace: { addressPrefixes: ['169.254.0.0/16'] } }),
  good: networkText([], { addressSpace: { addressPrefixes: ['192.168.0.0/16'] } }),
  on: 'file',

  *check({ network }) {
    for (const candidate of network.virtualNetworks) {
      if (candidate.definedElsewhere) continue;
      const title = candidate.name?.known === true ? `'${candidate.name.value}'` : 'This virtual network';
      yield* drafts(title, candidate.addressSpace);
    }
    for (const subnet of network.subnets) {
      if (subnet.definedElsewhere || networkOf(network, subnet) !== undefined) continue;
      yield* drafts(subnetTitle(subnet), subnet.prefixes);
    }
  },
});

function* drafts(title: string, terms: readonly AddressTerm[]): Iterable<Draft> {
  for (const { term, prefix } of placedPrefixes(terms)) {
    const hit = forbiddenRange(prefix);
    if (hit === undefined) continue;
    yield {
      at: term.span,
      // The page names the ranges; that a larger prefix around one is refused too is concluded.
      severity: hit.isInside ? 'error' : 'warning',
      message: `${title} has the prefix ${term.text}, which ${hit.isInside ? 'lies in' : 'contains addresses of'} ${hit.range}. Azure keeps these from virtual networks.`,
    };
  }
}
