/** Functions between text and encoded text, and the two that hash it. */
import {
  cannotKnow,
  checkTextLength,
  type Family,
  type FunctionParameter,
  pure,
  shown,
  wouldFail,
} from './function.ts';
import { murmur64, sha1 } from './hash.ts';
import { parseJsonText } from './json-text.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

const family: Family = {
  source: 'https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string (read 2026-11)',
  languages: 'both',
};

const hashed = [{ name: 'baseString', type: 'string', rest: true }] as const satisfies readonly FunctionParameter[];
const encoded = [{ name: 'base64Value', type: 'string' }] as const satisfies readonly FunctionParameter[];

export const encodings = [
  pure('base64', {
    ...family,
    parameters: [{ name: 'inputString', type: 'string' }],
    summary: 'The Base64 form of a text.',
    body: toBase64,
  }),
  pure('base64ToString', {
    ...family,
    parameters: encoded,
    summary: 'The text that a Base64 form stands for.',
    body: fromBase64,
  }),
  pure('base64ToJson', {
    ...family,
    parameters: encoded,
    summary: 'The value of the JSON text that a Base64 form stands for.',
    body: text => parseJsonText(fromBase64(text)),
  }),
  pure('uriComponent', {
    ...family,
    parameters: [{ name: 'stringToEncode', type: 'string' }],
    summary: 'The text with all but letters, digits and `-._~` percent-encoded.',
    body(text) {
      const length = text.replace(/[\w\-.~]/g, '').length;
      // Each other character takes at least three places.
      checkTextLength(text.length + 2 * length);
      return text.replace(/[^\w\-.~]+/g, part =>
        [...encodeUtf8(part)].map(byte => `%${hexadecimal(byte).toUpperCase()}`).join(''),
      );
    },
  }),
  pure('uriComponentToString', {
    ...family,
    parameters: [{ name: 'uriEncodedString', type: 'string' }],
    summary: 'The text that a percent-encoded text stands for.',
    body: text =>
      text.replace(/(?:%[0-9a-fA-F]{2})+/g, part => {
        const bytes = part
          .slice(1)
          .split('%')
          .map(digits => Number.parseInt(digits, 16));
        return decodeUtf8(bytes) ?? cannotKnow(`${shown(part)} is no UTF-8`);
      }),
  }),
  pure('dataUri', {
    ...family,
    parameters: [{ name: 'stringToConvert', type: 'any' }],
    summary: 'A data URI that holds a text.',
    body: value =>
      typeof value === 'string'
        ? `data:text/plain;charset=utf-8;base64,${toBase64(value)}`
        : cannotKnow(`the data URI of ${shown(value)} is not documented`),
  }),
  pure('dataUriToString', {
    ...family,
    parameters: [{ name: 'dataUriToConvert', type: 'string' }],
    summary: 'The text that a data URI holds.',
    body(text) {
      const comma = text.indexOf(',');
      if (comma < 0 || !/^data:/i.test(text)) return wouldFail(`${shown(text)} is no data URI`);
      const [, ...attributes] = text.slice(0, comma).toLowerCase().split(';');
      const charset = attributes.find(attribute => attribute.startsWith('charset='));
      if (attributes.at(-1) !== 'base64' || !['charset=utf-8', 'charset=utf8', undefined].includes(charset)) {
        cannotKnow('only data URIs in Base64 and UTF-8 are read here');
      }
      return fromBase64(text.slice(comma + 1));
    },
  }),
  pure('uniqueString', {
    ...family,
    parameters: hashed,
    summary: 'Thirteen characters that are always the same for the same texts.',
    body(...texts) {
      let hash = murmur64(encodeUtf8(joined(texts)));
      let text = '';
      // Twelve times the top five bits of sixty-four, and once the four that are left.
      for (let i = 0; i < 13; i++) {
        text += 'abcdefghijklmnopqrstuvwxyz234567'[Number(hash >> 59n)];
        hash = BigInt.asUintN(64, hash << 5n);
      }
      return text;
    },
  }),
  pure('guid', {
    ...family,
    parameters: hashed,
    summary: 'A GUID that is always the same for the same texts.',
    body(...texts) {
      // A name-based UUID, version 5 (RFC 9562), in Azure's own namespace.
      const namespace = [
        0x11, 0xfb, 0x06, 0xfb, 0x71, 0x2d, 0x4d, 0xdd, 0x98, 0xc7, 0xe7, 0x1b, 0xbd, 0x58, 0x88, 0x30,
      ];
      const name = encodeUtf8(joined(texts));
      const message = new Uint8Array(namespace.length + name.length);
      message.set(namespace);
      message.set(name, namespace.length);
      const bytes = sha1(message).subarray(0, 16);
      bytes[6] = (bytes[6]! & 0x0f) | 0x50;
      bytes[8] = (bytes[8]! & 0x3f) | 0x80;
      return [...bytes]
        .map(hexadecimal)
        .join('')
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    },
  }),
];

function joined(texts: readonly string[]): string {
  checkTextLength(texts.reduce((sum, text) => sum + text.length + 1, 0));
  return texts.join('-');
}

function hexadecimal(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

const base64Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function toBase64(text: string): string {
  checkTextLength((text.length / 3) * 4);
  const bytes = encodeUtf8(text);
  checkTextLength((bytes.length / 3) * 4);
  const quads: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const bits = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const digits = [18, 12, 6, 0].map(shift => base64Digits[(bits >> shift) & 63]!).join('');
    const missing = at + 3 - bytes.length;
    quads.push(missing > 0 ? digits.slice(0, 4 - missing) + '='.repeat(missing) : digits);
  }
  return quads.join('');
}

function fromBase64(text: string): string {
  const digits = text.replace(/[ \t\r\n]/g, '');
  if (digits.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) wouldFail(`${shown(text)} is no Base64`);
  const body = digits.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((body.length * 3) / 4));
  let bits = 0;
  let length = 0;
  for (let i = 0; i < body.length; i++) {
    bits = ((bits << 6) | base64Digits.indexOf(body[i]!)) & 0xffffff;
    if (i % 4 > 0) bytes[length++] = (bits >> (6 - 2 * (i % 4))) & 0xff;
  }
  return decodeUtf8(bytes) ?? cannotKnow('the decoded bytes are no UTF-8');
}
