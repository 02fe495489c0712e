import { spawn } from 'node:child_process';

/** A language server as a process, over standard input and output; just enough of a client to time it. */
export class LanguageServer {
  #process;
  #buffer = Buffer.alloc(0);
  #nextId = 1;
  #waiting = new Map();
  #pushed = [];
  #pulls = false;

  /**
   * @param {string} program a file for Node
   * @param {readonly string[]} args
   */
  constructor(program, args) {
    this.#process = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#process.stdout.on('data', chunk => this.#read(chunk));
  }

  async start(initializationOptions = {}) {
    const { capabilities } = await this.#request('initialize', {
      processId: process.pid,
      rootUri: null,
      initializationOptions,
      capabilities: {
        textDocument: { diagnostic: { dynamicRegistration: true }, publishDiagnostics: {} },
        workspace: { diagnostics: { refreshSupport: false } },
      },
    });
    this.#pulls = capabilities.diagnosticProvider !== undefined;
    this.#notify('initialized', {});
  }

  open(uri, languageId, text) {
    this.#notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  /**
   * Makes one change and waits for the diagnostics of the changed text.
   *
   * @returns {Promise<{ milliseconds: number, items: readonly unknown[] }>}
   */
  async edit(uri, version, change) {
    const started = performance.now();
    const pushed = this.#pulls ? undefined : new Promise(resolve => this.#pushed.push(resolve));
    this.#notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [change] });
    const items = pushed ? await pushed : await this.diagnostics(uri);
    return { milliseconds: performance.now() - started, items };
  }

  async diagnostics(uri) {
    if (!this.#pulls) return [];
    return (await this.#request('textDocument/diagnostic', { textDocument: { uri } })).items;
  }

  get pulls() {
    return this.#pulls;
  }

  async stop() {
    await this.#request('shutdown', undefined);
    const ended = new Promise(resolve => this.#process.once('exit', resolve));
    this.#notify('exit', undefined);
    await ended;
  }

  #request(method, params) {
    const id = this.#nextId++;
    this.#send({ jsonrpc: '2.0', id, method, params });
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #notify(method, params) {
    this.#send({ jsonrpc: '2.0', method, params });
  }

  #send(message) {
    const body = JSON.stringify(message);
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #read(chunk) {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const end = this.#buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(this.#buffer.toString('ascii', 0, end))[1]);
      if (this.#buffer.length < end + 4 + length) return;
      const body = this.#buffer.toString('utf8', end + 4, end + 4 + length);
      this.#buffer = this.#buffer.subarray(end + 4 + length);
      this.#take(JSON.parse(body));
    }
  }

  #take(message) {
    if (message.method === 'textDocument/publishDiagnostics') {
      this.#pushed.shift()?.(message.params.diagnostics);
    } else if (message.method === 'client/registerCapability') {
      if (message.params.registrations.some(entry => entry.method === 'textDocument/diagnostic')) this.#pulls = true;
      this.#send({ jsonrpc: '2.0', id: message.id, result: null });
    } else if (message.method === 'vscode/content') {
      // A schema that allows everything: what is timed is the reading and checking of the text, not of a schema.
      this.#send({ jsonrpc: '2.0', id: message.id, result: '{}' });
    } else if (message.method === 'workspace/configuration') {
      this.#send({ jsonrpc: '2.0', id: message.id, result: message.params.items.map(() => null) });
    } else if (message.method !== undefined) {
      if (message.id !== undefined) this.#send({ jsonrpc: '2.0', id: message.id, result: null });
    } else {
      const asked = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error) asked?.reject(new Error(message.error.message));
      else asked?.resolve(message.result);
    }
  }
}
