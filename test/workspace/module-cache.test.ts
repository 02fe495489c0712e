/** Modules of registries and template specs, from the copies that the Bicep compiler keeps. */
import assert from 'node:assert/strict';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import type { FileContent } from '../../server/src/workspace/file-system.ts';
import type { ModuleCache } from '../../server/src/workspace/module-cache.ts';
import {
  cachePath,
  isRegistryPath,
  moduleAliases,
  moduleReference,
} from '../../server/src/workspace/module-references.ts';
import { Project } from '../../server/src/workspace/project.ts';
import { defaultSettings } from '../../server/src/workspace/settings.ts';
import type { FileView } from '../../server/src/workspace/view.ts';
import { modelLines } from '../support/model.ts';
import { MemoryFiles, messagesOf, placesOf, uriOf, wordsAt } from '../support/workspace.ts';

/** As the compiler writes a module with a loop: each property of a rule reads its part of the parameter. */
const compiled = JSON.stringify({
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  languageVersion: '2.0',
  contentVersion: '1.0.0.0',
  parameters: {
    title: { type: 'string' },
    open: { type: 'array', nullable: true },
    firstPriority: { type: 'int', defaultValue: 300 },
  },
  resources: {
    group: {
      type: 'Microsoft.Network/networkSecurityGroups',
      apiVersion: '2024-05-01',
      name: "[format('nsg-{0}', parameters('title'))]",
      properties: {
        copy: [
          {
            name: 'securityRules',
            count: "[length(coalesce(parameters('open'), createArray()))]",
            input: {
              name: "[coalesce(parameters('open'), createArray())[copyIndex('securityRules')].name]",
              properties: {
                priority:
                  "[coalesce(tryGet(coalesce(parameters('open'), createArray())[copyIndex('securityRules')], 'priority'), parameters('firstPriority'))]",
                direction: 'Inbound',
                access: 'Allow',
                protocol: 'Tcp',
                sourceAddressPrefix: "[coalesce(parameters('open'), createArray())[copyIndex('securityRules')].from]",
                sourcePortRange: '*',
                destinationAddressPrefix: '*',
                destinationPortRange: '443',
              },
            },
          },
        ],
      },
    },
  },
  outputs: {
    id: {
      type: 'string',
      value: "[resourceId('Microsoft.Network/networkSecurityGroups', format('nsg-{0}', parameters('title')))]",
    },
  },
});

const use = (path: string) => `module nsg '${path}' = {
  params: {
    title: 'web'
    open: [
      { name: 'office', priority: 100, from: '10.0.0.0/8' }
      { name: 'home', priority: 5000, from: '10.0.0.0/99' }
      { name: 'none', from: '172.16.0.0/12' }
    ]
  }
}`;

class MemoryCache implements ModuleCache {
  readonly asked: string[] = [];
  readonly texts: Record<string, string | FileContent>;

  constructor(texts: Readonly<Record<string, string | FileContent>>) {
    this.texts = { ...texts };
  }

  async read(path: readonly string[]): Promise<FileContent> {
    const key = path.join('/');
    this.asked.push(key);
    const text = this.texts[key];
    if (text === undefined) return { ok: false, why: "'main.json' does not exist", missing: true };
    return typeof text === 'string' ? { ok: true, text } : text;
  }
}

const settings = { ...defaultSettings, bicepCacheFolder: '/cache' };

function projectWith(files: Readonly<Record<string, string>>, cache: MemoryCache) {
  return new Project({
    files: new MemoryFiles(files),
    moduleCaches: folder => (folder === '/cache' ? cache : undefined),
    log: (_, error) => {
      throw error;
    },
  });
}

function viewOf(files: Readonly<Record<string, string>>, cache: MemoryCache): Promise<FileView> {
  const [path, text] = Object.entries(files)[0]!;
  const source = { uri: uriOf(path), version: 1, languageId: 'bicep', text };
  return projectWith(files, cache).load(source, settings);
}

const place = 'br/contoso.azurecr.io/modules$nsg/1.0$/main.json';
const path = 'br:contoso.azurecr.io/modules/nsg:1.0';
const expected = [
  'group nsg-web',
  '  office Inbound 100 Allow Tcp 10.0.0.0/8:* > *:443',
  '  none Inbound 300 Allow Tcp 172.16.0.0/12:* > *:443',
  '  home Inbound 5000 Allow Tcp 10.0.0.0/99:* > *:443',
];

