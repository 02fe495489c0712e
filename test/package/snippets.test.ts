/** Every snippet, filled in any way that it offers, is a text that our own rules have nothing to say about. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { shortFindings, viewOfText } from '../support/view.ts';

interface Snippet {
  readonly prefix: readonly string[];
  readonly description: string;
  readonly body: readonly string[];
}

type Snippets = Readonly<Record<string, Snippet>>;

function snippets(language: 'bicep' | 'json'): Snippets {
  return JSON.parse(readFileSync(`snippets/${language}.json`, 'utf8'));
}

/** The texts of a snippet with its defaults, one for each way to choose where it offers a choice. */
function filled(body: string): readonly string[] {
  const choice = /\$\{\d+\|([^|]*)\|\}/.exec(body);
  if (choice === null) return [body.replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\$\d+/g, '')];
  return choice[1]!.split(',').flatMap(option => filled(body.replace(choice[0], option)));
}

/** A file around a snippet, so that it stands where it would be written. */
const around: Readonly<
  Record<string, { readonly bicep: (text: string) => string; readonly json: (text: string) => string }>
> = {
  'Security rule': {
    bicep: text =>
      `resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {\n  name: 'nsg-web'\n  properties: { securityRules: [\n${text}\n] }\n}\n`,
    json: text => template(group(`"properties": { "securityRules": [ ${text} ] }`)),
  },
  'Comment for APIM VNet Lens': {
    bicep: text =>
      `${text}\nresource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {\n  name: 'nsg-web'\n  properties: { securityRules: [ ${management} ] }\n}\n`,
    json: text => text,
  },
  'Metadata for APIM VNet Lens': {
    bicep: text => text,
    json: text => template(group(`${text}, "properties": { "securityRules": [ ${managementJson} ] }`)),
  },
};

const management = `{ name: 'a', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '3443' } }
{ name: 'b', properties: { priority: 110, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'Internet', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '443' } }`;
const managementJson = management
  .replace(/'/g, '"')
  .replace(/(\w+): /g, '"$1": ')
  .replace('\n', ',\n');

function group(members: string): string {
  return `{ "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2024-05-01", "name": "nsg-web", ${members} }`;
}

function template(resource: string): string {
  return `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [ ${resource} ] }`;
}

describe('snippets', () => {
  for (const language of ['bicep', 'json'] as const) {
    for (const [name, { body }] of Object.entries(snippets(language))) {
      it(`${language}: ${name} has no finding however it is filled`, () => {
        const place = around[name]?.[language] ?? (language === 'json' ? template : (text: string) => text);
        const texts = filled(body.join('\n'));
        for (const text of texts) {
          const view = viewOfText(
            place(text),
            { severity: { 'redundant-rule': 'warning' } },
            language === 'bicep' ? 'main.bicep' : 'main.json',
          );
          assert.ok(view.recognised, text);
          assert.deepEqual(shortFindings(view), [], text);
          assert.ok(!text.includes('${'), text);
        }
      });
    }
  }

  it('make groups that API Management works with, in the mode that they name', () => {
    for (const language of ['bicep', 'json'] as const) {
      for (const mode of ['internal', 'external'] as const) {
        const snippet = Object.values(snippets(language)).find(({ prefix }) => prefix.includes(`apim-nsg-${mode}`))!;
        for (const text of filled(snippet.body.join('\n'))) {
          const view = viewOfText(language === 'json' ? template(text) : text, {}, `main.${language}`);
          const [target] = view.targets;
          assert.equal(target?.mode?.toLowerCase(), mode);
          const blocked = view.verdicts(target!).filter(({ verdict }) => /blocked/.test(verdict));
          assert.deepEqual(
            blocked.map(({ flow }) => flow.id),
            [],
          );
        }
      }
    }
  });

  it('have the same prefixes in both languages', () => {
    const prefixes = (language: 'bicep' | 'json') => Object.values(snippets(language)).map(({ prefix }) => prefix);
    assert.deepEqual(prefixes('bicep'), prefixes('json'));
  });
});
