/**
 * What both entries share: the client's options, the commands, the status item, the rule pages. Knows no Azure; every
 * judgement is the server's.
 */
import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import {
  chooseParametersCommand,
  explainFlowCommand,
  type InitializationOptions,
  openReportCommand,
  setSeverityCommand,
} from '../../server/src/protocol.ts';
import { chooseParameters } from './commands/choose-parameters.ts';
import { explainFlow } from './commands/explain-flow.ts';
import { exportReport } from './commands/export-report.ts';
import { fixAllInFile } from './commands/fix-all.ts';
import { registerFlowDocument } from './commands/flow-document.ts';
import { registerGenerators } from './commands/generate.ts';
import { makeReady } from './commands/make-ready.ts';
import type { QuestionShown } from './commands/multi-step.ts';
import { openReport } from './commands/open-report.ts';
import { openRulePage } from './commands/open-rule-page.ts';
import { rememberEditors } from './commands/place.ts';
import { restartServer } from './commands/restart-server.ts';
import { copyRules, exportRules } from './commands/rule-tables.ts';
import { setSeverity } from './commands/set-severity.ts';
import { showOutput } from './commands/show-output.ts';
import { registerTargetDocument, showTarget } from './commands/show-target.ts';
import { documentSelector, isServed, schemaLanguages } from './documents.ts';
import { answerFiles, tellOfTrust } from './file-requests.ts';
import type { ReportShown } from './report/messages.ts';
import { ReportPanels } from './report/report-panel.ts';
import { registerRulePages, rulePagesFolder } from './rule-page.ts';
import { answerServiceTags } from './service-tags.ts';
import { registerStatus } from './status.ts';

/** The client reads its trace setting, `apimVnet.trace.server`, under this name. */
export const clientId = 'apimVnet';
export const clientName = 'APIM VNet Lens';

let running: BaseLanguageClient | undefined;

/** What the extension tells others that ask VS Code for it. */
export interface ExtensionApi {
  /** What the report panel shows; `undefined` where none is open, or its page has not answered yet. */
  reportShown(): ReportShown | undefined;
  /** The question of a generator that waits for an answer. */
  questionShown(): QuestionShown | undefined;
}

/**
 * Registers everything and starts the server. A server that does not start is reported by the client library and
 * leaves the commands usable, so that its output can be read and a restart be tried.
 */
export async function start(
  context: vscode.ExtensionContext,
  createClient: (options: LanguageClientOptions) => BaseLanguageClient,
): Promise<ExtensionApi> {
  const output = vscode.window.createOutputChannel(clientName, { log: true });
  output.info(`${clientName} ${context.extension.packageJSON.version}, ${vscode.env.appName} ${vscode.version}`);
  const client = createClient(clientOptions(output));
  running = client;
  let question: QuestionShown | undefined;
  const panels = new ReportPanels(client, context.extensionUri, output);
  context.subscriptions.push(
    output,
    registerRulePages(context.extensionUri),
    registerTargetDocument(),
    registerFlowDocument(),
    rememberEditors(),
    panels,
    registerStatus(client, output),
    answerServiceTags(client),
    answerFiles(client),
    tellOfTrust(client),
    registerGenerators(client, context.globalState, output, shown => {
      question = shown;
    }),
    vscode.commands.registerCommand('apimVnet.showOutput', () => showOutput(output)),
    vscode.commands.registerCommand('apimVnet.restartServer', () => restartServer(client, output)),
    vscode.commands.registerCommand('apimVnet.openRulePage', (rule: unknown) => openRulePage(rule)),
    vscode.commands.registerCommand('apimVnet.showTarget', () => showTarget(client)),
    vscode.commands.registerCommand(chooseParametersCommand, () => chooseParameters(client)),
    vscode.commands.registerCommand(openReportCommand, (place: unknown) => openReport(panels, place)),
    vscode.commands.registerCommand('apimVnet.exportReport', (form: unknown, saveAs: unknown) =>
      exportReport(client, panels, form, saveAs),
    ),
    vscode.commands.registerCommand(explainFlowCommand, (place: unknown, answers: unknown) =>
      explainFlow(client, context.globalState, place, answers),
    ),
    vscode.commands.registerCommand('apimVnet.fixAll', (place: unknown) => fixAllInFile(client, place)),
    vscode.commands.registerCommand('apimVnet.makeReady', (place: unknown, answers: unknown) =>
      makeReady(client, context.globalState, place, answers),
    ),
    vscode.commands.registerCommand(setSeverityCommand, (rule: unknown, severity: unknown, uri: unknown) =>
      setSeverity(rule, severity, uri),
    ),
    vscode.commands.registerCommand('apimVnet.copyRules', (form: unknown) => copyRules(client, form)),
    vscode.commands.registerCommand('apimVnet.exportRules', (form: unknown) => exportRules(client, form)),
  );
  try {
    await client.start();
  } catch (error) {
    output.error('The language server did not start.', error);
  }
  return { reportShown: () => panels.shown, questionShown: () => question };
}

/** Ends the server; safe to call when it never started. */
export async function stop(): Promise<void> {
  const client = running;
  running = undefined;
  if (client?.needsStop()) await client.stop();
}

function clientOptions(output: vscode.LogOutputChannel): LanguageClientOptions {
  // Asked for anew at each start: trust may have been granted meanwhile.
  const initializationOptions = (): InitializationOptions => ({
    rulePages: rulePagesFolder.toString(),
    lensCommands: true,
    schemaLanguages: schemaLanguages(),
    fixCommands: true,
    answersFiles: true,
    isTrusted: vscode.workspace.isTrusted,
  });
  return {
    documentSelector,
    outputChannel: output,
    traceOutputChannel: output,
    initializationOptions,
    diagnosticPullOptions: { onChange: true, onSave: false, onFocus: true, filter: document => !isServed(document) },
    middleware: {
      didOpen: (document, next) => (isServed(document) ? next(document) : Promise.resolve()),
      didChange: (event, next) => (isServed(event.document) ? next(event) : Promise.resolve()),
      didClose: (document, next) => (isServed(document) ? next(document) : Promise.resolve()),
      provideDiagnostics: (document, previousResultId, token, next) =>
        isServed(document) ? next(document, previousResultId, token) : undefined,
      provideCodeLenses: (document, token, next) => (isServed(document) ? next(document, token) : undefined),
      provideCompletionItem: (document, position, context, token, next) =>
        isServed(document) ? next(document, position, context, token) : undefined,
      provideCodeActions: (document, range, codeContext, token, next) =>
        isServed(document) ? next(document, range, codeContext, token) : undefined,
      provideHover: (document, position, token, next) =>
        isServed(document) ? next(document, position, token) : undefined,
    },
  };
}
