/** The services under examples/services: correct ones of every tier and mode, of which nothing is said, and one that is wrong. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { findingsIn, viewOfText } from './support/view.ts';

const folder = new URL('../examples/services/', import.meta.url);
const files = readdirSync(folder).sort();

describe('examples of services', () => {
  for (const name of files) {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const view = viewOfText(text, {}, name);
    it(`${name}: what is seen is what its first line says`, () => {
      const seen = /^\/\/ To be seen: (.+)$/m.exec(text.split('\n', 1)[0]!)?.[1];
      const found = findingsIn(view).map(({ severity, rule }) => `${severity} ${rule}`);
      assert.ok(view.network.services.length > 0);
      if (seen?.startsWith('nothing') === true) assert.deepEqual(found, []);
      else assert.deepEqual(new Set(found), new Set(mistakes));
    });
  }
});

const mistakes = [
  'error missing-security-group',
  'error subnet-too-small',
  'error wrong-delegation',
  'error overlapping-subnets',
  'error subnet-outside-address-space',
  'error public-ip-without-dns-label',
  'error unsuitable-public-ip',
  'error network-in-other-region',
  'error units-not-spread-over-zones',
  'information endpoints-without-dns-record',
  'warning apex-dns-zone',
];
