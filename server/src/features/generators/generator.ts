import type { Answers, Choice, ChoiceQuestion, Generated, Question, TextQuestion } from '../../protocol.ts';
import type { FileView } from '../../workspace/view.ts';

/** One command that asks questions and writes a text. Pure: everything hangs on the answers and the open file. */
export interface Generator {
  /** The id in the protocol and in the name of the client's command. */
  readonly id: string;
  /**
   * The next question; `undefined` when all is known. An answer that was given is never asked for again.
   *
   * @param view the open file; `undefined` where none is open
   */
  next(answers: Answers, view: FileView | undefined): Question | undefined;
  /** A sentence that says what is allowed; `undefined` for an answer that may be. Asked while the user types. */
  check(
    key: string,
    value: string | readonly string[],
    answers: Answers,
    view: FileView | undefined,
  ): string | undefined;
  /**
   * Called with complete answers; what does not fit is a problem of the result.
   *
   * @param currentText the whole text of the document that the result goes into, where it goes into one
   */
  generate(answers: Answers, view: FileView | undefined, currentText?: string): Generated;
}

/** The answer to a question as a text; `undefined` where it was not asked or a list was given. */
export function textAnswer(answers: Answers, key: string): string | undefined {
  const value = answers[key];
  return typeof value === 'string' ? value : undefined;
}

/** The answer as a list; a text is a list of one. Empty where the question was not asked. */
export function listAnswer(answers: Answers, key: string): readonly string[] {
  const value = answers[key];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** Entries between commas, blanks around them left out. */
export function splitList(text: string): readonly string[] {
  return text
    .split(',')
    .map(entry => entry.trim())
    .filter(entry => entry !== '');
}

type Defaults = Partial<Pick<Question, 'suggested' | 'fallback' | 'remembered' | 'memory'>>;

export function choose(
  key: string,
  prompt: string,
  choices: readonly Choice[],
  options: Defaults & { readonly many?: boolean } = {},
): ChoiceQuestion {
  return { kind: 'choice', key, prompt, choices, many: false, remembered: true, ...options };
}

export function askText(key: string, prompt: string, placeholder: string, options: Defaults = {}): TextQuestion {
  return { kind: 'text', key, prompt, placeholder, remembered: true, ...options };
}

/** The first of the questions that has no answer yet; entries that are `undefined` are not asked. */
export function firstOpen(answers: Answers, questions: readonly (Question | undefined)[]): Question | undefined {
  return questions.find(question => question !== undefined && answers[question.key] === undefined);
}
