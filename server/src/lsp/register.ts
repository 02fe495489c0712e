/**
 * Ties the core to a connection: which message asks which feature. In: a connection of Node or of a worker. Never here:
 * anything about networks, and anything remembered between requests but open texts and settings.
 */
import {
  type CancellationToken,
  type ClientCapabilities,
  type CodeAction,
  CodeActionKind,
  type CodeLens,
  CodeLensRefreshRequest,
  type CompletionItem,
  type Connection,
  type Diagnostic,
  DiagnosticSeverity,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { type CancellationSignal, neverCancelled } from '../base/cancel.ts';
import { type ClientActions, codeActions, fixAllKind } from '../features/code-actions.ts';
import { codeLenses } from '../features/code-lens.ts';
import { completions, completionTriggers } from '../features/completion.ts';
import { diagnostics } from '../features/diagnostics.ts';
import { checkAnswer, generate, generatorStep } from '../features/generators/index.ts';
import { hover } from '../features/hover.ts';
import { targetStatus } from '../features/target-status.ts';
import {
  checkAnswerRequest,
  type Generated,
  generateRequest,
  generatorStepRequest,
  type ParameterFiles,
  parameterFilesRequest,
  type ServiceTagsText,
  serviceTagsTextRequest,
  statusChangedNotification,
  type TargetStatus,
  targetStatusRequest,
  trustGrantedNotification,
} from '../protocol.ts';
import type { FileSystem } from '../workspace/file-system.ts';
import type { ModuleCaches } from '../workspace/load-files.ts';
import { Project, type ProjectOptions } from '../workspace/project.ts';
import type { Settings } from '../workspace/settings.ts';
import type { FileView } from '../workspace/view.ts';
import { ClientSettings, type ServiceTagsReader, section } from './client-settings.ts';
import { Documents, field, type OpenDocument, positionOf } from './documents.ts';
import { readContext, registerFixes } from './fixes.ts';
import { readCheckedAnswer, readGenerate, readGenerator } from './generator-params.ts';
import { cancelledError, describeError, guarded, invalidParams } from './guarded.ts';
import { PushedDiagnostics } from './pushed-diagnostics.ts';
import { type Answering, registerQuestions } from './questions.ts';
import { Refresher } from './refresher.ts';
import { ServiceTagsWatch } from './service-tags-watch.ts';
import { WarmUp } from './warm-up.ts';
import { WorkspaceFiles } from './workspace-files.ts';
import { WorkspaceUses } from './workspace-uses.ts';

/** Version of the package; written by `scripts/build.mjs`, absent when the sources run as they are. */
declare const VERSION: string | undefined;

/** What a host may bring in place of the usual: tests bring a core that throws. */
export interface ServerHost {
  /** Resolves when the messages that have arrived were looked at; absent where a timer has to do, which takes a millisecond or more. */
  readonly turn?: () => Promise<void>;
  /** Whether idle moments are used to have the usual work compiled. Default false. */
  readonly warmsUp?: boolean;
  readonly makeProject?: (options: ProjectOptions) => ServerProject;
  /** The files of this computer in the folders with some URIs; absent where there are none: the client is asked then. */
  readonly disk?: (folders: () => readonly string[]) => FileSystem;
  /** The URI of the repository that a document lies in, else of its folder; absent where that cannot be found out. */
  readonly rootOf?: (uri: string) => string | undefined;
  /** Opens the folder of `apimVnet.bicepCacheFolder`; absent where there are no files: nothing is read from it then. */
  readonly moduleCaches?: ModuleCaches;
  /** Reads the user's list of service tags; absent where there are no files: the client is asked then. */
  readonly readServiceTags?: ServiceTagsReader;
}

export type ServerProject = Pick<
  Project,
  'load' | 'forget' | 'changed' | 'dependents' | 'note' | 'isUsed' | 'usedBy' | 'parameterFiles'
>;

const diagnosticSource = 'apim-vnet';
/** Files that templates may lead to. */
const watchedFiles = '**/*.{bicep,bicepparam,json,jsonc,yaml,yml,txt}';

/** Files for which an open module is judged. */
const maxEntries = 5;

const nothingRecognised: TargetStatus = { state: 'none', summary: '', details: [] };

/** Registers every handler; the caller then calls `connection.listen()`. */
export function registerServer(connection: Connection, host: ServerHost = {}): void {
  const turn = host.turn ?? timerTurn;
  const documents = new Documents();
  const files = new WorkspaceFiles(connection, { makeDisk: host.disk, rootOf: host.rootOf });
  const project = (host.makeProject ?? (options => new Project(options)))({
    files,
    openText: uri => documents.sourceOf(uri),
    moduleCaches: host.moduleCaches,
    log: (message, error) => connection.console.error(`${message}: ${describeError(error)}`),
    maxEntries,
  });
  const refresher = new Refresher(refresh);
  const settings = new ClientSettings(
    connection,
    host.readServiceTags ?? (() => connection.sendRequest<ServiceTagsText>(serviceTagsTextRequest)),
    path => serviceTagsWatch.watch(path),
  );
  const serviceTagsWatch = new ServiceTagsWatch(connection, () => client.watchesAnywhere);
  const pushed = new PushedDiagnostics(publish);
  const warmUp = host.warmsUp
    ? new WarmUp({
        questions: [
          (view, token) => check(view, token),
          view => targetStatus(view),
          view => codeLenses(view, { commands: client.hasLensCommands }),
        ],
        log: connection.console,
        trace: message => connection.tracer.log(message),
        now: () => performance.now(),
        later,
      })
    : undefined;
  /** Documents whose status the client has asked for, with the result its last notification was about. */
  const statusWatched = new Map<string, string>();
  /** A number for each view, so that a result id can name it: a view is of one text, its settings and the other files. */
  const viewNumbers = new WeakMap<FileView, number>();
  let lastViewNumber = 0;
  const uses = new WorkspaceUses({
    project,
    files,
    isOpen: uri => documents.sourceOf(uri) !== undefined,
    openUris: () => documents.uris(),
    refresh: uris => refresher.schedule(uris),
    warn: message => connection.console.warn(message),
  });
  let client: Client = readClient({}, undefined);

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    client = readClient(params.capabilities ?? {}, params.initializationOptions);
    settings.start(client.answersConfiguration, params.initializationOptions);
    files.start(params, client);
    return {
      serverInfo: { name: 'apim-vnet-lens', ...(typeof VERSION === 'string' && { version: VERSION }) },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        completionProvider: { triggerCharacters: [...completionTriggers] },
        codeLensProvider: {},
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
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
    const failed = (what: string) => (error: unknown) => {
      connection.console.warn(`${what} will not be noticed: ${describeError(error)}`);
    };
    if (client.registersConfiguration)
      connection.client
        .register(DidChangeConfigurationNotification.type, { section })
        .catch(failed('Changes of settings'));
    if (client.registersWatchers)
      connection.client
        .register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: watchedFiles }] })
        .catch(failed('Changes of files on disk'));
  });

  connection.onDidChangeConfiguration(params => settingsChanged(field(params, 'settings')));

  connection.onNotification('workspace/didChangeWorkspaceFolders', (params: unknown) => {
    files.changed(field(params, 'event'));
    project.changed();
    uses.foldersChanged();
    refresher.schedule(documents.uris());
  });

  connection.onNotification(trustGrantedNotification, () => {
    files.trusted();
    project.changed();
    refresher.schedule(documents.uris());
  });

  connection.onDidChangeWatchedFiles(params => {
    const changes: unknown = field(params, 'changes');
    for (const change of Array.isArray(changes) ? changes : []) {
      const uri = field(change, 'uri');
      if (typeof uri !== 'string') continue;
      if (serviceTagsWatch.isWatched(uri)) settingsChanged(undefined);
      project.changed(uri);
      refresher.schedule(openDependents(uri));
      uses.changedOnDisk(uri);
    }
  });

  connection.onDidOpenTextDocument(params => {
    readDiskAnew();
    accept(documents.open(params));
  });
  connection.onDidChangeTextDocument(params => accept(documents.change(params)));
  connection.onDidCloseTextDocument(params => {
    const uri = documents.close(params);
    if (uri === undefined) return;
    files.closed(uri);
    refresher.schedule(openDependents(uri));
    readDiskAnew();
    project.changed(uri);
    project.forget(uri);
    settings.forget(uri);
    statusWatched.delete(uri);
    pushed.cancel(uri);
    if (!client.pulls) void send(connection.sendDiagnostics({ uri, diagnostics: [] }));
  });

  connection.languages.diagnostics.on(async (params, token): Promise<DocumentDiagnosticReport> => {
    const uri = requireUri(params);
    const state = await stateOf(uri, token);
    if (state === undefined) return { kind: 'full', items: [] };
    const failed: DocumentDiagnosticReport = { kind: 'full', items: [couldNotCheck] };
    return ask<DocumentDiagnosticReport>('diagnostics', state, token, failed, view => {
      const resultId = resultIdOf(view);
      if (params.previousResultId === resultId) return { kind: 'unchanged', resultId };
      const items = check(view, token);
      warmUp?.offer(view);
      announceStatus(uri, resultId);
      return { kind: 'full', resultId, items };
    });
  });

  connection.onHover(async (params, token): Promise<Hover | undefined> => {
    const uri = requireUri(params);
    const position = positionOf(params.position);
    if (position === undefined) throw invalidParams('The position must have a line and a character.');
    const state = await stateOf(uri, token);
    if (state === undefined) return undefined;
    return ask('hover', state, token, undefined, view => hover(view, position));
  });

  connection.onCompletion(async (params, token): Promise<CompletionItem[]> => {
    const uri = requireUri(params);
    const position = positionOf(params.position);
    if (position === undefined) throw invalidParams('The position must have a line and a character.');
    const state = await stateOf(uri, token);
    if (state === undefined) return [];
    const schemaIsOffered = client.schemaLanguages.includes(state.document.source.languageId);
    return ask('completion', state, token, [], view => completions(view, position, { schemaIsOffered }));
  });

  connection.onRequest(targetStatusRequest, async (params: unknown, token: CancellationToken) => {
    const uri = requireUri(params);
    const state = await stateOf(uri, token);
    if (state === undefined) return nothingRecognised;
    statusWatched.set(uri, statusWatched.get(uri) ?? '');
    return ask('status', state, token, nothingRecognised, view => targetStatus(view));
  });

  connection.onRequest(parameterFilesRequest, async (params: unknown, token: CancellationToken) => {
    const none: ParameterFiles = { files: [] };
    const state = await stateOf(requireUri(params), token);
    if (state === undefined) return none;
    const uris = await project.parameterFiles(state.document.source);
    return ask('parameter files', state, token, none, (view): ParameterFiles => {
      const inEffect = new Set(view.evaluations.map(({ parameters }) => parameters?.uri));
      return { files: uris.map(uri => ({ uri, inEffect: inEffect.has(uri) })) };
    });
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

  connection.onCodeAction(async (params, token): Promise<CodeAction[]> => {
    const state = await stateOf(requireUri(params), token);
    if (state === undefined) return [];
    return ask('code actions', state, token, [], view =>
      codeActions(view, {
        ...readContext(params),
        versionOf: uri => documents.get(uri)?.version ?? null,
        can: client.actions,
        signal: token,
      }),
    );
  });

  const answer: Answering = (method, what, fallback, question) => {
    connection.onRequest(method, async (params: unknown, token: CancellationToken): Promise<object> => {
      const state = await stateOf(requireUri(params), token);
      return state === undefined ? fallback : ask(what, state, token, fallback, view => question(view, params, token));
    });
  };
  registerQuestions(answer);
  registerFixes(answer);

  connection.onShutdown(() => {
    warmUp?.stop();
    pushed.cancelAll();
    refresher.cancel();
  });

  function accept(document: OpenDocument | string): void {
    if (typeof document === 'string') {
      connection.console.error(`Ignored: ${document}.`);
      return;
    }
    const { uri } = document.source;
    files.opened(uri);
    warmUp?.postpone();
    changed(uri);
    refresher.schedule(openDependents(uri));
    uses.opened(document);
  }

  /** @param handedOver what came with the notice, often nothing: the settings are asked for then, and their files read again */
  function settingsChanged(handedOver: unknown): void {
    settings.changed(handedOver);
    for (const uri of documents.uris()) changed(uri);
    refresh();
  }

  function changed(uri: string): void {
    if (!client.pulls) pushed.schedule(uri);
  }

  /** What no client tells of changes of is read again when its user turns to another document. */
  function readDiskAnew(): void {
    if (!client.registersWatchers || files.hasLoose) project.changed();
  }

  /** Documents that a file has a part in, itself left out. */
  function openDependents(uri: string): readonly string[] {
    return project.dependents(uri).filter(other => other !== uri && documents.get(other) !== undefined);
  }

  /** The client asks for all documents again; for those that nothing has changed for, the answer says so. */
  function refresh(dependents: readonly string[] = []): void {
    for (const uri of dependents) changed(uri);
    if (client.refreshesLenses) {
      connection.sendRequest(CodeLensRefreshRequest.type).catch(error => {
        connection.console.warn(`Code lenses could not be refreshed: ${describeError(error)}`);
      });
    }
    if (!client.refreshes) return;
    connection.languages.diagnostics.refresh().catch(error => {
      connection.console.warn(`Diagnostics could not be refreshed: ${describeError(error)}`);
    });
  }

  /**
   * A document with its settings, read anew after every wait, because both may have changed meanwhile.
   *
   * @returns `undefined` for a document that is not open
   * @throws ResponseError when the request was cancelled meanwhile
   */
  async function stateOf(uri: string, token: CancellationToken): Promise<DocumentState | undefined> {
    warmUp?.postpone();
    // A turn of the event loop lets in what the client sent right behind: its cancellation, or the next change.
    await turn();
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
    return guarded(connection.console, label, token, fallback, async () => {
      const view = await project.load(document.source, current);
      if (token.isCancellationRequested) throw cancelledError(token);
      const started = Date.now();
      const answer = question(view);
      connection.tracer.log(`${label}: ${Date.now() - started} ms`);
      return answer;
    });
  }

  function check(view: FileView, signal: CancellationToken): Diagnostic[] {
    return diagnostics(view, { rulePages: client.rulePages, signal, related: client.showsRelated });
  }

  async function publish(uri: string): Promise<void> {
    const state = await stateOf(uri, uncancelled);
    if (state === undefined) return;
    const failed = { items: [couldNotCheck], resultId: '' };
    const { items, resultId } = await ask('diagnostics', state, uncancelled, failed, view => {
      const found = { items: check(view, uncancelled), resultId: resultIdOf(view) };
      warmUp?.offer(view);
      return found;
    });
    // Whatever is not the newest text any more has a timer of its own.
    if (documents.get(uri) !== state.document) return;
    await send(connection.sendDiagnostics({ uri, version: state.document.version, diagnostics: items }));
    announceStatus(uri, resultId);
  }

  /** Tells a client that has asked for the status of a document, once for each text and settings. */
  function announceStatus(uri: string, resultId: string): void {
    const announced = statusWatched.get(uri);
    if (announced === undefined || announced === resultId) return;
    statusWatched.set(uri, resultId);
    void send(connection.sendNotification(statusChangedNotification, { textDocument: { uri } }));
  }

  function resultIdOf(view: FileView): string {
    let number = viewNumbers.get(view);
    if (number === undefined) {
      number = ++lastViewNumber;
      viewNumbers.set(view, number);
    }
    return `${view.source.version}.${number}`;
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

function timerTurn(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 0));
}

function later(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
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
  readonly actions: ClientActions;
  readonly answersConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  /** Files outside the workspace, too. */
  readonly watchesAnywhere: boolean;
  readonly answersFiles: boolean;
  /** Whether the user trusts what is open; clients that do not say so have no such question. */
  readonly isTrusted: boolean;
  readonly showsRelated: boolean;
  readonly rulePages: string | undefined;
  /** Language ids in which another extension offers the values of schemas. */
  readonly schemaLanguages: readonly unknown[];
}

function readClient(capabilities: ClientCapabilities, initializationOptions: unknown): Client {
  const { textDocument, workspace } = capabilities;
  const pull = textDocument?.diagnostic;
  const push = textDocument?.publishDiagnostics;
  const rulePages = field(initializationOptions, 'rulePages');
  const schemaLanguages: unknown = field(initializationOptions, 'schemaLanguages');
  // Clients of LSP 3.17 tell what they can show with the push capability only, whichever way they get diagnostics.
  const showsLinks = pull?.codeDescriptionSupport ?? push?.codeDescriptionSupport ?? false;
  return {
    pulls: pull !== undefined && pull !== null,
    refreshes: (pull && workspace?.diagnostics?.refreshSupport) ?? false,
    refreshesLenses: workspace?.codeLens?.refreshSupport ?? false,
    actions: {
      documentChanges: workspace?.workspaceEdit?.documentChanges ?? false,
      disabled: textDocument?.codeAction?.disabledSupport ?? false,
      setSeverity: field(initializationOptions, 'fixCommands') === true,
    },
    hasLensCommands: field(initializationOptions, 'lensCommands') === true,
    answersConfiguration: workspace?.configuration ?? false,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    watchesAnywhere:
      (workspace?.didChangeWatchedFiles?.dynamicRegistration &&
        workspace.didChangeWatchedFiles.relativePatternSupport) ??
      false,
    answersFiles: field(initializationOptions, 'answersFiles') === true,
    isTrusted: field(initializationOptions, 'isTrusted') !== false,
    showsRelated: pull?.relatedInformation ?? push?.relatedInformation ?? false,
    schemaLanguages: Array.isArray(schemaLanguages) ? schemaLanguages : [],
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
