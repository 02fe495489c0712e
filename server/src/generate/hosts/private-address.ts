/** Whether an address can be the private virtual IP address of a service: its sentences say what is allowed. */

import { forbiddenRange } from '../../analysis/address-plan.ts';
import { formatIpv4, readIpv4, readIpv6 } from '../../base/ip-text.ts';
import { azureReserved } from '../../knowledge/subnet-sizing.ts';
import { formatPrefix, type Ipv4Prefix, readPrefix } from '../../network/address.ts';

/** The subnet a service is in, as far as it is known. */
export interface KnownSubnet {
  readonly name: string | undefined;
  /** All its IPv4 prefixes; empty where one of them is not known, so that no address is refused for it. */
  readonly prefixes: readonly Ipv4Prefix[];
}

/**
 * What is wrong with an address as the private virtual IP address: anything but IPv4, an address that no virtual network has,
 * one outside of the subnet, one of the five that Azure keeps in it. Source of the five: virtual network FAQ, February 2019, and
 * API Management, April 2025.
 *
 * @param subnet `undefined` where it is not known; then only the address itself is looked at
 * @returns a sentence that says what is allowed; `undefined` for an address that may be
 */
export function privateAddressProblem(text: string, subnet: KnownSubnet | undefined): string | undefined {
  const address = readIpv4(text);
  if (address === undefined) return formProblem(text);
  const single = { family: 4, start: address, end: address + 1, length: 32, hostBits: false } as const;
  const forbidden = forbiddenRange(single);
  if (forbidden !== undefined)
    return `${text} lies in ${forbidden.range}, which Azure keeps from virtual networks. ${wanted}`;
  if (address < 2 ** 24) return `${text} is no address of a machine. ${wanted}`;
  if (subnet === undefined || subnet.prefixes.length === 0) return undefined;
  const title = subnet.name === undefined ? 'the subnet' : `the subnet '${subnet.name}'`;
  const own = subnet.prefixes.find(prefix => prefix.start <= address && address < prefix.end);
  const usable = `Usable are ${subnet.prefixes.map(usableRange).join(' and ')}.`;
  if (own === undefined)
    return `${text} lies outside of ${title} (${subnet.prefixes.map(formatPrefix).join(', ')}). ${usable}`;
  const { first, last } = usableEnds(own);
  if (first <= address && address <= last) return undefined;
  return `${text} is one of the ${azureReserved.count} addresses of ${formatPrefix(own)} that Azure keeps. ${usable}`;
}

const wanted = 'The private address of API Management is an IPv4 address of its subnet, such as 10.0.0.5.';

function formProblem(text: string): string {
  if (text === '') return `The address is empty. ${wanted}`;
  if (readIpv6(text) !== undefined) return `'${text}' is an IPv6 address. ${wanted}`;
  const reading = readPrefix(text);
  return reading.ok
    ? `'${text}' is a prefix, not one address. ${wanted}`
    : `'${text}' is no IPv4 address: four numbers from 0 to 255, without zeros in front. ${wanted}`;
}

/** What Azure leaves of each prefix, both ends included; prefixes too small to leave any are left out. */
export function usableRanges(subnet: KnownSubnet): readonly { readonly first: number; readonly last: number }[] {
  return subnet.prefixes.map(usableEnds).filter(({ first, last }) => first <= last);
}

/** The first four addresses and the last one are kept; of a prefix too small to leave any, the ends are the wrong way round. */
function usableEnds({ start, end }: Ipv4Prefix): { readonly first: number; readonly last: number } {
  return { first: start + azureReserved.count - 1, last: end - 2 };
}

function usableRange(prefix: Ipv4Prefix): string {
  const { first, last } = usableEnds(prefix);
  return first > last ? `none of ${formatPrefix(prefix)}` : `${formatIpv4(first)} to ${formatIpv4(last)}`;
}
