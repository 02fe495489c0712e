/** Code actions of the built servers: of a finding, of a whole file, and of what another file gives. One script for both hosts. */
import assert from 'node:assert/strict';
import type { CodeAction, Diagnostic, InitializeResult, TextDocumentEdit } from 'vscode-languageserver';
import { build } from './built.ts';
import { Peer, StdioTransport, type Transport, WorkerTransport } from './peer.ts';

const root = 'memfs:/work';
const mainUri = `${root}/main.bicep`;
const nsgUri = `${root}/nsg.bicep`;
const main = `module nsg 'nsg.bicep' = { name: 'nsg', params: { tag: 'Storrage' } }\n`;
const group = (tag: string) => `resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: { securityRules: [ { name: 'storage', properties: { priority: 100, direction: 'Outbound', access: 'Allow', protocol: 'Tpc', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: ${tag}, destinationPortRange: '443' } } ] }
}
`;
const nsg = `param tag string\n${group('tag')}`;

const hosts: readonly { name: string; bundle: string; start: () => Transport }[] = [
  { name: 'Node server over standard streams', bundle: 'server.node', start: () => new StdioTransport() },
  { name: 'worker server over a message port', bundle: 'server.worker', start: () => new WorkerTransport() },
];

for (const host of hosts) {
  describe(`protocol: fixes of the ${host.name}`, () => {
    let peer: Peer;
    let started: InitializeResult;

    before(() => build(host.bundle));
    beforeEach(async () => {
      peer = new Peer(host.start());
      peer.answer('apimVnet/readFile', params => {
        const text = { [mainUri]: main, [nsgUri]: nsg }[(params as { uri: string }).uri];
        return text === undefined ? { problem: 'does not exist', missing: true } : { text };
      });
      peer.answer('apimVnet/listFolder', () => ({ names: ['main.bicep', 'nsg.bicep'] }));
      started = (await peer.request('initialize', {
        processId: null,
        rootUri: null,
        workspaceFolders: [{ uri: root, name: 'work' }],
        capabilities: {
          textDocument: { diagnostic: {}, codeAction: { disabledSupport: true } },
          workspace: { workspaceEdit: { documentChanges: true } },
        },
        initializationOptions: { answersFiles: true },
      })) as InitializeResult;
      peer.notify('initialized', {});
    });
    afterEach(() => peer.transport.dispose());

    function open(uri: string, text: string, version = 1): void {
      peer.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'bicep', version, text } });
    }

    async function diagnosticsOf(uri: string): Promise<readonly Diagnostic[]> {
      const report = await peer.request('textDocument/diagnostic', { textDocument: { uri } });
      return (report as { items: readonly Diagnostic[] }).items;
    }

    async function actions(
      uri: string,
      diagnostics: readonly Diagnostic[],
      only?: readonly string[],
    ): Promise<readonly CodeAction[]> {
      const range = diagnostics[0]?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
      const context = { diagnostics, ...(only !== undefined && { only }) };
      return (await peer.request('textDocument/codeAction', { textDocument: { uri }, range, context })) as CodeAction[];
    }

    /** `uri version: new texts`, one for each file that an action changes. */
    function changes(action: CodeAction | undefined): readonly string[] {
      return (action?.edit?.documentChanges ?? []).map(change => {
        const { textDocument, edits } = change as TextDocumentEdit;
        const texts = edits.map(edit => ('newText' in edit ? edit.newText : ''));
        return `${textDocument.uri} ${textDocument.version}: ${texts.join(', ')}`;
      });
    }

    it('names its kinds, and gives whole actions, so that none need be resolved', () => {
      assert.deepEqual(started.capabilities.codeActionProvider, {
        codeActionKinds: ['quickfix', 'source.fixAll.apimVnet'],
      });
    });

    it('offers the fix of a finding, for the version that it was asked about', async () => {
      open(mainUri, group("'Storrage'"), 7);
      const found = (await diagnosticsOf(mainUri)).filter(({ code }) => code === 'unknown-service-tag');
      const [fix] = await actions(mainUri, found);
      assert.equal(fix?.title, "Write 'Storage' instead of 'Storrage'");
      assert.equal(fix?.isPreferred, true);
      assert.deepEqual(changes(fix), [`${mainUri} 7: 'Storage'`]);
      assert.equal(fix?.diagnostics?.[0]?.code, 'unknown-service-tag');
    });

    it('offers nothing for a finding that the text has no more', async () => {
      open(mainUri, group("'Storrage'"));
      const found = await diagnosticsOf(mainUri);
      const change = {
        textDocument: { uri: mainUri, version: 2 },
        contentChanges: [{ text: `\n\n${group("'Storage'")}` }],
      };
      peer.notify('textDocument/didChange', change);
      assert.deepEqual(await actions(mainUri, found), []);
    });

    it('changes what a module is given: an open file in its version, a closed one without', async () => {
      const give = async (uri: string) => {
        const found = (await diagnosticsOf(uri)).filter(({ code }) => code === 'unknown-service-tag');
        const [fix] = await actions(uri, found);
        assert.match(
          fix?.title ?? '',
          /^Write 'Storage' instead of 'Storrage', in what module 'nsg' of main\.bicep is given$/,
        );
        return changes(fix);
      };
      open(mainUri, main, 3);
      assert.deepEqual(await give(mainUri), [`${mainUri} 3: 'Storage'`]);
      open(nsgUri, nsg);
      assert.deepEqual(await give(nsgUri), [`${mainUri} 3: 'Storage'`]);
      peer.notify('textDocument/didClose', { textDocument: { uri: mainUri } });
      assert.deepEqual(await give(nsgUri), [`${mainUri} null: 'Storage'`]);
    });

    it('makes all safe fixes of a file as one action, only where it is asked for and only in that file', async () => {
      open(mainUri, main);
      open(nsgUri, nsg);
      await diagnosticsOf(mainUri);
      assert.deepEqual(await actions(nsgUri, []), []);
      const [all, ...others] = await actions(nsgUri, [], ['source.fixAll.apimVnet']);
      assert.equal(all?.kind, 'source.fixAll.apimVnet');
      assert.equal(others.length, 0);
      const [change, ...elsewhere] = changes(all);
      assert.ok(change?.startsWith(`${nsgUri} 1: `), change);
      assert.deepEqual(elsewhere, []);
      assert.deepEqual(await actions(mainUri, [], ['source.fixAll']), []);
    });

    it('says why a fix cannot be made', async () => {
      open(mainUri, group("first(['Storrage'])"));
      const found = (await diagnosticsOf(mainUri)).filter(({ code }) => code === 'unknown-service-tag');
      const reasons = (await actions(mainUri, found)).flatMap(({ disabled }) => disabled?.reason ?? []);
      assert.deepEqual(reasons, ['It is not changed here, because it is computed.']);
    });

    it('answers a broken question with an error, and the next one as ever', async () => {
      await assert.rejects(peer.request('textDocument/codeAction', { textDocument: 5 }));
      open(mainUri, group("'Storrage'"));
      const nonsense = await peer.request('textDocument/codeAction', {
        textDocument: { uri: mainUri },
        context: 'none',
      });
      assert.deepEqual(nonsense, []);
      assert.notEqual((await actions(mainUri, await diagnosticsOf(mainUri))).length, 0);
    });
  });
}
