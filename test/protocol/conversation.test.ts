import assert from 'node:assert/strict';
import type {
  CodeLens,
  CompletionItem,
  ConfigurationParams,
  Diagnostic,
  Hover,
  InitializeResult,
  LogTraceParams,
  PublishDiagnosticsParams,
} from 'vscode-languageserver';
import { completionTriggers } from '../../server/src/features/completion.ts';
import type {
  FlowAnswer,
  FlowGroup,
  Generated,
  GeneratorStep,
  ReportAnswer,
  RuleTablesAnswer,
  TargetStatus,
} from '../../server/src/protocol.ts';
import { build } from './built.ts';
import { ChannelTransport, Peer, type RpcError, StdioTransport, type Transport, WorkerTransport } from './peer.ts';
import { blockedTemplate, placeOf } from './sample.ts';

const uri = 'file:///folder/main.json';
const textDocument = { uri };
const pullCapabilities = {
  textDocument: {
    diagnostic: {},
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true },
  },
  workspace: { configuration: true, diagnostics: { refreshSupport: true } },
};

interface Report {
  readonly kind: string;
  readonly resultId?: string;
  readonly items?: readonly Diagnostic[];
}

const hosts: readonly { name: string; bundle: string; start: () => Transport }[] = [
  { name: 'Node server over standard streams', bundle: 'server.node', start: () => new StdioTransport() },
  { name: 'Node server over a process channel', bundle: 'server.node', start: () => new ChannelTransport() },
  { name: 'worker server over a message port', bundle: 'server.worker', start: () => new WorkerTransport() },
];

