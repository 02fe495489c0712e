import type {
  Answers,
  CheckAnswerParams,
  Generated,
  GenerateParams,
  GeneratorParams,
  GeneratorStep,
  Question,
} from '../../protocol.ts';
import type { FileView } from '../../workspace/view.ts';
import type { Generator } from './generator.ts';
import { dnsGenerator, hostsGenerator } from './names.ts';
import { nsgGenerator } from './nsg.ts';
import { routesGenerator } from './routes.ts';
import { subnetGenerator } from './subnet.ts';

/** Every generator; a new one is a file beside this and a line here. */
const generators: readonly Generator[] = [hostsGenerator, dnsGenerator, subnetGenerator, nsgGenerator, routesGenerator];

export function generatorNamed(id: string): Generator | undefined {
  return generators.find(generator => generator.id === id);
}

/** The next question with the number of all questions; none for a generator that does not exist. */
export function generatorStep({ generator: id, answers }: GeneratorParams, view: FileView | undefined): GeneratorStep {
  const generator = generatorNamed(id);
  const question = generator?.next(answers, view) ?? null;
  const total = generator === undefined ? 0 : countQuestions(generator, answers, view);
  return { question, total };
}

export function checkAnswer(params: CheckAnswerParams, view: FileView | undefined): string | null {
  const { generator, key, value, answers } = params;
  return generatorNamed(generator)?.check(key, value, answers, view) ?? null;
}

export function generate(
  { generator: id, answers, currentText }: GenerateParams,
  view: FileView | undefined,
): Generated {
  const generator = generatorNamed(id);
  if (generator === undefined) return { ok: false, problems: [`There is no generator '${id}'.`] };
  const open = generator.next(answers, view);
  return open === undefined
    ? generator.generate(answers, view, currentText)
    : { ok: false, problems: [`An answer is missing: ${open.prompt}`] };
}

/** More questions than any generator has; it ends the count should one ask without end. */
const mostQuestions = 50;

/** Those that were answered, and those that would follow with the answers that each starts with. */
function countQuestions(generator: Generator, answers: Answers, view: FileView | undefined): number {
  const all: Record<string, string | readonly string[]> = { ...answers };
  for (let count = 0; count < mostQuestions; count++) {
    const question = generator.next(all, view);
    if (question === undefined) break;
    all[question.key] = likelyAnswer(question);
  }
  return Object.keys(all).length;
}

function likelyAnswer(question: Question): string | readonly string[] {
  const value = question.suggested ?? question.fallback;
  if (value !== undefined) return value;
  return question.kind === 'text' ? '' : question.many ? [] : (question.choices[0]?.id ?? '');
}
