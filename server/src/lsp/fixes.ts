/** Requests about fixes, beside the code actions of LSP. The parameters come from a client and are not trusted to have their shape. */
import type { Diagnostic } from 'vscode-languageserver';
import { lspEdits } from '../features/code-actions.ts';
import { fixAll } from '../features/fixes.ts';
import { makeReady, readyStep } from '../features/make-ready.ts';
import { textDiff } from '../features/text-diff.ts';
import {
  type Answers,
  type FixAllAnswer,
  fixAllRequest,
  type GeneratorStep,
  makeReadyRequest,
  readyStepRequest,
} from '../protocol.ts';
import { field } from './documents.ts';
import { invalidParams } from './guarded.ts';
import type { Answering } from './questions.ts';

const nothingToAsk: GeneratorStep = { question: null, total: 0 };
const couldNotFix: FixAllAnswer = {
  edits: [],
  made: [],
  left: [],
  problem: 'This file is not open, or could not be looked at.',
};

export function registerFixes(answer: Answering): void {
  answer(fixAllRequest, 'all fixes', couldNotFix, (view, _, signal) => {
    const { made, view: after } = fixAll(view, signal);
    return {
      edits: lspEdits(view, view.source.uri, textDiff(view.source.text, after.source.text)),
      made: made.map(({ title }) => title),
      left: after.findings(signal).map(({ message }) => message),
      problem: null,
    };
  });

  answer(readyStepRequest, 'a question', nothingToAsk, (view, params) => readyStep(view, answersIn(params)));

  answer(makeReadyRequest, 'making a group ready', couldNotFix, (view, params, signal): FixAllAnswer => {
    const outcome = makeReady(view, answersIn(params), signal);
    if (!outcome.ok) return { ...couldNotFix, problem: outcome.problem };
    return {
      edits: lspEdits(view, view.source.uri, outcome.edits),
      made: outcome.made.map(({ title }) => title),
      left: outcome.left,
      problem: null,
    };
  });
}

/** What a client says of the place where it asks for code actions; what has not its shape is left out. */
export function readContext(params: unknown): {
  readonly diagnostics: readonly Diagnostic[];
  readonly only: readonly string[] | undefined;
} {
  const context = field(params, 'context');
  const diagnostics: unknown = field(context, 'diagnostics');
  const only: unknown = field(context, 'only');
  return {
    diagnostics: (Array.isArray(diagnostics) ? diagnostics : []).filter(isDiagnostic),
    only: Array.isArray(only) ? only.filter(kind => typeof kind === 'string') : undefined,
  };
}

function isDiagnostic(value: unknown): value is Diagnostic {
  const range = field(value, 'range');
  const isPosition = (at: unknown) =>
    typeof field(at, 'line') === 'number' && typeof field(at, 'character') === 'number';
  return isPosition(field(range, 'start')) && isPosition(field(range, 'end'));
}

/** @throws ResponseError (`InvalidParams`) when there are no answers */
function answersIn(params: unknown): Answers {
  const answers = field(params, 'answers');
  if (typeof answers !== 'object' || answers === null) throw invalidParams('The answers must be an object.');
  const isAnswer = (value: unknown) =>
    typeof value === 'string' || (Array.isArray(value) && value.every(item => typeof item === 'string'));
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => isAnswer(value))) as Answers;
}
