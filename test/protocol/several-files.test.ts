/** The server with files of a workspace: where it reads them, and which documents it has asked for again. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver';
import { inFolder } from '../cli/support/run.ts';
import { build } from './built.ts';
import { Peer, StdioTransport, WorkerTransport } from './peer.ts';

const capabilities = {
  textDocument: { diagnostic: {}, publishDiagnostics: { relatedInformation: true } },
  workspace: { diagnostics: { refreshSupport: true }, didChangeWatchedFiles: { dynamicRegistration: true } },
};
const main = (priority: number) =>
  `module nsg 'modules/nsg.bicep' = { name: 'nsg', params: { priority: ${priority} } }\n`;
const nsg = `param priority int
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg'
  properties: { securityRules: [ { name: 'web', properties: { priority: priority, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/8', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } } ] }
}`;

interface Report {
  readonly kind: string;
  readonly resultId?: string;
  readonly items?: readonly Diagnostic[];
}

class Session {
  readonly peer: Peer;

  constructor(peer: Peer) {
    this.peer = peer;
  }

  async start(folder: string | null, initializationOptions: object): Promise<void> {
    const workspaceFolders = folder === null ? null : [{ uri: folder, name: 'workspace' }];
    await this.peer.request('initialize', {
      processId: null,
      rootUri: null,
      workspaceFolders,
      capabilities,
      initializationOptions,
    });
    this.peer.notify('initialized', {});
  }

  open(uri: string, text: string, languageId = 'bicep'): void {
    this.peer.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  change(uri: string, version: number, text: string): void {
    this.peer.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
  }

  async pull(uri: string, previousResultId?: string): Promise<Report> {
    return (await this.peer.request('textDocument/diagnostic', { textDocument: { uri }, previousResultId })) as Report;
  }
}

const codes = ({ items }: Report) => items?.map(({ code, range }) => `${code} in line ${range.start.line}`);

describe('protocol: several files', () => {
  describe('from the client', () => {
    const root = 'memfs:/work';
    const mainUri = `${root}/main.bicep`;
    const nsgUri = `${root}/modules/nsg.bicep`;
    let session: Session;
    let texts: Record<string, string>;

    before(() => build('server.worker'));
    beforeEach(async () => {
      texts = { [nsgUri]: nsg, [mainUri]: main(5000) };
      const peer = new Peer(new WorkerTransport());
      peer.answer('apimVnet/readFile', params => {
        const text = texts[(params as { uri: string }).uri];
        return text === undefined ? { problem: 'does not exist', missing: true } : { text };
      });
      peer.answer('apimVnet/listFolder', () => ({ names: ['main.bicep', 'modules/'] }));
      session = new Session(peer);
      await session.start(root, { answersFiles: true });
    });
    afterEach(() => session.peer.transport.dispose());

    it('shows what is wrong in a module where the value is given, with the place in the module', async () => {
      session.open(mainUri, texts[mainUri]!);
      const { items } = await session.pull(mainUri);
      assert.deepEqual(
        items?.map(({ code, range }) => [code, range.start]),
        [['priority-out-of-range', { line: 0, character: main(0).indexOf('0 }') }]],
      );
      assert.deepEqual(items?.[0]?.relatedInformation?.[0]?.location.uri, nsgUri);
      assert.equal(items?.[0]?.relatedInformation?.[0]?.location.range.start.line, 3);
    });

    it('judges an open module as the open file uses it, and asks for it again when that changes', async () => {
      session.open(mainUri, texts[mainUri]!);
      session.open(nsgUri, nsg);
      await session.pull(mainUri);
      const before = await session.pull(nsgUri);
      assert.deepEqual(codes(before), ['priority-out-of-range in line 3']);
      session.change(mainUri, 2, main(100));
      await session.peer.waitFor('workspace/diagnostic/refresh');
      assert.deepEqual(codes(await session.pull(nsgUri, before.resultId)), []);
    });

    it('answers "unchanged" for a document that does not depend on what has changed', async () => {
      const other = `${root}/other.bicep`;
      session.open(other, nsg.replace('param priority int', 'param priority int = 4999'));
      session.open(mainUri, texts[mainUri]!);
      const before = await session.pull(other);
      await session.pull(mainUri);
      session.change(mainUri, 2, main(100));
      assert.equal((await session.pull(other, before.resultId)).kind, 'unchanged');
    });

    it('asks for what lies beside a document that is in no folder', async () => {
      const peer = new Peer(new WorkerTransport());
      peer.answer('apimVnet/readFile', () => ({ text: nsg }));
      peer.answer('apimVnet/listFolder', () => ({ names: [] }));
      const alone = new Session(peer);
      try {
        await alone.start(null, { answersFiles: true });
        alone.open('memfs://disk/work/main.bicep', main(5000).replace('modules/', '../elsewhere/'));
        await alone.pull('memfs://disk/work/main.bicep');
        assert.deepEqual(peer.of('apimVnet/readFile'), []);
        alone.open('memfs://disk/work/second.bicep', main(5000));
        const report = await alone.pull('memfs://disk/work/second.bicep');
        assert.deepEqual(codes(report), ['priority-out-of-range in line 0']);
        const asked = peer.of('apimVnet/readFile').map(({ params }) => (params as { uri: string }).uri);
        assert.deepEqual(asked, ['memfs://disk/work/modules/nsg.bicep']);
      } finally {
        await peer.transport.dispose();
      }
    });

    it('asks for nothing outside of the workspace', async () => {
      session.open(mainUri, `module a '../elsewhere/a.bicep' = { name: 'a' }\n${nsg}`);
      await session.pull(mainUri);
      const asked = session.peer.of('apimVnet/readFile').map(({ params }) => (params as { uri: string }).uri);
      assert.deepEqual(
        asked.filter(uri => !uri.startsWith(`${root}/`)),
        [],
      );
    });
  });

  describe('from the disk', () => {
    before(() => build('server.node'));

    it('reads a module of a registry from the folder that the setting names', () => {
      const compiled = JSON.stringify({
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        parameters: { priority: { type: 'int' } },
        resources: [
          {
            type: 'Microsoft.Network/networkSecurityGroups',
            name: 'nsg',
            properties: {
              securityRules: [
                { name: 'web', properties: { priority: "[parameters('priority')]", direction: 'Inbound' } },
              ],
            },
          },
        ],
      });
      return inFolder(
        { files: { 'work/main.bicep': '', 'cache/br/contoso.azurecr.io/nsg/1.0$/main.json': compiled } },
        async folder => {
          const session = new Session(new Peer(new StdioTransport()));
          try {
            const bicepCacheFolder = join(folder, 'cache');
            await session.start(pathToFileURL(join(folder, 'work')).href, { apimVnet: { bicepCacheFolder } });
            const mainUri = pathToFileURL(join(folder, 'work/main.bicep')).href;
            session.open(mainUri, `module nsg 'br:contoso.azurecr.io/nsg:1.0' = { params: { priority: 5000 } }\n`);
            const { items } = await session.pull(mainUri);
            const finding = items?.find(({ code }) => code === 'priority-out-of-range');
            assert.deepEqual(finding?.range.start, { line: 0, character: 67 });
            const related = finding?.relatedInformation?.map(({ location, message }) => [location.uri, message]);
            assert.deepEqual(related, [[mainUri, "it is part of what 'br:contoso.azurecr.io/nsg:1.0' deploys"]]);
          } finally {
            await session.peer.transport.dispose();
          }
        },
      );
    });

    describe('without an open folder', () => {
      /** The findings of `deploy/main.bicep`, which uses a module above it. */
      const pulled = async (extra: Readonly<Record<string, string>>, options: object, text: string) => {
        const files = { 'repo/deploy/main.bicep': '', 'repo/deploy/near/nsg.bicep': nsg, 'repo/shared/nsg.bicep': nsg };
        let report: Report = { kind: '' };
        await inFolder({ files: { ...files, ...extra } }, async folder => {
          const session = new Session(new Peer(new StdioTransport()));
          try {
            await session.start(null, options);
            const uri = pathToFileURL(join(folder, 'repo/deploy/main.bicep')).href;
            session.open(uri, text);
            report = await session.pull(uri);
          } finally {
            await session.peer.transport.dispose();
          }
        });
        return report.items?.map(({ code, message }) => `${code}${code === 'unread-template' ? `: ${message}` : ''}`);
      };
      const near = main(5000).replace('modules/', 'near/');
      const above = `${nsg.replace('param priority int', 'var priority = 200')}\n${main(5000).replace('modules/', '../shared/').replace('module nsg', 'module other')}`;

      it('reads what lies in the folder of the document', async () => {
        assert.deepEqual(await pulled({}, {}, near), ['priority-out-of-range']);
      });

      it('reads what lies in its repository', async () => {
        const findings = await pulled({ 'repo/.git/HEAD': 'ref: refs/heads/main' }, {}, above);
        assert.deepEqual(findings, ['priority-out-of-range']);
      });

      it('reads nothing above it that is in no repository, and says why', async () => {
        const [finding = ''] = (await pulled({}, {}, above)) ?? [];
        assert.match(finding, /^unread-template: .* no folder is open, and its file lies outside of what is read then/);
      });

      it('reads nothing where the user trusts nothing', async () => {
        const [finding = ''] = (await pulled({}, { isTrusted: false }, above)) ?? [];
        assert.match(finding, /^unread-template: .* this window is not trusted/);
      });

      it('reads them once the user trusts', () =>
        inFolder({ files: { 'main.bicep': near, 'near/nsg.bicep': nsg } }, async folder => {
          const session = new Session(new Peer(new StdioTransport()));
          try {
            await session.start(null, { isTrusted: false });
            const uri = pathToFileURL(join(folder, 'main.bicep')).href;
            session.open(uri, near);
            const before = await session.pull(uri);
            assert.deepEqual(codes(before), []);
            session.peer.notify('apimVnet/trustGranted', {});
            await session.peer.waitFor('workspace/diagnostic/refresh');
            assert.deepEqual(codes(await session.pull(uri, before.resultId)), ['priority-out-of-range in line 0']);
          } finally {
            await session.peer.transport.dispose();
          }
        }));
    });

    it('judges an open module as files use it that appear, change and go on disk, and a template with parameters of any folder', () =>
      inFolder({ files: { 'modules/nsg.bicep': nsg } }, async folder => {
        const session = new Session(new Peer(new StdioTransport()));
        const uriOf = (path: string) => pathToFileURL(join(folder, path)).href;
        const changed = (...paths: readonly string[]) => {
          const changes = paths.map(path => ({ uri: uriOf(path), type: 2 }));
          session.peer.notify('workspace/didChangeWatchedFiles', { changes });
        };
        const shows = async (...expected: readonly string[]) => {
          // Each change is told of after a short pause; what was pulled before may be from before it.
          for (let attempt = 0; attempt < 50; attempt++) {
            if (String(codes(await session.pull(uriOf('modules/nsg.bicep')))) === String(expected)) return;
            await new Promise(resolve => setTimeout(resolve, 40));
          }
          assert.deepEqual(codes(await session.pull(uriOf('modules/nsg.bicep'))), expected);
        };
        const write = (path: string, text: string) => {
          mkdirSync(dirname(join(folder, path)), { recursive: true });
          writeFileSync(join(folder, path), text);
        };
        const wrong = 'priority-out-of-range in line 3';
        try {
          await session.start(pathToFileURL(folder).href, {});
          session.open(uriOf('modules/nsg.bicep'), nsg);
          await shows();
          write('main.bicep', main(5000));
          changed('main.bicep');
          await session.peer.waitFor('workspace/diagnostic/refresh');
          await shows(wrong);
          write('main.bicep', main(200));
          write('other/unrelated.bicep', 'param a string');
          changed('main.bicep', 'other/unrelated.bicep');
          await shows();
          write('deploy/prod.bicepparam', "using '../modules/nsg.bicep'\nparam priority = 7000\n");
          changed('deploy/prod.bicepparam');
          await shows(wrong);
          rmSync(join(folder, 'deploy/prod.bicepparam'));
          rmSync(join(folder, 'main.bicep'));
          changed('deploy/prod.bicepparam', 'main.bicep');
          await shows();
        } finally {
          await session.peer.transport.dispose();
        }
      }));

    it('judges an open linked template as templates deploy it that are not open', () => {
      const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
      const rule = { priority: "[parameters('priority')]", direction: 'Inbound', access: 'Allow', protocol: 'Tcp' };
      const any = { sourceAddressPrefix: '10.0.0.0/8', sourcePortRange: '*', destinationAddressPrefix: '*' };
      const group = {
        $schema: schema,
        contentVersion: '1.0.0.0',
        parameters: { priority: { type: 'int' } },
        resources: [
          {
            type: 'Microsoft.Network/networkSecurityGroups',
            apiVersion: '2024-05-01',
            name: 'nsg',
            properties: {
              securityRules: [{ name: 'web', properties: { ...rule, ...any, destinationPortRange: '443' } }],
            },
          },
        ],
      };
      const deployment = (priority: number) => ({
        $schema: schema,
        contentVersion: '1.0.0.0',
        resources: [
          {
            type: 'Microsoft.Resources/deployments',
            apiVersion: '2024-03-01',
            name: 'group',
            properties: {
              mode: 'Incremental',
              templateLink: { relativePath: 'linked/nsg.json' },
              parameters: { priority: { value: priority } },
            },
          },
        ],
      });
      const text = JSON.stringify(group, null, 2);
      const files = { 'deploy/main.json': JSON.stringify(deployment(5000)), 'deploy/linked/nsg.json': text };
      return inFolder({ files: { ...files, 'package.json': '{}' } }, async folder => {
        const session = new Session(new Peer(new StdioTransport()));
        const uriOf = (path: string) => pathToFileURL(join(folder, path)).href;
        try {
          await session.start(pathToFileURL(folder).href, {});
          const uri = uriOf('deploy/linked/nsg.json');
          session.open(uri, text, 'json');
          await session.peer.waitFor('workspace/diagnostic/refresh');
          const before = await session.pull(uri);
          assert.deepEqual(
            before.items?.map(({ code }) => code),
            ['priority-out-of-range'],
          );
          writeFileSync(join(folder, 'deploy/main.json'), JSON.stringify(deployment(300)));
          session.peer.notify('workspace/didChangeWatchedFiles', {
            changes: [{ uri: uriOf('deploy/main.json'), type: 2 }],
          });
          await session.peer.waitFor('workspace/diagnostic/refresh');
          assert.deepEqual(codes(await session.pull(uri, before.resultId)), []);
        } finally {
          await session.peer.transport.dispose();
        }
      });
    });

    it('follows a change of a module that is not open', () =>
      inFolder({ files: { 'main.bicep': main(5000), 'modules/nsg.bicep': nsg } }, async folder => {
        const session = new Session(new Peer(new StdioTransport()));
        try {
          await session.start(pathToFileURL(folder).href, {});
          const mainUri = pathToFileURL(join(folder, 'main.bicep')).href;
          session.open(mainUri, main(5000));
          const before = await session.pull(mainUri);
          assert.deepEqual(codes(before), ['priority-out-of-range in line 0']);
          writeFileSync(join(folder, 'modules/nsg.bicep'), nsg.replace('priority: priority', 'priority: 200'));
          const uri = pathToFileURL(join(folder, 'modules/nsg.bicep')).href;
          session.peer.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
          await session.peer.waitFor('workspace/diagnostic/refresh');
          assert.deepEqual(codes(await session.pull(mainUri, before.resultId)), []);
        } finally {
          await session.peer.transport.dispose();
        }
      }));
  });
});
