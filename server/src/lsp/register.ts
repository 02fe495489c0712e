/**
 * Ties the core to a connection: which message asks which feature. In: a connection of Node or of a worker. Never here:
 * anything about networks, and anything remembered between requests but open texts and settings.
 */
import {
  type CancellationToken,
  type ClientCapabilities,
  type CodeLens,
  CodeLensRefreshRequest,
  type Connection,
  type Diagnostic,
  DiagnosticSeverity,
  DidChangeConfigurationNotification,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { type CancellationSignal, neverCancelled } from '../base/cancel.ts';
import { codeLenses } from '../features/code-lens.ts';
import { diagnostics } from '../features/diagnostics.ts';
import { checkAnswer, generate, generatorStep } from '../features/generators/index.ts';
import { hover } from '../features/hover.ts';
import { targetStatus } from '../features/target-status.ts';
import {
  checkAnswerRequest,
  type Generated,
  generateRequest,
  generatorStepRequest,
  type ServiceTagsText,
  serviceTagsTextRequest,
  statusChangedNotification,
  type TargetStatus,
  targetStatusRequest,
} from '../protocol.ts';
import { Project } from '../workspace/project.ts';
import type { Settings } from '../workspace/settings.ts';
import type { FileView } from '../workspace/view.ts';
import { ClientSettings, type ServiceTagsReader, section } from './client-settings.ts';
import { Documents, field, type OpenDocument, positionOf } from './documents.ts';
import { readCheckedAnswer, readGenerate, readGenerator } from './generator-params.ts';
import { cancelledError, describeError, guarded, invalidParams } from './guarded.ts';
import { PushedDiagnostics } from './pushed-diagnostics.ts';
import { registerQuestions } from './questions.ts';

/** Version of the package; written by `scripts/build.mjs`, absent when the sources run as they are. */
declare const VERSION: string | undefined;

/** What a host may bring in place of the usual: tests bring a core that throws. */
export interface ServerHost {
  readonly project: Pick<Project, 'view' | 'forget'>;
  /** Reads the user's list of service tags; absent where there are no files: the client is asked then. */
  readonly readServiceTags?: ServiceTagsReader;
}

const diagnosticSource = 'apim-vnet';
const nothingRecognised: TargetStatus = { state: 'none', summary: '', details: [] };

/** Registers every handler; the caller then calls `connection.listen()`. */
export function registerServer(connection: Connection, host: ServerHost = { project: new Project() }): void {
  const documents = new Documents();
  const settings = new ClientSettings(
    connection,
    host.readServiceTags ?? (() => connection.sendRequest<ServiceTagsText>(serviceTagsTextRequest)),
  );
  const pushed = new PushedDiagnostics(publish);
  /** Documents whose status the client has asked for, with the result its last notification was about. */
  const statusWatched = new Map<string, string>();
  /** A number for each settings object, so that a result id can name it. */
  const settingsNumbers = new WeakMap<Settings, number>();
  let lastSettingsNumber = 0;
  let client: Client = readClient({}, undefined);

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    client = readClient(params.capabilities ?? {}, params.initializationOptions);
    settings.start(client.answersConfiguration, params.initializationOptions);
    return {
      serverInfo: { name: 'apim-vnet-lens', ...(typeof VERSION === 'string' && { version: VERSION }) },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
        codeLensProvider: {},
        ...(client.pulls && {
          diagnosticProvider: {
            identifier: diagnosticSource,
            interFileDependencies: true,
            workspaceDiagnostics: false,
          },
        }),
      },
    };
  });

  connection.onInitialized(() => {
    if (!client.registersConfiguration) return;
    connection.client.register(DidChangeConfigurationNotification.type, { section }).catch(error => {
      connection.console.warn(`Changes of settings will not be noticed: ${describeError(error)}`);
    });
  });

  connection.onDidChangeConfiguration(params => {
    settings.changed(field(params, 'settings'));
    for (const uri of documents.uris()) changed(uri);
    if (client.refreshesLenses) {
      connection.sendRequest(CodeLensRefreshRequest.type).catch(error => {
        connection.console.warn(`Code lenses could not be refreshed: ${describeError(error)}`);
      });
    }
    if (!client.refreshes) return;
    connection.languages.diagnostics.refresh().catch(error => {
      connection.console.warn(`Diagnostics could not be refreshed: ${describeError(error)}`);
    });
  });

  connection.onDidOpenTextDocument(params => accept(documents.open(params)));
  connection.onDidChangeTextDocument(params => accept(documents.change(params)));
  connection.onDidCloseTextDocument(params => {
    const uri = documents.close(params);
    if (uri === undefined) return;
    host.project.forget(uri);
    settings.forget(uri);
    statusWatched.delete(uri);
    pushed.cancel(uri);
    if (!client.pulls) void send(connection.sendDiagnostics({ uri, diagnostics: [] }));
  });

  connection.languages.diagnostics.on(async (params, token): Promise<DocumentDiagnosticReport> => {
    const uri = requireUri(params);
    const state = await stateOf(uri, token);
    if (state === undefined) return { kind: 'full', items: [] };
    const resultId = resultIdOf(state);
    if (params.previousResultId === resultId) return { kind: 'unchanged', resultId };
    const items = await check(state, token);
    announceStatus(uri, resultId);
    return { kind: 'full', resultId, items };
  });

  connection.onHover(async (params, token): Promise<Hover | undefined> => {
    const uri = requireUri(params);
    const position = positionOf(params.position);
    if (position === undefined) throw invalidParams('The position must have a line and a character.');
    const state = await stateOf(uri, token);
    if (state === undefined) return undefined;
    return ask('hover', state, token, undefined, view => hover(view, position));
  });

  connection.onRequest(targetStatusRequest, async (params: unknown, token: CancellationToken) => {
    const uri = requireUri(params);
    const state = await stateOf(uri, token);
    if (state === undefined) return nothingRecognised;
    statusWatched.set(uri, statusWatched.get(uri) ?? '');
    return ask('status', state, token, nothingRecognised, view => targetStatus(view));
  });

  /** The answer about the document that the parameters name, or about none where it is not open here. */
  async function askGenerator<T>(
    params: unknown,
    token: CancellationToken,
    fallback: T,
    question: (view: FileView | undefined) => T,
  ) {
    const uri = field(field(params, 'textDocument'), 'uri');
    const state = typeof uri === 'string' ? await stateOf(uri, token) : undefined;
    return state === undefined
      ? guarded(connection.console, 'generator', token, fallback, () => question(undefined))
      : ask('generator', state, token, fallback, question);
  }

  connection.onRequest(generatorStepRequest, (params: unknown, token: CancellationToken) =>
    askGenerator(params, token, null, view => generatorStep(readGenerator(params), view)),
  );
  connection.onRequest(checkAnswerRequest, (params: unknown, token: CancellationToken) =>
    askGenerator(params, token, null, view => checkAnswer(readCheckedAnswer(params), view)),
  );
  connection.onRequest<Generated, void>(generateRequest, (params: unknown, token: CancellationToken) =>
    askGenerator(params, token, couldNotGenerate, view => generate(readGenerate(params), view)),
  );

  connection.onCodeLens(async (params, token): Promise<CodeLens[]> => {
    const state = await stateOf(requireUri(params), token);
    if (state === undefined) return [];
    return ask('code lenses', state, token, [], view => codeLenses(view, { commands: client.hasLensCommands }));
  });

  registerQuestions((method, what, fallback, question) => {
    connection.onRequest(method, async (params: unknown, token: CancellationToken): Promise<object> => {
      const state = await stateOf(requireUri(params), token);
      return state === undefined ? fallback : ask(what, state, token, fallback, view => question(view, params));
    });
  });

  connection.onShutdown(() => pushed.cancelAll());

  function accept(document: OpenDocument | string): void {
    if (typeof document === 'string') connection.console.error(`Ignored: ${document}.`);
    else changed(document.source.uri);
  }

  function changed(uri: string): void {
    if (!client.pulls) pushed.schedule(uri);
  }

  /**
   * A document with its settings, read anew after every wait, because both may have changed meanwhile.
   *
   * @returns `undefined` for a document that is not open
   * @throws ResponseError when the request was cancelled meanwhile
   */
  async function stateOf(uri: string, token: CancellationToken): Promise<DocumentState | undefined> {
    // One turn of the event loop lets in what the client sent right behind: its cancellation, or the next change.
    await new Promise(resolve => setTimeout(resolve, 0));
    if (!documents.get(uri)) return undefined;
    const current = await settings.of(uri);
    if (token.isCancellationRequested) throw cancelledError(token);
    const document = documents.get(uri);
    return document && { document, settings: current };
  }

  function ask<T>(
    what: string,
    { document, settings: current }: DocumentState,
    token: CancellationToken,
    fallback: T,
    question: (view: FileView) => T,
  ): Promise<T> {
    const { uri } = document.source;
    const label = `${what} of ${uri} version ${document.version}`;
    return guarded(connection.console, label, token, fallback, () => {
      const started = Date.now();
      const answer = question(host.project.view(document.source, current));
      connection.tracer.log(`${label}: ${Date.now() - started} ms`);
      return answer;
    });
  }

  function check(state: DocumentState, signal: CancellationToken): Promise<Diagnostic[]> {
    return ask('diagnostics', state, signal, [couldNotCheck], view =>
      diagnostics(view, { rulePages: client.rulePages, signal, related: client.showsRelated }),
    );
  }

  async function publish(uri: string): Promise<void> {
    const state = await stateOf(uri, uncancelled);
    if (state === undefined) return;
    // Whatever is not the newest text any more has a timer of its own.
    const items = await check(state, uncancelled);
    if (documents.get(uri) !== state.document) return;
    await send(connection.sendDiagnostics({ uri, version: state.document.version, diagnostics: items }));
    announceStatus(uri, resultIdOf(state));
  }

  /** Tells a client that has asked for the status of a document, once for each text and settings. */
  function announceStatus(uri: string, resultId: string): void {
    const announced = statusWatched.get(uri);
    if (announced === undefined || announced === resultId) return;
    statusWatched.set(uri, resultId);
    void send(connection.sendNotification(statusChangedNotification, { textDocument: { uri } }));
  }

  function resultIdOf({ document, settings: current }: DocumentState): string {
    let number = settingsNumbers.get(current);
    if (number === undefined) {
      number = ++lastSettingsNumber;
      settingsNumbers.set(current, number);
    }
    return `${document.source.version}.${number}`;
  }

  /** Waits for a message to leave; a connection that is closing is no failure of ours. */
  async function send(message: Promise<void>): Promise<void> {
    try {
      await message;
    } catch (error) {
      connection.console.warn(`A message could not be sent: ${describeError(error)}`);
    }
  }
}

