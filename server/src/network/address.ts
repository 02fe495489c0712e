/** IP addresses and prefixes as numbers. IPv4 as `number`, IPv6 as `bigint`, so that sets of both are exact. */

import { type IntervalSet, includes, intervalSet, overlaps } from '../base/interval-set.ts';
import { formatIpv4, formatIpv6, readIpv4, readIpv6 } from '../base/ip-text.ts';

export type IpPrefix = Ipv4Prefix | Ipv6Prefix;

/** Addresses `start <= address < end`. `hostBits`: the text named an address inside the prefix, not its first one. */
export interface Ipv4Prefix {
  readonly family: 4;
  readonly start: number;
  readonly end: number;
  /** 0..32 */
  readonly length: number;
  readonly hostBits: boolean;
}

export interface Ipv6Prefix {
  readonly family: 6;
  readonly start: bigint;
  readonly end: bigint;
  /** 0..128 */
  readonly length: number;
  readonly hostBits: boolean;
}

export type PrefixReading =
  | { readonly ok: true; readonly prefix: IpPrefix }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads an address or a CIDR prefix. Strict: four decimal numbers without leading zeros for IPv4, RFC 4291 text forms for
 * IPv6, a length in range. An address alone is a prefix of its full length. Spaces are not accepted.
 *
 * @returns `problem`: the end of a sentence that begins with the quoted text
 */
export function readPrefix(text: string): PrefixReading {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const lengthText = slash < 0 ? undefined : text.slice(slash + 1);
  const v4 = readIpv4(address);
  const v6 = v4 === undefined ? readIpv6(address) : undefined;
  if (v4 === undefined && v6 === undefined) return { ok: false, problem: addressProblem(address) };
  const bits = v4 === undefined ? 128 : 32;
  if (lengthText !== undefined && !/^(0|[1-9]\d{0,2})$/.test(lengthText)) {
    if (/^\s*\d+\s*$/.test(lengthText)) return { ok: false, problem: spaceInAddress };
    return { ok: false, problem: `has no prefix length after '/': write a number from 0 to ${bits}` };
  }
  const length = lengthText === undefined ? bits : Number(lengthText);
  if (length > bits) return { ok: false, problem: `has a prefix length above ${bits}` };
  if (v4 !== undefined) {
    const size = 2 ** (32 - length);
    const start = Math.floor(v4 / size) * size;
    return { ok: true, prefix: { family: 4, start, end: start + size, length, hostBits: start !== v4 } };
  }
  const size = 1n << BigInt(128 - length);
  const start = (v6! / size) * size;
  return { ok: true, prefix: { family: 6, start, end: start + size, length, hostBits: start !== v6 } };
}

/** `10.0.0.0/24`; IPv6 in its shortest form (RFC 5952). A single address keeps its length. */
export function formatPrefix(prefix: IpPrefix): string {
  return `${prefix.family === 4 ? formatIpv4(prefix.start) : formatIpv6(prefix.start)}/${prefix.length}`;
}

/** Most prefixes that a range is written as; a longer list is no help. */
const maxPrefixes = 16;

/**
 * The prefixes that a text which is none was surely meant for: blanks left out, a list in one text taken apart, a range of IPv4
 * addresses as prefixes, a mask as a length. `undefined` where that is not all that is wrong, or would be a very long list.
 */
export function correctedPrefixes(text: string): readonly string[] | undefined {
  const prefixes: string[] = [];
  for (const entry of text.split(/[,;]/)) {
    const bare = entry.replace(/\s+/g, '');
    if (bare === '') continue;
    if (readPrefix(bare).ok) prefixes.push(bare);
    else {
      const meant = prefixesOfRange(bare) ?? prefixWithMask(bare);
      if (meant === undefined) return undefined;
      prefixes.push(...meant);
    }
  }
  return prefixes.length === 0 || prefixes.length > maxPrefixes ? undefined : prefixes;
}

/** `10.0.0.4-10.0.0.7`, both ends included. */
function prefixesOfRange(text: string): readonly string[] | undefined {
  const ends = text.split(/[-\u2013]/).map(readIpv4);
  const [first, last] = ends;
  if (ends.length !== 2 || first === undefined || last === undefined || first > last) return undefined;
  const prefixes: string[] = [];
  for (let start = first; start <= last && prefixes.length <= maxPrefixes; ) {
    let length = 32;
    let size = 1;
    while (length > 0 && start % (size * 2) === 0 && start + size * 2 - 1 <= last) {
      size *= 2;
      length--;
    }
    prefixes.push(length === 32 ? formatIpv4(start) : `${formatIpv4(start)}/${length}`);
    start += size;
  }
  return prefixes;
}

/** `10.0.0.0/255.255.255.0` */
function prefixWithMask(text: string): readonly string[] | undefined {
  const [address = '', maskText = '', ...more] = text.split('/');
  const mask = readIpv4(maskText);
  if (mask === undefined || more.length > 0 || readIpv4(address) === undefined) return undefined;
  const length = 32 - Math.log2(2 ** 32 - mask);
  return Number.isInteger(length) ? [`${address}/${length}`] : undefined;
}

const spaceInAddress = 'has a space in it';

function addressProblem(text: string): string {
  if (text === '') return 'is empty';
  if (text.includes(',')) return 'is a list in one text: use the plural property with one entry each';
  if (/^[\d.]+-[\d.]+$/.test(text)) return 'is a range of addresses, which a rule cannot have: write CIDR prefixes';
  if (/\s/.test(text)) return spaceInAddress;
  return 'is no IP address';
}

/**
 * IPv4 addresses that the public internet cannot reach: this network (RFC 791), private use (RFC 1918), shared space (RFC 6598),
 * loopback (RFC 1122), link local (RFC 3927), multicast and reserved (RFC 5771, RFC 1112).
 */
export const notPublicV4: IntervalSet = setOf([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
  '240.0.0.0/4',
]);

/** IPv4 addresses for private use (RFC 1918). */
export const privateUseV4: IntervalSet = setOf(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']);

/** Only for prefixes of our own. */
function setOf(prefixes: readonly string[]): IntervalSet {
  return intervalSet(
    prefixes.map(text => {
      const reading = readPrefix(text);
      if (!reading.ok || reading.prefix.family !== 4) throw new Error(`not an IPv4 prefix: ${text}`);
      return [reading.prefix.start, reading.prefix.end] as const;
    }),
  );
}

/** The same for IPv6: unspecified and loopback, unique local, link local and site local, multicast (RFC 4291, RFC 4193). */
export const notPublicV6: IntervalSet<bigint> = intervalSet([
  [0n, 2n],
  [0xfcn << 120n, 0xfen << 120n],
  [0xfe80n << 112n, 0xff00n << 112n],
  [0xffn << 120n, 0x100n << 120n],
]);

/** How much of a prefix can be reached from the public internet. */
export function publicness(prefix: IpPrefix): 'public' | 'private' | 'mixed' {
  return prefix.family === 4
    ? kindOf([prefix.start, prefix.end], notPublicV4)
    : kindOf([prefix.start, prefix.end], notPublicV6);
}

function kindOf<T extends number | bigint>(
  addresses: IntervalSet<T>,
  notPublic: IntervalSet<T>,
): 'public' | 'private' | 'mixed' {
  if (includes(notPublic, addresses)) return 'private';
  return overlaps(notPublic, addresses) ? 'mixed' : 'public';
}
