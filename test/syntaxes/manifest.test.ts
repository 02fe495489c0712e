import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './support/tokenize.ts';

interface Manifest {
  name: string;
  publisher: string;
  contributes?: {
    languages?: { id: string; extensions?: string[]; aliases?: string[]; configuration?: string }[];
    grammars?: { language?: string; scopeName: string; path: string; injectTo?: string[] }[];
    configurationDefaults?: Record<string, unknown>;
  };
}

describe('what the manifest contributes to highlighting', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const { languages = [], grammars = [], configurationDefaults = {} } = manifest.contributes ?? {};

  it('is registered before the Bicep extension of Microsoft, which therefore wins', () => {
    // VS Code orders installed extensions by folder name, publisher.name-version, and for a language that two of them
    // contribute takes the grammar and each field of the configuration that comes last. See docs/highlighting.md.
    const folder = `${manifest.publisher}.${manifest.name}-`.toLowerCase();
    assert.ok(folder < 'ms-azuretools.vscode-bicep-', folder);
  });

  it('names both Bicep languages as the Bicep extension does, and no other way to tell their files', () => {
    const bicep = languages.filter(({ id }) => id.startsWith('bicep'));
    assert.deepEqual(
      bicep.map(({ id, extensions, aliases }) => [id, extensions, aliases?.[0]]),
      [
        ['bicep', ['.bicep'], 'Bicep'],
        ['bicep-params', ['.bicepparam'], 'Bicep Parameters'],
      ],
    );
    assert.deepEqual(
      Object.keys(configurationDefaults).filter(key => key.startsWith('[')),
      [],
    );
  });

  it('has a grammar for both and one injection', () => {
    assert.deepEqual(
      grammars.map(({ language, scopeName, injectTo }) => ({ language, scopeName, injectTo })),
      [
        { language: 'bicep', scopeName: 'source.bicep', injectTo: undefined },
        { language: 'bicep-params', scopeName: 'source.bicep', injectTo: undefined },
        // VS Code also injects where the name is only the beginning: source.json.comments, source.json.arm-template.
        { language: undefined, scopeName: 'apim-vnet.injection', injectTo: ['source.json', 'source.bicep'] },
      ],
    );
    for (const { scopeName, path } of grammars) {
      assert.equal(JSON.parse(readFileSync(join(root, path), 'utf8')).scopeName, scopeName);
    }
    for (const { configuration } of languages) assert.ok(!configuration || existsSync(join(root, configuration)));
  });
});