describe('modules in the cache of the Bicep compiler', () => {
  it('are deployed as what they are', async () => {
    const cache = new MemoryCache({ [place]: compiled });
    const view = await viewOf({ 'main.bicep': use(path) }, cache);
    assert.deepEqual(modelLines(view.network), expected);
    assert.deepEqual(messagesOf(view, 'unread-template'), []);
    assert.deepEqual(cache.asked, [place]);
  });

  it('are found under aliases, for registries and for template specs', async () => {
    const spec = 'ts/00000000-1111-2222-3333-444444444444/rg-specs/group/2.0/main.json';
    const cache = new MemoryCache({
      [place]: compiled,
      [spec]: JSON.stringify({ id: '/subscriptions/…', properties: { mainTemplate: JSON.parse(compiled) } }),
    });
    const configuration = JSON.stringify({
      moduleAliases: {
        br: { ours: { registry: 'Contoso.azurecr.io', modulePath: 'modules' } },
        ts: { specs: { subscription: '00000000-1111-2222-3333-444444444444', resourceGroup: 'rg-Specs' } },
      },
    });
    for (const own of ['br/ours:nsg:1.0', 'ts/specs:Group:2.0']) {
      const view = await viewOf({ 'infra/main.bicep': use(own), 'bicepconfig.json': configuration }, cache);
      assert.deepEqual(modelLines(view.network), expected, own);
    }
    const direct = use('ts:00000000-1111-2222-3333-444444444444/rg-specs/group:2.0');
    assert.deepEqual(modelLines((await viewOf({ 'main.bicep': direct }, cache)).network), expected);
  });

  it('have findings at the arguments, each turn of a loop at its own, and never in their own text', async () => {
    const view = await viewOf({ 'main.bicep': use(path) }, new MemoryCache({ [place]: compiled }));
    assert.deepEqual(placesOf(view), [
      'main.bicep: priority-out-of-range "5000"',
      `main.bicep: invalid-address-prefix "10.0.0.0/99"`,
    ]);
    for (const finding of view.findings(neverCancelled)) {
      assert.deepEqual(
        finding.related.map(({ at, message }) => [wordsAt(view, at), message]),
        [[path, `it is part of what '${path}' deploys`]],
      );
      for (const fix of finding.fixes()) {
        const outcome = view.fix(fix);
        if (outcome.ok)
          assert.deepEqual(
            outcome.changes.map(({ file }) => file),
            [uriOf('main.bicep')],
          );
      }
    }
  });

  it('have findings at the module where nothing that it is given counts', async () => {
    const wrong = compiled.replace(`"defaultValue":300`, `"defaultValue":1`);
    const view = await viewOf({ 'main.bicep': use(path) }, new MemoryCache({ [place]: wrong }));
    assert.ok(placesOf(view).includes('main.bicep: priority-out-of-range "nsg"'), placesOf(view).join('\n'));
  });

  it('are known by their parameters, or not at all, where there is no copy', async () => {
    const known = `module nsg 'br/public:avm/res/network/network-security-group:0.5.2' = { params: { name: 'nsg-web' } }`;
    const cache = new MemoryCache({});
    const view = await viewOf({ 'main.bicep': known }, cache);
    assert.deepEqual(modelLines(view.network), ['group nsg-web']);
    assert.deepEqual(cache.asked, [
      'br/mcr.microsoft.com/bicep$avm$res$network$network-security-group/0.5.2$/main.json',
    ]);
    const messages = messagesOf(await viewOf({ 'main.bicep': `${use(path)}\n${known}` }, cache), 'unread-template');
    assert.deepEqual(messages, [
      `What is deployed here is not known, because '${path}' is not in the Bicep cache folder. Nothing is said about its resources.`,
    ]);
  });

  const useless: readonly [what: string, content: string | FileContent, why: RegExp][] = [
    ['too large', { ok: false, why: "'main.json' is larger than 64 MB", missing: false }, /is larger than 64 MB/],
    ['cut short', compiled.slice(0, -40), /is malformed/],
    ['of another shape', '{"name": "nothing"}', /is no template\./],
    ['empty', '', /cannot be used/],
  ];
  for (const [what, content, why] of useless) {
    it(`are not known where the copy is ${what}`, async () => {
      const beside = `resource a 'Microsoft.Network/networkSecurityGroups@2024-05-01' = { name: 'a' }`;
      const view = await viewOf({ 'main.bicep': `${use(path)}\n${beside}` }, new MemoryCache({ [place]: content }));
      const [message = ''] = messagesOf(view, 'unread-template');
      assert.match(message, why);
      assert.ok(message.includes(`the copy of '${path}' in the Bicep cache folder`), message);
    });
  }

  it('are looked for again when a file has changed, and then kept', async () => {
    const cache = new MemoryCache({});
    const project = projectWith({ 'main.bicep': use(path) }, cache);
    const source = { uri: uriOf('main.bicep'), version: 1, languageId: 'bicep', text: use(path) };
    assert.deepEqual(modelLines((await project.load(source, settings)).network), []);
    cache.texts[place] = compiled;
    assert.deepEqual(modelLines((await project.load(source, settings)).network), []);
    project.changed(uriOf('other.bicep'));
    const found = await project.load(source, settings);
    assert.deepEqual(modelLines(found.network), expected);
    assert.equal(await project.load(source, settings), found);
    assert.equal(cache.asked.length, 2);
  });

  it('are not looked for without the setting', async () => {
    const cache = new MemoryCache({ [place]: compiled });
    const source = { uri: uriOf('main.bicep'), version: 1, languageId: 'bicep', text: use(path) };
    const view = await projectWith({ 'main.bicep': use(path) }, cache).load(source, defaultSettings);
    assert.deepEqual(modelLines(view.network), []);
    assert.deepEqual(cache.asked, []);
  });
});

