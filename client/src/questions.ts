/** Our own requests to the server, with their shapes. Each answers `undefined` where the server does not run or did not answer. */
import type * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type ExplainFlowParams,
  explainFlowRequest,
  type FixAllAnswer,
  type FlowAnswer,
  type FlowGroup,
  fixAllRequest,
  flowGroupsRequest,
  type GeneratorStep,
  makeReadyRequest,
  type ReadyParams,
  type ReportAnswer,
  type ReportParams,
  type RuleTablesAnswer,
  type RuleTablesParams,
  readyStepRequest,
  reportRequest,
  ruleTablesRequest,
} from '../../server/src/protocol.ts';
import { withProgress } from './progress.ts';

type About<T> = Omit<T, 'textDocument'>;

export function askFlowGroups(client: BaseLanguageClient, uri: vscode.Uri): Promise<readonly FlowGroup[] | undefined> {
  return ask(client, flowGroupsRequest, uri, {});
}

export function askFlow(
  client: BaseLanguageClient,
  uri: vscode.Uri,
  params: About<ExplainFlowParams>,
): Promise<FlowAnswer | undefined> {
  return ask(client, explainFlowRequest, uri, params);
}

export function askReport(
  client: BaseLanguageClient,
  uri: vscode.Uri,
  params: About<ReportParams>,
): Promise<ReportAnswer | undefined> {
  return ask(client, reportRequest, uri, params);
}

export function askRuleTables(
  client: BaseLanguageClient,
  uri: vscode.Uri,
  params: About<RuleTablesParams>,
): Promise<RuleTablesAnswer | undefined> {
  return ask(client, ruleTablesRequest, uri, params);
}

export function askFixAll(client: BaseLanguageClient, uri: vscode.Uri): Promise<FixAllAnswer | undefined> {
  return ask(client, fixAllRequest, uri, {});
}

export function askReadyStep(
  client: BaseLanguageClient,
  uri: vscode.Uri,
  params: About<ReadyParams>,
): Promise<GeneratorStep | undefined> {
  return ask(client, readyStepRequest, uri, params);
}

export function askMakeReady(
  client: BaseLanguageClient,
  uri: vscode.Uri,
  params: About<ReadyParams>,
): Promise<FixAllAnswer | undefined> {
  return ask(client, makeReadyRequest, uri, params);
}

async function ask<T>(
  client: BaseLanguageClient,
  method: string,
  uri: vscode.Uri,
  params: object,
): Promise<T | undefined> {
  if (!client.isRunning()) return undefined;
  try {
    const textDocument = { uri: client.code2ProtocolConverter.asUri(uri) };
    return await withProgress(client.sendRequest<T>(method, { ...params, textDocument }));
  } catch {
    // The client library has logged it.
    return undefined;
  }
}
