import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { build, inRepository } from './built.ts';
import { frame, Peer, StdioTransport } from './peer.ts';

describe('protocol: the Node server as a process', () => {
  let transport: StdioTransport;
  let peer: Peer;

  before(() => build('server.node'));
  beforeEach(() => {
    transport = new StdioTransport();
    peer = new Peer(transport);
  });
  afterEach(() => transport.dispose());

  const initialize = () => peer.request('initialize', { processId: null, rootUri: null, capabilities: {} });

  const malformed: readonly [string, string][] = [
    ['a body that is not JSON', frame('{"jsonrpc":"2.0", "method":')],
    ['a body of no bytes', frame('')],
    ['a body that is JSON and no message', frame('[1, 2]')],
    ['a message without method, result or error', frame('{"jsonrpc":"2.0"}')],
    ['an answer that nobody waits for', frame('{"jsonrpc":"2.0","id":99,"result":null}')],
    ['a header without a length', 'Content-Type: text\r\n\r\n'],
    ['a length that is no number', 'Content-Length: many\r\n\r\n'],
    ['a header without a colon', 'Content-Length 2\r\n\r\n'],
    ['a body with bytes that are not UTF-8', 'Content-Length: 2\r\n\r\n\xc3\x28'],
  ];
  for (const [name, bytes] of malformed) {
    it(`goes on after ${name}`, async () => {
      await initialize();
      transport.process.stdin!.write(Buffer.from(bytes, 'latin1'));
      const params = { textDocument: { uri: 'file:///a.json' } };
      // What arrives together with a bad header is read only when more arrives, as it always does from an editor.
      const more = setInterval(() => peer.notify('$/cancelRequest', { id: 0 }), 20);
      try {
        const nothing = { state: 'none', summary: '', details: [] };
        assert.deepEqual(await peer.request('apimVnet/targetStatus', params), nothing);
      } finally {
        clearInterval(more);
      }
    });
  }

  it('takes a message that arrives byte by byte', async () => {
    await initialize();
    const message = {
      jsonrpc: '2.0',
      id: 'slow',
      method: 'apimVnet/targetStatus',
      params: { textDocument: { uri: 'a:ä' } },
    };
    const bytes = Buffer.from(frame(JSON.stringify(message)));
    for (const byte of bytes) transport.process.stdin!.write(Buffer.of(byte));
    await new Promise<void>(resolve => {
      const receive = transport.receive;
      transport.receive = answer => {
        receive(answer);
        if (answer.id === 'slow') resolve();
      };
    });
    assert.equal(peer.received.find(answer => answer.id === 'slow')?.error, undefined);
  });

  it('answers requests that come before initialize and goes on', async () => {
    const params = { textDocument: { uri: 'file:///a.json' } };
    assert.deepEqual(await peer.request('textDocument/diagnostic', params), { kind: 'full', items: [] });
    assert.ok(await initialize());
  });

  it('ends with 1 when its input ends without shutdown', async () => {
    await initialize();
    transport.process.stdin!.end();
    assert.equal(await transport.ended, 1);
  });

  it('ends with 1 on exit without shutdown', async () => {
    await initialize();
    peer.notify('exit');
    assert.equal(await transport.ended, 1);
  });

  it('refuses a channel that it does not have', () => {
    const { status, stderr } = spawnSync(process.execPath, [inRepository('dist/server.node.js'), '--node-ipc'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    assert.equal(status, 1);
    assert.match(stderr, /--stdio/);
  });
});
