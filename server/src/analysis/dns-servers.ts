/** Where the DNS servers of a target's virtual network are. */
import { includes, intervalSet } from '../base/interval-set.ts';
import { placedPrefixes } from './address-plan.ts';
import { addressRegion, type Region, subnetRegion } from './region.ts';
import type { Target } from './target.ts';

/** Azure's own DNS, to which no security group applies. Source: what is 168.63.129.16, March 2023. */
const azureDns = '168.63.129.16';

/**
 * One region for each custom DNS server. `undefined` where an address is not known, is no single IPv4 address, or is Azure's own,
 * so that no verdict can be given on all of them.
 */
export function dnsServerRegions({ virtualNetwork: network }: Target): readonly Region[] | undefined {
  if (network?.dnsServers !== 'custom' || network.dnsServerTerms.length === 0) return undefined;
  const space = intervalSet(
    placedPrefixes(network.addressSpace).flatMap(({ prefix }) =>
      prefix.family === 4 ? [[prefix.start, prefix.end] as const] : [],
    ),
  );
  const regions: Region[] = [];
  for (const { meaning, text } of network.dnsServerTerms) {
    if (meaning.kind !== 'prefix' || meaning.prefix.family !== 4 || meaning.prefix.length !== 32) return undefined;
    if (text === azureDns) return undefined;
    const address = intervalSet([[meaning.prefix.start, meaning.prefix.end] as const]);
    regions.push(includes(space, address) ? subnetRegion(address) : addressRegion(address));
  }
  return regions;
}