for (const host of hosts) {
  describe(`protocol: ${host.name}`, () => {
    let peer: Peer;

    before(() => build(host.bundle));
    beforeEach(() => {
      peer = new Peer(host.start());
    });
    afterEach(() => peer.transport.dispose());

    async function initialize(capabilities: object, initializationOptions?: object): Promise<InitializeResult> {
      const params = { processId: null, rootUri: null, capabilities, initializationOptions };
      const result = (await peer.request('initialize', params)) as InitializeResult;
      peer.notify('initialized', {});
      return result;
    }

    function open(text: string, version = 1, of = uri): void {
      peer.notify('textDocument/didOpen', { textDocument: { uri: of, languageId: 'json', version, text } });
    }

    function change(version: number, ...contentChanges: object[]): void {
      peer.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
    }

    async function pull(previousResultId?: string): Promise<Report> {
      return (await peer.request('textDocument/diagnostic', { textDocument, previousResultId })) as Report;
    }

    function nextPublished(fits: (params: PublishDiagnosticsParams) => boolean): Promise<PublishDiagnosticsParams> {
      return peer.waitFor('textDocument/publishDiagnostics', fits);
    }

    async function pulledItems(): Promise<readonly Diagnostic[]> {
      const report = await pull();
      assert.equal(report.kind, 'full');
      return report.items!;
    }

    it('offers pull diagnostics, hover and incremental text', async () => {
      const { capabilities, serverInfo } = await initialize(pullCapabilities);
      assert.equal(serverInfo?.name, 'apim-vnet-lens');
      assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: 2 });
      assert.equal(capabilities.hoverProvider, true);
      assert.deepEqual(capabilities.completionProvider, { triggerCharacters: [...completionTriggers] });
      assert.deepEqual(capabilities.diagnosticProvider, {
        identifier: 'apim-vnet',
        interFileDependencies: true,
        workspaceDiagnostics: false,
      });
    });

    it('answers a pull with diagnostics and links to the pages it was given', async () => {
      await initialize(pullCapabilities, { rulePages: 'pages:/' });
      open(blockedTemplate);
      const items = await pulledItems();
      assert.ok(items.length > 0);
      for (const item of items) {
        assert.equal(item.source, 'apim-vnet');
        assert.equal(item.codeDescription?.href, `pages:/${item.code}.md`);
      }
    });

    it('offers values, and leaves those of schemas to the extensions that the client names', async () => {
      const offered = async () => {
        const params = { textDocument, position: placeOf('Tcp') };
        return ((await peer.request('textDocument/completion', params)) as CompletionItem[]).map(item => item.label);
      };
      await initialize(pullCapabilities, { schemaLanguages: ['bicep'] });
      open(blockedTemplate);
      assert.ok((await offered()).includes('Udp'));
      peer.notify('textDocument/didClose', { textDocument });
      const item = {
        uri,
        languageId: 'bicep',
        version: 1,
        text: "resource n 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {\n  properties: { protocol: '' }\n}",
      };
      peer.notify('textDocument/didOpen', { textDocument: item });
      const params = { textDocument, position: { line: 1, character: 27 } };
      assert.deepEqual(await peer.request('textDocument/completion', params), []);
    });

    it('answers a pull of an unchanged text with "unchanged", and of a changed one in full', async () => {
      await initialize(pullCapabilities);
      open(blockedTemplate);
      const first = await pull();
      assert.deepEqual(await pull(first.resultId), { kind: 'unchanged', resultId: first.resultId });
      change(2, { text: '{}' });
      const second = await pull(first.resultId);
      assert.equal(second.kind, 'full');
      assert.deepEqual(second.items, []);
    });

    it('takes a text that is opened again with the same version for a new text', async () => {
      await initialize(pullCapabilities);
      open('{}');
      const first = await pull();
      peer.notify('textDocument/didClose', { textDocument });
      open(blockedTemplate);
      const second = await pull(first.resultId);
      assert.equal(second.kind, 'full');
      assert.ok(second.items!.length > 0);
    });

    it('follows incremental changes', async () => {
      await initialize(pullCapabilities);
      open(blockedTemplate);
      const before = await pulledItems();
      change(2, { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '\n\n' });
      const after = await pulledItems();
      assert.deepEqual(
        after.map(item => item.range.start.line),
        before.map(item => item.range.start.line + 2),
      );
    });

    it('explains what is under the cursor, and says nothing elsewhere', async () => {
      await initialize(pullCapabilities);
      open(blockedTemplate);
      const found = (await peer.request('textDocument/hover', {
        textDocument,
        position: placeOf('ApiManagement'),
      })) as Hover;
      assert.match(JSON.stringify(found.contents), /ApiManagement/);
      const start = { line: 0, character: 0 };
      assert.equal(await peer.request('textDocument/hover', { textDocument, position: start }), null);
    });

    it('says which target it recognised, and tells when to ask again', async () => {
      await initialize(pullCapabilities);
      open(blockedTemplate);
      const status = (await peer.request('apimVnet/targetStatus', { textDocument })) as TargetStatus;
      assert.equal(status.state, 'target');
      assert.notEqual(status.summary, '');
      await pull();
      assert.deepEqual(await peer.waitFor('apimVnet/statusChanged'), { textDocument });
    });

    it('explains flows, reports and writes tables of an open document', async () => {
      await initialize(pullCapabilities);
      open(blockedTemplate);
      const [group] = (await peer.request('apimVnet/flowGroups', { textDocument })) as FlowGroup[];
      assert.equal(group!.flows.find(({ id }) => id === 'management')?.outcome, 'blocked');
      const ask = (question: object) =>
        peer.request('apimVnet/explainFlow', { textDocument, group: group!.key, question }) as Promise<FlowAnswer>;
      const answer = await ask({ flow: 'management' });
      assert.ok(answer.ok);
      assert.match(answer.summary, /is blocked by 'deny-management' \(priority 100\)\.$/);
      const packet = {
        direction: 'Outbound',
        protocol: 'tcp',
        source: 'subnet',
        sourcePort: '',
        destination: 'nowhere',
      };
      const refused = await ask({ ...packet, destinationPort: '443' });
      assert.ok(!refused.ok && refused.field === 'destination');

      const report = (form: string) => peer.request('apimVnet/report', { textDocument, form }) as Promise<ReportAnswer>;
      assert.match((await report('panel')).text, /data-outcome="blocked"/);
      assert.match((await report('markdown')).text, /\| \*\*blocked\*\* \| Inbound \|/);
      assert.match((await report('html')).text, /^<!DOCTYPE html>/);
      const tables = (await peer.request('apimVnet/ruleTables', {
        textDocument,
        withBuiltIn: true,
        form: 'csv',
      })) as RuleTablesAnswer;
      assert.deepEqual(tables.groups, ['nsg-apim']);
      assert.equal(tables.text.split('\r\n').length, 9);
    });

    it('answers our own requests about a document that is not open, and refuses those of another shape', async () => {
      await initialize(pullCapabilities);
      const report = (await peer.request('apimVnet/report', { textDocument, form: 'panel' })) as ReportAnswer;
      assert.deepEqual([report.target, report.text], [null, '']);
      assert.deepEqual(await peer.request('apimVnet/flowGroups', { textDocument }), []);
      open(blockedTemplate);
      for (const [method, params] of [
        ['apimVnet/report', { textDocument, form: 'pdf' }],
        ['apimVnet/report', { form: 'html' }],
        ['apimVnet/explainFlow', { textDocument, group: 'a', question: null }],
        ['apimVnet/explainFlow', { textDocument, group: 'a', question: { direction: 'Inbound', source: 7 } }],
        ['apimVnet/flowGroups', null],
      ] as const) {
        await assert.rejects(peer.request(method, params), (error: RpcError) => error.code === -32602, method);
      }
    });

    it('shows code lenses, with commands for a client that has them', async () => {
      const lenses = async () => (await peer.request('textDocument/codeLens', { textDocument })) as CodeLens[];
      const { capabilities } = await initialize(pullCapabilities, { lensCommands: true });
      assert.deepEqual(capabilities.codeLensProvider, {});
      open(blockedTemplate);
      assert.deepEqual(
        (await lenses()).map(({ command }) => command!.title),
        ['APIM: 1 required flow blocked', 'Open report', 'Explain a flow'],
      );
    });

    it('asks the questions of a generator and writes its text, with a document and without', async () => {
      await initialize(pullCapabilities);
      const service = { type: 'Microsoft.ApiManagement/service', name: 'fabrikam', location: 'westeurope' };
      open(JSON.stringify({ $schema: 'deploymentTemplate.json#', resources: [service] }));
      const keys = async (params: object) => {
        const step = (await peer.request('apimVnet/generatorStep', { generator: 'hosts', ...params })) as GeneratorStep;
        return [step.question?.key, step.total];
      };
      assert.deepEqual(await keys({ answers: {} }), ['name', 6]);
      assert.deepEqual(await keys({ answers: {}, textDocument }), ['service', 3]);
      assert.deepEqual(await keys({ answers: {}, textDocument: { uri: 'file:///not-open.json' } }), ['name', 6]);
      const answers = { service: '0', address: '10.0.0.5', form: 'hosts' };
      assert.deepEqual(await keys({ answers, textDocument }), [undefined, 3]);
      const checked = { generator: 'hosts', answers, textDocument, key: 'address', value: 'x' };
      assert.match((await peer.request('apimVnet/checkAnswer', checked)) as string, /is no IPv4 address/);
      const written = (await peer.request('apimVnet/generate', {
        generator: 'hosts',
        answers,
        textDocument,
      })) as Generated;
      assert.ok(written.ok && written.text.includes('\n10.0.0.5 fabrikam.azure-api.net\n'));
    });

    it('does not send its own notification to clients that never asked for a status', async () => {
      await initialize(pullCapabilities);
      open(blockedTemplate);
      await pull();
      await pull();
      assert.deepEqual(peer.of('apimVnet/statusChanged'), []);
    });

    it('leaves a request that its client cancelled', async () => {
      await initialize(pullCapabilities);
      // The server waits for its settings; while it waits, the request is cancelled.
      let giveSettings: (settings: object) => void = () => {};
      peer.answer('workspace/configuration', () => new Promise(resolve => (giveSettings = resolve)));
      open(blockedTemplate);
      const { id, answer } = peer.requestWithId('textDocument/diagnostic', { textDocument });
      await peer.waitFor('workspace/configuration');
      peer.notify('$/cancelRequest', { id });
      giveSettings([{}]);
      await assert.rejects(answer, (error: RpcError) => error.code === -32800);
      peer.answer('workspace/configuration', () => [{}]);
      assert.ok((await pulledItems()).length > 0);
    });

    it('asks for the settings of each document, and refreshes when they change', async () => {
      let settings: object = {};
      peer.answer('workspace/configuration', () => [settings]);
      await initialize(pullCapabilities);
      open(blockedTemplate);
      const before = await pull();
      assert.ok(before.items!.length > 0);
      assert.deepEqual((await peer.waitFor<ConfigurationParams>('workspace/configuration')).items, [
        { scopeUri: uri, section: 'apimVnet' },
      ]);
      settings = { enable: false };
      peer.notify('workspace/didChangeConfiguration', { settings: null });
      await peer.waitFor('workspace/diagnostic/refresh');
      const after = await pull(before.resultId);
      assert.equal(after.kind, 'full');
      assert.deepEqual(after.items, []);
    });

    it('does no work again when settings were said to change and did not', async () => {
      peer.answer('workspace/configuration', () => [{ severity: { 'shadowed-rule': 'off' } }]);
      await initialize(pullCapabilities);
      open(blockedTemplate);
      const before = await pull();
      peer.notify('workspace/didChangeConfiguration', { settings: null });
      await peer.waitFor('workspace/diagnostic/refresh');
      assert.equal((await pull(before.resultId)).kind, 'unchanged');
    });

    it('names a setting that it does not understand, once, and goes on with the rest', async () => {
      peer.answer('workspace/configuration', () => [{ targets: 'all', enable: false }]);
      await initialize(pullCapabilities);
      open(blockedTemplate);
      assert.deepEqual(await pulledItems(), []);
      change(2, { text: `${blockedTemplate}\n` });
      assert.deepEqual(await pulledItems(), []);
      const told = peer.of('window/logMessage').filter(({ params }) => JSON.stringify(params).includes('targets'));
      assert.equal(told.length, 1);
    });

    it('takes settings that are handed over where the client cannot be asked', async () => {
      await initialize({ textDocument: { diagnostic: {} } }, { apimVnet: { enable: false } });
      open(blockedTemplate);
      assert.deepEqual(await pulledItems(), []);
      peer.notify('workspace/didChangeConfiguration', { settings: { apimVnet: { enable: true } } });
      assert.ok((await pulledItems()).length > 0);
    });

    it('pushes to clients that do not pull: the newest text only, and nothing once closed', async () => {
      const { capabilities } = await initialize({});
      assert.equal(capabilities.diagnosticProvider, undefined);
      open(blockedTemplate, 1);
      const first = await nextPublished(params => params.version === 1);
      assert.ok(first.diagnostics.length > 0);
      change(2, { text: blockedTemplate });
      change(3, { text: '{}' });
      const newest = await nextPublished(params => params.version === 3);
      assert.deepEqual(newest.diagnostics, []);
      change(4, { text: blockedTemplate });
      peer.notify('textDocument/didClose', { textDocument });
      // A timer left over from version 4 would run before the one of this document.
      const other = 'file:///folder/other.json';
      open(blockedTemplate, 1, other);
      await nextPublished(params => params.uri === other);
      const published = peer.of('textDocument/publishDiagnostics').map(({ params }) => params as { version?: number });
      assert.deepEqual(
        published.map(params => params.version),
        [1, 3, undefined, 1],
      );
    });

    it('pushes again when settings change', async () => {
      await initialize({});
      open(blockedTemplate);
      await nextPublished(params => params.diagnostics.length > 0);
      peer.notify('workspace/didChangeConfiguration', { settings: { apimVnet: { enable: false } } });
      const empty = await nextPublished(params => params.diagnostics.length === 0);
      assert.equal(empty.version, 1);
    });

    it('knows nothing of documents that are not open', async () => {
      await initialize(pullCapabilities);
      change(2, { text: '{}' });
      peer.notify('textDocument/didClose', { textDocument });
      assert.deepEqual(await pull(), { kind: 'full', items: [] });
      assert.equal(
        await peer.request('textDocument/hover', { textDocument, position: { line: 0, character: 0 } }),
        null,
      );
      assert.equal(((await peer.request('apimVnet/targetStatus', { textDocument })) as TargetStatus).state, 'none');
    });

    it('refuses parameters of a wrong shape and stays', async () => {
      await initialize(pullCapabilities);
      const wrong: readonly [string, unknown][] = [
        ['textDocument/hover', {}],
        ['textDocument/hover', { textDocument: { uri: 5 }, position: { line: 0, character: 0 } }],
        ['textDocument/hover', { textDocument }],
        ['textDocument/hover', { textDocument, position: { line: 'x', character: 0 } }],
        ['textDocument/diagnostic', { textDocument: null }],
        ['textDocument/diagnostic', [textDocument]],
        ['apimVnet/targetStatus', {}],
        ['apimVnet/targetStatus', null],
        ['apimVnet/generatorStep', {}],
        ['apimVnet/generatorStep', { generator: 'hosts', answers: [] }],
        ['apimVnet/checkAnswer', { generator: 'hosts', answers: {}, key: 'name' }],
        ['apimVnet/generate', { generator: 'hosts', answers: { name: 1 } }],
      ];
      for (const [method, params] of wrong) {
        const label = `${method} ${JSON.stringify(params)}`;
        await assert.rejects(peer.request(method, params), (error: RpcError) => error.code === -32602, label);
      }
      await assert.rejects(peer.request('textDocument/unheardOf', {}), (error: RpcError) => error.code === -32601);
    });

    it('ignores notifications of a wrong shape, keeps the text it has, and says so in the log', async () => {
      await initialize(pullCapabilities);
      open(blockedTemplate);
      const before = await pull();
      const start = { line: 0, character: 0 };
      peer.notify('textDocument/didOpen', {});
      peer.notify('textDocument/didOpen', { textDocument: { uri: 'file:///other.json' } });
      peer.notify('textDocument/didChange', { textDocument, contentChanges: 'all' });
      peer.notify('textDocument/didChange', { textDocument, contentChanges: [{ range: { start }, text: 'x' }] });
      peer.notify('textDocument/didChange', { textDocument, contentChanges: [{ text: 7 }] });
      peer.notify('textDocument/didClose', {});
      peer.notify('workspace/didChangeConfiguration', {});
      peer.notify('$/unheardOf', {});
      peer.notify('$/cancelRequest', { id: 12345 });
      assert.equal((await pull(before.resultId)).kind, 'unchanged');
      const errors = peer.of('window/logMessage').filter(({ params }) => (params as { type: number }).type === 1);
      assert.equal(errors.length, 5);
    });

    it('reports its work when tracing is on', async () => {
      await initialize(pullCapabilities);
      peer.notify('$/setTrace', { value: 'messages' });
      open(blockedTemplate);
      await pull();
      const trace = await peer.waitFor<LogTraceParams>('$/logTrace');
      assert.match(trace.message, /^diagnostics of file:\/\/\/folder\/main\.json version 1: \d+ ms$/);
    });

    it('warms up in idle moments without a word to its client, and answers as before', async () => {
      await initialize(pullCapabilities);
      peer.notify('$/setTrace', { value: 'messages' });
      open(blockedTemplate);
      const items = await pulledItems();
      await peer.waitFor<LogTraceParams>('$/logTrace', ({ message }) => message.startsWith('warming up'));
      const others = peer.received.filter(({ method }) => method !== undefined && method !== '$/logTrace');
      assert.deepEqual(
        others.map(({ method }) => method),
        ['workspace/configuration'],
      );
      change(2, { text: `${blockedTemplate}\n` });
      assert.deepEqual(await pulledItems(), items);
    });

    it('ends after shutdown and exit', async () => {
      await initialize(pullCapabilities);
      open(blockedTemplate);
      await pull();
      assert.equal(await peer.request('shutdown'), null);
      peer.notify('exit');
      assert.equal(await peer.transport.ended, 0);
    });
  });
}
