/**
 * Asks questions one after another in VS Code's quick input, with a way back. Which question comes next is decided after each answer,
 * by whoever calls. Nothing of `vscode` is used but its types and what comes in as {@link QuickInputs}, so tests can play the user.
 */
import type * as vscode from 'vscode';
import type { Answers, Question } from '../../../server/src/protocol.ts';

/** What VS Code gives: `vscode.window` and `vscode.QuickInputButtons.Back`. */
export interface QuickInputs {
  createQuickPick<T extends vscode.QuickPickItem>(): vscode.QuickPick<T>;
  createInputBox(): vscode.InputBox;
  readonly backButton: vscode.QuickInputButton;
}

/** The question on the screen that waits for an answer. */
export interface QuestionShown {
  readonly key: string;
  /** What stands below it because the answer cannot be; empty where nothing is wrong. */
  readonly problem: string;
}

export interface MultiStepOptions {
  readonly title: string;
  readonly inputs: QuickInputs;
  /** Answers that are known before; their questions are not asked. */
  readonly given?: Answers;
  /** The next question, and how many there are in all; no question when all is known. */
  next(answers: Answers): Promise<{ readonly question: Question | null; readonly total: number }>;
  /** A sentence that says what is allowed; null for an answer that may be. */
  check(question: Question, value: string, answers: Answers): Promise<string | null>;
  /** The answer of an earlier time. */
  earlier(question: Question): string | readonly string[] | undefined;
  /** Is told what is on the screen whenever that changes; `undefined` where nothing waits for the user. */
  readonly onShown?: (shown: QuestionShown | undefined) => void;
}

/**
 * The answers among what a command was called with: by a key binding or another extension an object of texts and lists of texts,
 * and by a menu a place, which answers nothing.
 */
export function givenAnswers(given: unknown): Answers {
  if (typeof given !== 'object' || given === null || Object.getPrototypeOf(given) !== Object.prototype) return {};
  const entries = Object.entries(given).filter(
    ([, value]) =>
      typeof value === 'string' || (Array.isArray(value) && value.every(entry => typeof entry === 'string')),
  );
  return Object.fromEntries(entries);
}

type Reply =
  | { readonly kind: 'answer'; readonly value: string | readonly string[] }
  | { readonly kind: 'back' | 'cancel' };

/**
 * Asks until nothing is left to ask. A question starts with the answer it had before the user went back, else with what the document
 * suggests, else with the answer of an earlier time, else with its fallback.
 *
 * @returns all answers; `undefined` when the user left, at whatever step
 * @throws what `next` or `check` throw; no input is left open then
 */
export async function askSteps(options: MultiStepOptions): Promise<Answers | undefined> {
  const answered: { readonly key: string; readonly value: string | readonly string[] }[] = [];
  const before = new Map<string, string | readonly string[]>();
  const shown = new ShownInput();
  try {
    for (;;) {
      const answers = { ...options.given, ...Object.fromEntries(answered.map(({ key, value }) => [key, value])) };
      const { question, total } = await options.next(answers);
      if (shown.left) return undefined;
      if (question === null) return answers;
      const start = before.get(question.key) ?? question.suggested ?? options.earlier(question) ?? question.fallback;
      const frame: Frame = {
        title: options.title,
        step: answered.length + 1,
        totalSteps: total - Object.keys(options.given ?? {}).length,
        buttons: answered.length > 0 ? [options.inputs.backButton] : [],
      };
      const reply =
        question.kind === 'choice'
          ? await pick(question, start, frame, options, shown)
          : await type(question, start, frame, options, answers, shown);
      options.onShown?.(undefined);
      if (reply.kind === 'cancel') return undefined;
      if (reply.kind === 'answer') answered.push({ key: question.key, value: reply.value });
      else {
        const last = answered.pop();
        if (last !== undefined) before.set(last.key, last.value);
      }
    }
  } finally {
    options.onShown?.(undefined);
    shown.dispose();
  }
}