interface DocumentState {
  readonly document: OpenDocument;
  readonly settings: Settings;
}

/** What matters to us of the client's capabilities and options. */
interface Client {
  /** Asks for diagnostics; they are then never pushed. */
  readonly pulls: boolean;
  readonly refreshes: boolean;
  readonly refreshesLenses: boolean;
  readonly hasLensCommands: boolean;
  readonly answersConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly showsRelated: boolean;
  readonly rulePages: string | undefined;
}

function readClient(capabilities: ClientCapabilities, initializationOptions: unknown): Client {
  const { textDocument, workspace } = capabilities;
  const pull = textDocument?.diagnostic;
  const push = textDocument?.publishDiagnostics;
  const rulePages = field(initializationOptions, 'rulePages');
  // Clients of LSP 3.17 tell what they can show with the push capability only, whichever way they get diagnostics.
  const showsLinks = pull?.codeDescriptionSupport ?? push?.codeDescriptionSupport ?? false;
  return {
    pulls: pull !== undefined && pull !== null,
    refreshes: (pull && workspace?.diagnostics?.refreshSupport) ?? false,
    refreshesLenses: workspace?.codeLens?.refreshSupport ?? false,
    hasLensCommands: field(initializationOptions, 'lensCommands') === true,
    answersConfiguration: workspace?.configuration ?? false,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    showsRelated: pull?.relatedInformation ?? push?.relatedInformation ?? false,
    rulePages: showsLinks && typeof rulePages === 'string' ? rulePages : undefined,
  };
}

/** Shown in place of findings when the core threw, because no findings would read as "nothing is wrong". */
const couldNotCheck: Diagnostic = {
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  severity: DiagnosticSeverity.Information,
  source: diagnosticSource,
  message: 'This file could not be checked because of an error in APIM VNet Lens. Its output has the details.',
};

const couldNotGenerate: Generated = {
  ok: false,
  problems: ['Nothing was written because of an error in APIM VNet Lens. Its output has the details.'],
};

/** A token for work that nobody can cancel. */
const uncancelled: CancellationToken & CancellationSignal = {
  ...neverCancelled,
  onCancellationRequested: () => ({ dispose: () => {} }),
};

/** @throws ResponseError (`InvalidParams`) when the parameters name no document */
function requireUri(params: unknown): string {
  const uri = field(field(params, 'textDocument'), 'uri');
  if (typeof uri !== 'string') throw invalidParams('The parameters must name a text document by its uri.');
  return uri;
}
