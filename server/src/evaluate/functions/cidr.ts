/** Arithmetic on address ranges. Both families are computed as `bigint`, and differ only in their number of bits. */
import { formatIpv4, formatIpv6, readIpv4, readIpv6 } from '../../base/ip-text.ts';
import {
  cannotKnow,
  type Family,
  type FunctionParameter,
  type JsonObject,
  pure,
  shown,
  wouldFail,
} from './function.ts';

const family: Family = {
  source: 'https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-cidr (read 2026-11)',
  languages: 'both',
};

const network = { name: 'network', type: 'string' } as const satisfies FunctionParameter;

export const cidr = [
  pure('cidrSubnet', {
    ...family,
    parameters: [network, { name: 'newCIDR', type: 'int' }, { name: 'subnetIndex', type: 'int' }],
    summary: 'One of the subnets of equal size that an address range splits into, counted from 0.',
    body(text, length, index) {
      const range = readRange(text);
      if (length < range.length || length > range.bits) {
        wouldFail(
          `${shown(text)} cannot be split into subnets of length ${length}: use ${range.length} to ${range.bits}`,
        );
      }
      const count = 1n << BigInt(length - range.length);
      if (index < 0 || BigInt(index) >= count) {
        wouldFail(
          `${shown(text)} has ${count} ${count === 1n ? 'subnet' : 'subnets'} of length ${length}, and so no subnet ${index}, counted from 0`,
        );
      }
      return `${formatted(range, range.first + BigInt(index) * (1n << BigInt(range.bits - length)))}/${length}`;
    },
  }),
  pure('cidrHost', {
    ...family,
    parameters: [network, { name: 'hostIndex', type: 'int' }],
    summary: 'A usable address of an address range, counted from 0; Azure itself takes the first three of a subnet.',
    body(text, index) {
      const range = usableRange(text);
      const address = range.first + 1n + BigInt(index);
      // The last address of IPv4 is the broadcast address; IPv6 has none.
      const end = range.bits === 32 ? range.last : range.last + 1n;
      if (index < 0 || address >= end) wouldFail(`${shown(text)} has no usable address ${index}`);
      return formatted(range, address);
    },
  }),
  pure('parseCidr', {
    ...family,
    parameters: [network],
    summary: 'The network, mask, first and last usable address and length of an address range.',
    body(text) {
      const range = usableRange(text);
      const { first, last } = range;
      const show = (address: bigint): string => formatted(range, address);
      const { cidr, ...edges } = edgesOf(range);
      return range.bits === 32
        ? { ...edges, firstUsable: show(first + 1n), lastUsable: show(last - 1n), cidr }
        : { ...edges, firstUsable: show(first), lastUsable: show(last), cidr };
    },
  }),
];

/**
 * What `parseCidr` gives besides the usable addresses, for a range of IPv4 that is too small for the documents to say which
 * those are; `undefined` for any other text.
 */
export function networkEdges(text: string): JsonObject | undefined {
  return /^[\d.]+\/3[12]$/.test(text) && readIpv4(text.slice(0, -3)) !== undefined
    ? edgesOf(readRange(text))
    : undefined;
}

function edgesOf(range: Range) {
  const { bits, length, first, last } = range;
  const mask = (1n << BigInt(bits)) - (1n << BigInt(bits - length));
  const edges = { network: formatted(range, first), netmask: formatted(range, mask) };
  return bits === 32 ? { ...edges, broadcast: formatted(range, last), cidr: length } : { ...edges, cidr: length };
}

interface Range {
  readonly bits: 32 | 128;
  /** 0..bits */
  readonly length: number;
  /** First and last address are both inside. */
  readonly first: bigint;
  readonly last: bigint;
}

/** The range that a text names; an address inside it stands for its first one. */
function readRange(text: string): Range {
  const parts = /^([^/]*)\/(\d{1,3})$/.exec(text);
  const v4 = readIpv4(parts?.[1] ?? text);
  const v6 = v4 === undefined ? readIpv6(parts?.[1] ?? text) : undefined;
  const bits = v4 === undefined ? 128 : 32;
  const length = Number(parts?.[2]);
  const known = v4 !== undefined || v6 !== undefined;
  if (known && parts === null)
    return cannotKnow(`which range ${shown(text)} without a length stands for is not documented`);
  if (!known || length > bits) return wouldFail(`${shown(text)} is no address range in CIDR notation`);
  const size = 1n << BigInt(bits - length);
  const address = BigInt(v4 ?? v6!);
  const first = address - (address % size);
  return { bits, length, first, last: first + size - 1n };
}

function usableRange(text: string): Range {
  const range = readRange(text);
  if (range.bits === 32 && range.length > 30)
    cannotKnow(`which addresses of ${shown(text)} are usable is not documented`);
  return range;
}

function formatted({ bits }: Range, address: bigint): string {
  return bits === 32 ? formatIpv4(Number(address)) : formatIpv6(address);
}
