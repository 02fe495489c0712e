/**
 * Our own requests about one open document, beside those of LSP: which message asks which feature. The parameters come from a
 * client and are not trusted to have their shape.
 */
import type { CancellationSignal } from '../base/cancel.ts';
import { explainFlow, flowGroups } from '../features/explain-flow.ts';
import { reportAnswer } from '../features/report/report-answer.ts';
import { ruleTables, ruleTablesAt, ruleTablesCsv, ruleTablesMarkdown } from '../features/rule-table.ts';
import {
  explainFlowRequest,
  type FlowAnswer,
  type FlowGroup,
  type FlowQuestion,
  flowGroupsRequest,
  type ReportAnswer,
  type RuleTablesAnswer,
  reportRequest,
  ruleTablesRequest,
} from '../protocol.ts';
import type { FileView } from '../workspace/view.ts';
import { field, positionOf } from './documents.ts';
import { invalidParams } from './guarded.ts';

/**
 * Registers the handler of one request.
 *
 * @param fallback for a document that is not open, and where the core threw
 * @param question may throw `invalidParams`
 */
export type Answering = <T extends object>(
  method: string,
  what: string,
  fallback: T,
  question: (view: FileView, params: unknown, signal: CancellationSignal) => T,
) => void;

const noGroups: readonly FlowGroup[] = [];
const noFlow: FlowAnswer = { ok: false, field: 'group', problem: 'This file is not open, or could not be looked at.' };
const noReport: ReportAnswer = { target: null, title: '', targets: [], text: '', style: '' };
const noTables: RuleTablesAnswer = { groups: [], text: '' };

export function registerQuestions(answer: Answering): void {
  answer(flowGroupsRequest, 'security groups', noGroups, view => flowGroups(view));

  answer(explainFlowRequest, 'a flow', noFlow, (view, params) => {
    return explainFlow(view, textIn(params, 'group'), questionIn(field(params, 'question')));
  });

  answer(reportRequest, 'report', noReport, (view, params) => {
    const form = (['panel', 'markdown', 'html'] as const).find(known => known === field(params, 'form'));
    if (form === undefined) throw invalidParams('The form must be panel, markdown or html.');
    const target = field(params, 'target');
    return reportAnswer(view, {
      target: typeof target === 'string' ? target : undefined,
      position: positionOf(field(params, 'position')),
      form,
    });
  });

  answer(ruleTablesRequest, 'rules', noTables, (view, params) => {
    const position = positionOf(field(params, 'position'));
    const withBuiltIn = field(params, 'withBuiltIn') === true;
    const tables = position === undefined ? ruleTables(view, withBuiltIn) : ruleTablesAt(view, position, withBuiltIn);
    const text = field(params, 'form') === 'csv' ? ruleTablesCsv(tables) : ruleTablesMarkdown(tables);
    return { groups: tables.map(({ name }) => name ?? 'a group without a name'), text };
  });
}

function questionIn(value: unknown): FlowQuestion {
  const flow = field(value, 'flow');
  if (typeof flow === 'string') return { flow };
  const direction = (['Inbound', 'Outbound'] as const).find(known => known === field(value, 'direction'));
  if (direction === undefined) throw invalidParams('The question must have a flow, or the direction of a packet.');
  return {
    direction,
    protocol: textIn(value, 'protocol'),
    source: textIn(value, 'source'),
    sourcePort: textIn(value, 'sourcePort'),
    destination: textIn(value, 'destination'),
    destinationPort: textIn(value, 'destinationPort'),
  };
}

/** @throws ResponseError (`InvalidParams`) when the member is no text */
function textIn(value: unknown, name: string): string {
  const text = field(value, name);
  if (typeof text !== 'string') throw invalidParams(`'${name}' must be a text.`);
  return text;
}
