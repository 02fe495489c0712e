/** Plays a user who answers the questions of a generator. */
import { generate, generatorStep } from '../../server/src/features/generators/index.ts';
import type { Answers, Question } from '../../server/src/protocol.ts';
import type { FileView } from '../../server/src/workspace/view.ts';

/** Keys of the questions in order, each answered as given, else as it starts. */
export function walk(generator: string, given: Answers, open: FileView | undefined) {
  const asked: Question[] = [];
  let answers: Answers = {};
  for (;;) {
    const { question, total } = generatorStep({ generator, answers }, open);
    if (question === null) return { asked, answers, total };
    asked.push(question);
    const first = question.kind === 'choice' ? question.choices[0]!.id : '';
    answers = { ...answers, [question.key]: given[question.key] ?? question.suggested ?? question.fallback ?? first };
  }
}

export function written(generator: string, given: Answers, open?: FileView, currentText?: string): string {
  const { answers } = walk(generator, given, open);
  const result = generate({ generator, answers, ...(currentText !== undefined && { currentText }) }, open);
  return result.ok ? result.text : `! ${result.problems.join(' ')}`;
}
