/** The two hashes behind `uniqueString` and `guid`, on bytes, without a platform's crypto. */

/**
 * The 64-bit hash of `uniqueString`: two lanes of 32 bits with the constants of 128-bit MurmurHash3, seed 0.
 *
 * Source: found by its check values; the Bicep compiler's own tests hold several (read 2026-11).
 */
export function murmur64(bytes: Uint8Array): bigint {
  const word = (at: number, count: number): number => {
    let value = 0;
    for (let k = 0; k < count; k++) value |= bytes[at + k]! << (8 * k);
    return value;
  };
  const first = (value: number): number => Math.imul(rotateLeft(Math.imul(value, 0x239b961b), 15), 0xab0e9789);
  const second = (value: number): number => Math.imul(rotateLeft(Math.imul(value, 0xab0e9789), 17), 0x239b961b);
  let a = 0;
  let b = 0;
  let at = 0;
  for (; at + 8 <= bytes.length; at += 8) {
    a = rotateLeft(a ^ first(word(at, 4)), 19) + b;
    a = (Math.imul(a, 5) + 0x561ccd1b) | 0;
    b = rotateLeft(b ^ second(word(at + 4, 4)), 13) + a;
    b = (Math.imul(b, 5) + 0x0bcaa747) | 0;
  }
  const rest = bytes.length - at;
  if (rest > 0) a ^= first(word(at, Math.min(rest, 4)));
  if (rest > 4) b ^= second(word(at + 4, rest - 4));
  a ^= bytes.length;
  b ^= bytes.length;
  a = (a + b) | 0;
  b = (b + a) | 0;
  a = avalanche(a);
  b = avalanche(b);
  a = (a + b) | 0;
  b = (b + a) | 0;
  return (BigInt(b >>> 0) << 32n) | BigInt(a >>> 0);
}

/** The 20 bytes of SHA-1 (FIPS 180-4). */
export function sha1(bytes: Uint8Array): Uint8Array {
  // The message, one bit, zeros, and the length in bits as 64 bits: a multiple of 64 bytes.
  const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(padded.length - 4, bytes.length << 3);

  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const words = new Int32Array(80);
  for (let at = 0; at < padded.length; at += 64) {
    for (let t = 0; t < 16; t++) words[t] = view.getInt32(at + t * 4);
    for (let t = 16; t < 80; t++) {
      words[t] = rotateLeft(words[t - 3]! ^ words[t - 8]! ^ words[t - 14]! ^ words[t - 16]!, 1);
    }
    let [a, b, c, d, e] = state as [number, number, number, number, number];
    for (let t = 0; t < 80; t++) {
      const next = (rotateLeft(a, 5) + mixed(t, b, c, d) + e + words[t]! + roundConstants[Math.floor(t / 20)]!) | 0;
      [a, b, c, d, e] = [next, a, rotateLeft(b, 30), c, d];
    }
    [a, b, c, d, e].forEach((value, i) => {
      state[i] = (state[i]! + value) | 0;
    });
  }

  const digest = new DataView(new ArrayBuffer(20));
  state.forEach((value, i) => {
    digest.setInt32(i * 4, value);
  });
  return new Uint8Array(digest.buffer);
}

const roundConstants = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];

function mixed(t: number, b: number, c: number, d: number): number {
  if (t < 20) return (b & c) | (~b & d);
  return t >= 40 && t < 60 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
}

function rotateLeft(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

/** Lets every bit of a lane reach every other. */
function avalanche(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
