import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  baseGrammars,
  type GrammarSources,
  loadGrammar,
  ownGrammars,
  root,
  type Tokenized,
  textsWith,
  tokenize,
} from './support/tokenize.ts';

const own = /\.apim-vnet$/;

/** Every scope of every column without ours, so that only what was there before is compared. */
function columns({ lines }: Tokenized): string[] {
  return lines.flatMap(({ text, tokens }) =>
    tokens.flatMap(({ start, end, scopes }) => {
      const label = scopes.filter(scope => !own.test(scope)).join(' ');
      return Array.from({ length: end - start }, (_, i) => `${text}:${start + i} ${label}`);
    }),
  );
}

async function scopesOf(text: string, scopeName: string, scope: string, sources?: GrammarSources): Promise<string[]> {
  return textsWith(tokenize(await loadGrammar(scopeName, sources), text), scope);
}

function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
}

describe('injection grammar', () => {
  const { tags } = JSON.parse(readFileSync(join(root, 'server/data/service-tags.json'), 'utf8')) as {
    tags: { name: string }[];
  };

  it('knows every service tag of the data, in any case, with and without a region', async () => {
    const spellings = tags.flatMap(({ name }) => [name, name.toUpperCase(), `${name}.WestEurope`]);
    assert.ok(spellings.length > 100);
    const json = JSON.stringify({ sourceAddressPrefixes: spellings });
    assert.deepEqual(await scopesOf(json, 'source.json', 'constant.language.service-tag'), spellings);
    const bicep = `var rule = { sourceAddressPrefixes: [ ${spellings.map(name => `'${name}'`).join(', ')} ] }`;
    assert.deepEqual(await scopesOf(bicep, 'source.bicep', 'constant.language.service-tag'), spellings);
  });

  for (const scopeName of ['source.json', 'source.json.comments', 'source.json.arm-template']) {
    it(`reaches ${scopeName}`, async () => {
      const text = fixture('network.json');
      const [here, plain] = await Promise.all(
        [scopeName, 'source.json'].map(name => scopesOf(text, name, 'constant.numeric.cidr')),
      );
      assert.deepEqual(here, ['10.0.0.0/8', '2001:db8::/32', '10.0.0.0\\/8', '0.0.0.0/0']);
      assert.deepEqual(here, plain);
    });
  }

  for (const [name, scopeName] of [
    ['network.json', 'source.json'],
    ['network.bicep', 'source.bicep'],
    ['statements.bicep', 'source.bicep'],
    ['strings.bicep', 'source.bicep'],
  ] as const) {
    it(`only adds scopes to ${name}`, async () => {
      // The last part of the two network fixtures has a bracket missing, where the injection recovers earlier.
      const text = fixture(name).split(/^(?:var unclosed| +"destinationPortRanges": \[\n +"1"\n)/m)[0] ?? '';
      const [injected, plain] = await Promise.all(
        [ownGrammars, baseGrammars].map(async sources =>
          columns(tokenize(await loadGrammar(scopeName, sources), text)),
        ),
      );
      assert.ok(plain && plain.length > 500);
      assert.deepEqual(injected, plain);
    });
  }

  it('leaves other strings, comments and keys alone', async () => {
    const quiet = [
      '{ "name": "443", "portRange": "443", "xsourcePortRange": "443", "nextHopType": "Elsewhere" }',
      '{ /* "sourcePortRange": "443" */ "a": "\\"sourcePortRange\\": \\"443\\"" } // "addressPrefix": "10.0.0.0/8"',
      '["sourcePortRange", "443", "Internet", "10.0.0.0/8"]',
      '{ "sourcePortRange": { "type": "string", "defaultValue": "443" } }',
      '{ "sourcePortRange": "[concat(\'443\')]", "addressPrefix": "10.0.0.0/8 or so" }',
      '{ "sourcePortRange": "65536", "sourcePortRanges": ["99999", "1-70000", "-1", "4430000"] }',
    ];
    for (const text of quiet) {
      const tokens = tokenize(await loadGrammar('source.json'), text).lines.flatMap(line => line.tokens);
      assert.deepEqual(
        tokens.filter(token => token.scopes.some(scope => own.test(scope))),
        [],
        text,
      );
    }
  });

  it('leaves other Bicep alone', async () => {
    const quiet = [
      "var x = flag ? sourcePortRange : '443'",
      "param sourcePortRange string = '443'",
      `var text = 'sourcePortRange: \${a}443'`,
      `var rule = { sourcePortRange: '443\${suffix}', addressPrefix: prefixes['Internet'], a: '443' }`,
      "var rule = { sourcePortRange: union(['443'], b), nextHopType: pick(('None'), { c: ['None'] }) }",
      "var rule = { sourcePortRange: '''443''', sourcePortRanges: 443 }",
      "// sourcePortRange: '443'",
      "resource sourcePortRange 'Internet' = '10.0.0.0/8'",
    ];
    for (const text of quiet) {
      const tokens = tokenize(await loadGrammar('source.bicep'), text).lines.flatMap(line => line.tokens);
      assert.deepEqual(
        tokens.filter(token => token.scopes.some(scope => own.test(scope))),
        [],
        text,
      );
    }
  });

  it('recognizes ports at both ends of the range', async () => {
    const json = JSON.stringify({ destinationPortRanges: ['0', '65535', '65536', '0-65535', '1-65536'] });
    assert.deepEqual(await scopesOf(json, 'source.json', 'constant.numeric.port.'), ['0', '65535']);
    assert.deepEqual(await scopesOf(json, 'source.json', 'constant.numeric.port-range.'), ['0-65535']);
  });
});