interface Frame {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly buttons: readonly vscode.QuickInputButton[];
}

/** The input on the screen. It stays, switched off, until the next one takes its place, so that nothing flickers. */
class ShownInput {
  /** The user closed an input whose answer was already taken. */
  left = false;
  private input: vscode.QuickInput | undefined;

  /** @param end is told when the user leaves this input */
  replace(input: vscode.QuickInput, end: () => void): void {
    const old = this.input;
    this.input = input;
    input.onDidHide(() => {
      if (this.input !== input) return;
      this.left = true;
      end();
    });
    input.show();
    old?.dispose();
  }

  dispose(): void {
    const old = this.input;
    this.input = undefined;
    old?.dispose();
  }
}

interface ChoiceItem extends vscode.QuickPickItem {
  readonly id: string;
}

function pick(
  question: Question & { readonly kind: 'choice' },
  start: string | readonly string[] | undefined,
  frame: Frame,
  { inputs, onShown }: MultiStepOptions,
  shown: ShownInput,
): Promise<Reply> {
  return new Promise(resolve => {
    const input = inputs.createQuickPick<ChoiceItem>();
    const items = question.choices.map(choice => ({ ...choice }));
    const starts = start === undefined ? [] : typeof start === 'string' ? [start] : start;
    const chosen = items.filter(({ id }) => starts.includes(id));
    Object.assign(input, {
      ...frame,
      items,
      placeholder: question.prompt,
      canSelectMany: question.many,
      matchOnDescription: true,
      matchOnDetail: true,
      ignoreFocusOut: true,
    });
    if (question.many) input.selectedItems = chosen;
    // Without one, the first is active by itself; an empty list would leave none to accept.
    else if (chosen.length > 0) input.activeItems = chosen.slice(0, 1);
    const end = (reply: Reply) => {
      switchOff(input);
      resolve(reply);
    };
    input.onDidTriggerButton(() => end({ kind: 'back' }));
    input.onDidAccept(() => {
      const [first] = input.selectedItems.length > 0 ? input.selectedItems : input.activeItems;
      if (question.many) end({ kind: 'answer', value: input.selectedItems.map(({ id }) => id) });
      else if (first !== undefined) end({ kind: 'answer', value: first.id });
    });
    shown.replace(input, () => resolve({ kind: 'cancel' }));
    onShown?.({ key: question.key, problem: '' });
  });
}

function type(
  question: Question & { readonly kind: 'text' },
  start: string | readonly string[] | undefined,
  frame: Frame,
  { inputs, check, onShown }: MultiStepOptions,
  answers: Answers,
  shown: ShownInput,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const input = inputs.createInputBox();
    Object.assign(input, {
      ...frame,
      value: typeof start === 'string' ? start : '',
      prompt: question.prompt,
      placeholder: question.placeholder,
      ignoreFocusOut: true,
    });
    let asked = 0;
    const checked = async (): Promise<boolean> => {
      const own = ++asked;
      const problem = await check(question, input.value, answers);
      // The text may have changed since; then this answer is about another one.
      if (own === asked) {
        input.validationMessage = problem ?? '';
        if (problem !== null) onShown?.({ key: question.key, problem });
      }
      return own === asked && problem === null;
    };
    const end = (reply: Reply) => {
      switchOff(input);
      resolve(reply);
    };
    input.onDidTriggerButton(() => end({ kind: 'back' }));
    input.onDidChangeValue(() => checked().catch(reject));
    let isAccepting = false;
    input.onDidAccept(() => {
      // A key that is held down asks again and again; each question would make the one before it stale.
      if (isAccepting) return;
      isAccepting = true;
      checked().then(isGood => {
        isAccepting = false;
        if (isGood) end({ kind: 'answer', value: input.value.trim() });
      }, reject);
    });
    shown.replace(input, () => resolve({ kind: 'cancel' }));
    onShown?.({ key: question.key, problem: '' });
  });
}

function switchOff(input: vscode.QuickInput): void {
  input.enabled = false;
  input.busy = true;
}
