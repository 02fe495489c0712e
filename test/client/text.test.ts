/** Which bytes are text for the side of the client: the same as for the server. */
import assert from 'node:assert/strict';
import { textOf } from '../../client/src/text.ts';
import { decode } from '../../server/src/disk/read-text.ts';

const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

describe('texts that the client reads', () => {
  const cases: Readonly<Record<string, Uint8Array>> = {
    'no bytes': Buffer.from(''),
    UTF8: Buffer.from('{"name": "é"}'),
    'UTF-8 with a mark': Buffer.from('\ufeff{}'),
    'UTF-16LE with a mark': utf16('{"name": "é"}'),
    'UTF-16BE with a mark': utf16('{"name": "é"}').swap16(),
    'UTF-16 without a mark': Buffer.from('{}', 'utf16le'),
    'half a character of UTF-16': utf16('{}').subarray(0, 5),
    Latin1: Buffer.from('{"name": "é"}', 'latin1'),
    'a zero': Buffer.from('{}\0'),
  };
  for (const [name, bytes] of Object.entries(cases)) {
    it(name, () => {
      const reading = decode(bytes);
      assert.equal(textOf(bytes), reading.ok ? reading.text : undefined);
    });
  }
});
