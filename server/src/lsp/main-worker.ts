/** The language server as a web worker; its messages go through the worker's own port. */
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { registerServer } from './register.ts';

declare const self: DedicatedWorkerGlobalScope;

const connection = createConnection(
  ProposedFeatures.all,
  new BrowserMessageReader(self),
  new BrowserMessageWriter(self),
);
registerServer(connection, { warmsUp: true });
connection.onExit(() => self.close());
connection.listen();
