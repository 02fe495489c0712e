import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import {
  createConnection,
  createMessageConnection,
  Diagnostic,
  type DocumentDiagnosticReport,
  type MessageConnection,
  ProposedFeatures,
  type PublishDiagnosticsParams,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { Cancelled } from '../../server/src/base/cancel.ts';
import { registerServer, type ServerProject } from '../../server/src/lsp/register.ts';
import type { TargetStatus } from '../../server/src/protocol.ts';

/** A server in this process over a core of the test's own. */
async function connect(project: ServerProject, capabilities: object): Promise<MessageConnection> {
  const up = new PassThrough();
  const down = new PassThrough();
  const server = createConnection(ProposedFeatures.all, new StreamMessageReader(up), new StreamMessageWriter(down));
  registerServer(server, { makeProject: () => project });
  server.listen();
  const client = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  client.listen();
  await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities });
  return client;
}

const uri = 'file:///broken.json';
const textDocument = { uri };
const throwing = (error: unknown): ServerProject => ({
  load: async () => {
    throw error;
  },
  forget: () => {},
  changed: () => {},
  dependents: () => [],
  note: () => {},
  isUsed: () => false,
  usedBy: () => [],
  parameterFiles: async () => [],
});

describe('a core that throws', () => {
  let client: MessageConnection;
  const logged: string[] = [];

  async function start(error: unknown, capabilities: object = { textDocument: { diagnostic: {} } }): Promise<void> {
    client = await connect(throwing(error), capabilities);
    logged.length = 0;
    client.onNotification('window/logMessage', ({ message }: { message: string }) => {
      logged.push(message);
    });
    await client.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'json', version: 7, text: '{}' },
    });
  }

  afterEach(() => client.dispose());

  it('costs that answer only: the user is told, and the log names the document and its version', async () => {
    await start(new RangeError('too deep'));
    const report = await client.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument });
    assert.ok(report.kind === 'full');
    assert.equal(report.items.length, 1);
    assert.match(Diagnostic.getMessageString(report.items[0]!), /could not be checked/);
    assert.match(logged.join('\n'), /diagnostics of file:\/\/\/broken\.json version 7 failed: RangeError: too deep/);
    const position = { line: 0, character: 0 };
    assert.equal(await client.sendRequest('textDocument/hover', { textDocument, position }), null);
    const status = await client.sendRequest<TargetStatus>('apimVnet/targetStatus', { textDocument });
    assert.equal(status.state, 'none');
    assert.equal(logged.length, 3);
  });

  it('is told by a pushed diagnostic to clients that do not pull', async () => {
    client = await connect(throwing('a text instead of an error'), {});
    const published = new Promise<PublishDiagnosticsParams>(resolve =>
      client.onNotification('textDocument/publishDiagnostics', resolve),
    );
    await client.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'json', version: 7, text: '{}' },
    });
    const { diagnostics, version } = await published;
    assert.equal(version, 7);
    assert.match(Diagnostic.getMessageString(diagnostics[0]!), /could not be checked/);
  });

  it('may leave its work: the client is asked to ask again', async () => {
    await start(new Cancelled());
    await assert.rejects(client.sendRequest('textDocument/diagnostic', { textDocument }), (error: unknown) => {
      assert.ok(error instanceof ResponseError);
      assert.equal(error.code, -32802);
      assert.deepEqual(error.data, { retriggerRequest: true });
      return true;
    });
    assert.deepEqual(logged, []);
  });
});