describe('places in the cache folder', () => {
  const none = moduleAliases('');
  const placeOf = (written: string) => {
    const reference = moduleReference(written, none);
    return reference && cachePath(reference)?.join('/');
  };

  const places: readonly [path: string, place: string | undefined][] = [
    [
      'br/public:avm/res/network/route-table:0.5.0',
      'br/mcr.microsoft.com/bicep$avm$res$network$route-table/0.5.0$/main.json',
    ],
    ['br:LOCALHOST:5000/a/b:v1', 'br/localhost$5000/a$b/v1$/main.json'],
    // Capitals of a tag are told by a mask: here the bits of the first, the sixth and the seventh letter.
    ['br:contoso.azurecr.io/a:Beta-RC', 'br/contoso.azurecr.io/a/Beta-RC$61/main.json'],
    [
      `br:contoso.azurecr.io/a:${'x'.repeat(68)}Y`,
      `br/contoso.azurecr.io/a/${'x'.repeat(68)}Y$100000000000000000/main.json`,
    ],
    ['br:contoso.azurecr.io/a/b@sha256:00ff', 'br/contoso.azurecr.io/a$b/sha256#00ff/main.json'],
    ['ts:0000/RG-one/Spec(1):v1.0', 'ts/0000/rg-one/spec(1)/v1.0/main.json'],
    // Nothing that leads elsewhere, and nothing that is no name on some system.
    ['br:../a:1', undefined],
    ['br:contoso.azurecr.io/a', undefined],
    ['br:contoso.azurecr.io/..:1', undefined],
    ['br:contoso.azurecr.io/a\\..\\..\\b:1', undefined],
    [`br:contoso.azurecr.io/a:${'1'.repeat(129)}`, undefined],
    ['ts:../../etc:passwd', undefined],
    ['ts:a/b/..:1', undefined],
    ['ts:a/b/c', undefined],
  ];
  for (const [written, expectedPlace] of places) {
    it(`of ${written.slice(0, 60)}`, () => assert.equal(placeOf(written), expectedPlace));
  }

  it('are for registries, and not for folders that are called like them', () => {
    for (const written of ['br:a/b:1', 'br/public:a:1', 'ts/x:a:1', 'ts:a/b/c:1']) assert.ok(isRegistryPath(written));
    for (const written of ['br/nsg.bicep', 'ts/nsg.bicep', './br/a.bicep', 'brown:a'])
      assert.ok(!isRegistryPath(written));
  });
});
