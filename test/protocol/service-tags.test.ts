/** The setting `apimVnet.serviceTagsFile`: read from a disk by the Node server, asked of the client by the worker. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import type {
  Diagnostic,
  Registration,
  RegistrationParams,
  ShowMessageParams,
  UnregistrationParams,
} from 'vscode-languageserver';
import { inFolder } from '../cli/support/run.ts';
import { publishedList } from '../support/service-tag-list.ts';
import { build } from './built.ts';
import { Peer, StdioTransport, WorkerTransport } from './peer.ts';

const uri = 'file:///folder/main.jsonc';
const textDocument = { uri };
/** 192.0.2.0/25 is all of Storage.WestUS in our list, and a name that only this list has is used. */
const withList = ['required-flow-blocked', 'optional-flow-blocked'];
const withoutList = ['unknown-service-tag'];
const template = `// apim-vnet: mode=Internal sku=Developer region=westus
{ "type": "Microsoft.Network/networkSecurityGroups", "name": "nsg", "properties": { "securityRules": [
  { "name": "management", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "*", "sourceAddressPrefix": "ApiManagement", "sourcePortRange": "*", "destinationAddressPrefix": "VirtualNetwork", "destinationPortRange": "3443" } },
  { "name": "deny", "properties": { "priority": 100, "direction": "Outbound", "access": "Deny", "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "192.0.2.0/25", "destinationPortRange": "443" } },
  { "name": "new", "properties": { "priority": 110, "direction": "Outbound", "access": "Allow", "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "ContosoNewService", "destinationPortRange": "443" } }
] } }`;

