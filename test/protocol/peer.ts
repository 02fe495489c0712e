/** The client's side of a conversation with a built server: raw JSON-RPC, so that wrong messages can be sent too. */
import { type ChildProcess, spawn } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import { inRepository } from './built.ts';

/** A way to a server: whole messages in both directions, and how it ended. */
export interface Transport {
  send(message: object): void;
  /** Set by the peer. */
  receive: (message: Message) => void;
  /** Exit code once the server has ended. */
  readonly ended: Promise<number | null>;
  /** Ends a server that a failed test left behind; does nothing when it has ended. */
  dispose(): Promise<void>;
}

export interface Message {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

export class RpcError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(`${message} (${code})`);
    this.code = code;
  }
}

export class Peer {
  readonly transport: Transport;
  readonly received: Message[] = [];
  private nextId = 1;
  private readonly waiting = new Map<number, { resolve(result: unknown): void; reject(error: RpcError): void }>();
  private readonly handlers = new Map<string, (params: unknown) => unknown>();
  private readonly watchers = new Set<() => void>();

  constructor(transport: Transport) {
    this.transport = transport;
    transport.receive = message => void this.take(message);
    const giveUp = (reason: unknown): void => {
      for (const { reject } of this.waiting.values()) reject(new RpcError(0, `The server ended: ${reason}`));
    };
    transport.ended.then(giveUp, giveUp);
  }

  /** @returns the result; rejects with {@link RpcError} when the server answers with an error */
  request(method: string, params?: unknown): Promise<unknown> {
    return this.requestWithId(method, params).answer;
  }

  requestWithId(method: string, params?: unknown): { id: number; answer: Promise<unknown> } {
    const id = this.nextId++;
    const answer = new Promise<unknown>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    this.transport.send({ jsonrpc: '2.0', id, method, params });
    return { id, answer };
  }

  notify(method: string, params?: unknown): void {
    this.transport.send({ jsonrpc: '2.0', method, params });
  }

  /** Answers the server's requests of one method from now on. A method without a handler gets `null`. */
  answer(method: string, handler: (params: unknown) => unknown): void {
    this.handlers.set(method, handler);
  }

  /** Messages of one method that came so far. */
  of(method: string): Message[] {
    return this.received.filter(message => message.method === method);
  }

  /** Waits until the messages of a method include one that fits; those that came before count. */
  waitFor<P>(method: string, fits: (params: P) => boolean = () => true): Promise<P> {
    return new Promise(resolve => {
      const look = (): void => {
        const found = this.of(method).find(message => fits(message.params as P));
        if (!found) return;
        this.watchers.delete(look);
        resolve(found.params as P);
      };
      this.watchers.add(look);
      look();
    });
  }

  private async take(message: Message): Promise<void> {
    this.received.push(message);
    for (const look of [...this.watchers]) look();
    if (message.method !== undefined) {
      if (message.id === undefined) return;
      const result = (await this.handlers.get(message.method)?.(message.params)) ?? null;
      this.transport.send({ jsonrpc: '2.0', id: message.id, result });
      return;
    }
    const asked = this.waiting.get(message.id as number);
    this.waiting.delete(message.id as number);
    if (message.error) asked?.reject(new RpcError(message.error.code, message.error.message));
    else asked?.resolve(message.result);
  }
}

/** The built Node server as a process, over standard input and output. */
export class StdioTransport implements Transport {
  receive: (message: Message) => void = () => {};
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  private buffer = Buffer.alloc(0);

  constructor(args: readonly string[] = ['--stdio']) {
    this.process = spawn(process.execPath, [inRepository('dist/server.node.js'), ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.ended = new Promise(resolve => this.process.once('exit', code => resolve(code)));
    this.process.stdout!.on('data', (chunk: Buffer) => {
      this.buffer = Buffer.concat([this.buffer, chunk]);
      this.readMessages();
    });
  }

  send(message: object): void {
    this.sendRaw(frame(JSON.stringify(message)));
  }

  sendRaw(bytes: string): void {
    this.process.stdin!.write(bytes);
  }

  async dispose(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill('SIGKILL');
    await this.ended;
  }

  private readMessages(): void {
    for (;;) {
      const headerEnd = this.buffer.indexOf('\r\n\r\n');
      if (headerEnd < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.buffer.toString('ascii', 0, headerEnd))![1]);
      const start = headerEnd + 4;
      if (this.buffer.length < start + length) return;
      const text = this.buffer.toString('utf8', start, start + length);
      this.buffer = this.buffer.subarray(start + length);
      this.receive(JSON.parse(text) as Message);
    }
  }
}

/** One message as it goes over a stream. */
export function frame(body: string): string {
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** The built Node server as a process, over the channel that VS Code uses. */
export class ChannelTransport implements Transport {
  receive: (message: Message) => void = () => {};
  readonly ended: Promise<number | null>;
  readonly process: ChildProcess;

  constructor() {
    this.process = spawn(process.execPath, [inRepository('dist/server.node.js'), '--node-ipc'], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.ended = new Promise(resolve => this.process.once('exit', code => resolve(code)));
    this.process.on('message', message => this.receive(message as Message));
  }

  send(message: object): void {
    this.process.send(message);
  }

  async dispose(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill('SIGKILL');
    await this.ended;
  }
}

/**
 * The built worker server in a thread. It runs in a context that has what a web worker has and nothing of Node, so a
 * bundle that reaches for `process` or `require` fails here as it would in a browser.
 */
export class WorkerTransport implements Transport {
  receive: (message: Message) => void = () => {};
  readonly ended: Promise<number | null>;
  private readonly worker: Worker;

  constructor() {
    this.worker = new Worker(workerShim, { eval: true, workerData: { script: inRepository('dist/server.worker.js') } });
    this.ended = new Promise((resolve, reject) => this.worker.once('exit', resolve).once('error', reject));
    this.worker.on('message', (message: Message) => this.receive(message));
  }

  send(message: object): void {
    // A worker's port keeps members that are undefined; messages of a browser client never have them.
    this.worker.postMessage(JSON.parse(JSON.stringify(message)));
  }

  async dispose(): Promise<void> {
    await this.worker.terminate();
  }
}

const workerShim = `
const { readFileSync } = require('node:fs');
const { createContext, runInContext } = require('node:vm');
const { parentPort, workerData } = require('node:worker_threads');
const scope = {
  console, setTimeout, clearTimeout, setInterval, clearInterval, queueMicrotask, performance,
  TextEncoder, TextDecoder, URL, structuredClone,
  addEventListener: () => {},
  postMessage: message => parentPort.postMessage(message),
  close: () => process.exit(0),
};
scope.self = scope;
createContext(scope);
parentPort.on('message', data => scope.onmessage?.({ data }));
runInContext(readFileSync(workerData.script, 'utf8'), scope, { filename: workerData.script });
`;