describe('protocol: list of service tags', () => {
  let peer: Peer;
  let registered: Registration[] = [];

  beforeEach(() => {
    registered = [];
  });
  afterEach(() => peer.transport.dispose());

  /** Waits until the client was told to watch a file. */
  async function told(name: string): Promise<void> {
    await peer.waitFor('client/registerCapability', params => JSON.stringify(params).includes(`"pattern":"${name}"`));
  }

  /** The files outside the workspace that the client is to watch. */
  function watched(): readonly string[] {
    const watchers = registered.flatMap(({ registerOptions }) => {
      const options = registerOptions as {
        watchers?: { globPattern: { baseUri: string; pattern: string } | string }[];
      };
      return options.watchers ?? [];
    });
    return watchers.flatMap(({ globPattern: glob }) =>
      typeof glob === 'string' ? [] : [`${glob.baseUri.replace(/\/$/, '')}/${glob.pattern}`],
    );
  }

  async function start(transport: Peer['transport'], serviceTagsFile: () => string): Promise<void> {
    peer = new Peer(transport);
    peer.answer('workspace/configuration', params =>
      (params as { items: unknown[] }).items.map(() => ({ serviceTagsFile: serviceTagsFile() })),
    );
    const didChangeWatchedFiles = { dynamicRegistration: true, relativePatternSupport: true };
    const workspace = { configuration: true, didChangeWatchedFiles };
    const capabilities = { textDocument: { diagnostic: {} }, workspace };
    peer.answer('client/registerCapability', params => {
      registered.push(...(params as RegistrationParams).registrations);
      return null;
    });
    peer.answer('client/unregisterCapability', params => {
      const gone = new Set((params as UnregistrationParams).unregisterations.map(({ id }) => id));
      registered = registered.filter(({ id }) => !gone.has(id));
      return null;
    });
    await peer.request('initialize', { processId: null, rootUri: null, capabilities });
    peer.notify('initialized', {});
    const item = { uri, languageId: 'jsonc', version: 1, text: template };
    peer.notify('textDocument/didOpen', { textDocument: item });
  }

  async function rulesFound(): Promise<readonly unknown[]> {
    const report = (await peer.request('textDocument/diagnostic', { textDocument })) as { items: Diagnostic[] };
    return report.items.map(item => item.code);
  }

  function shown(fits: RegExp): Promise<ShowMessageParams> {
    return peer.waitFor<ShowMessageParams>('window/showMessage', params => fits.test(params.message));
  }

  describe('Node server', () => {
    before(() => build('server.node'));

    it('reads the file, and reads it again when a setting changes', async () => {
      await inFolder({ files: { 'tags.json': publishedList } }, async folder => {
        let file = `${folder}/tags.json`;
        await start(new StdioTransport(), () => file);
        assert.deepEqual(await rulesFound(), withList);
        file = '';
        peer.notify('workspace/didChangeConfiguration', { settings: null });
        assert.deepEqual(await rulesFound(), withoutList);
      });
    });

    it('reads a file as Windows PowerShell writes the output of a program', async () => {
      await inFolder({}, async folder => {
        const file = `${folder}/tags.json`;
        writeFileSync(file, `\ufeff${publishedList}`, 'utf16le');
        await start(new StdioTransport(), () => file);
        assert.deepEqual(await rulesFound(), withList);
      });
    });

    it('reads the file again when it changes, and watches the file of a new setting in its place', async () => {
      await inFolder({ files: { 'a b.json': '[]', 'other.json': '[]' } }, async folder => {
        let file = `${folder}/a b.json`;
        await start(new StdioTransport(), () => file);
        assert.deepEqual(await rulesFound(), withoutList);
        await told('a b.json');
        assert.deepEqual(watched(), [`file://${folder}/a b.json`]);
        writeFileSync(file, publishedList);
        peer.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: `file://${folder}/a%20b.json`, type: 2 }] });
        assert.deepEqual(await rulesFound(), withList);
        file = `${folder}/other.json`;
        peer.notify('workspace/didChangeConfiguration', { settings: null });
        assert.deepEqual(await rulesFound(), withoutList);
        await told('other.json');
        assert.deepEqual(watched(), [`file://${folder}/other.json`]);
      });
    });

    for (const [what, file, message] of [
      ['does not exist', '/nowhere/tags.json', /^apimVnet\.serviceTagsFile: \/nowhere\/tags\.json does not exist\. /],
      ['is relative', 'tags.json', /tags\.json is no absolute path\./],
      ['is a folder', '/', /\/ is no file\./],
    ] as const) {
      it(`tells the user that the file ${what}, and judges tags by their names`, async () => {
        await start(new StdioTransport(), () => file);
        assert.deepEqual(await rulesFound(), withoutList);
        await shown(message);
      });
    }
  });

  describe('worker server', () => {
    before(() => build('server.worker'));

    it('asks the client for the text, and again when the client tells of a change', async () => {
      await start(new WorkerTransport(), () => 'memfs:/tags.json');
      peer.answer('apimVnet/serviceTagsText', () => ({ text: publishedList }));
      assert.deepEqual(await rulesFound(), withList);
      await told('tags.json');
      assert.deepEqual(watched(), ['memfs:/tags.json']);
      peer.answer('apimVnet/serviceTagsText', () => ({ text: '[]' }));
      peer.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: 'memfs:/tags.json', type: 2 }] });
      assert.deepEqual(await rulesFound(), withoutList);
    });

    it('passes on what the client says is wrong, and what is wrong with the text', async () => {
      await start(new WorkerTransport(), () => 'memfs:/tags.json');
      peer.answer('apimVnet/serviceTagsText', () => ({ problem: 'cannot be read (no such file)' }));
      assert.deepEqual(await rulesFound(), withoutList);
      await shown(/memfs:\/tags\.json cannot be read \(no such file\)\. Service tags are judged by their names\./);
      peer.answer('apimVnet/serviceTagsText', () => ({ text: '[]' }));
      peer.notify('workspace/didChangeConfiguration', { settings: null });
      assert.deepEqual(await rulesFound(), withoutList);
      await shown(/is not a list of service tags/);
    });
  });
});
