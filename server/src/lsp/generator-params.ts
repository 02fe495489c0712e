/** Reads the parameters of the generators' requests, which any client may send. */
import type { Answers, CheckAnswerParams, GenerateParams, GeneratorParams } from '../protocol.ts';
import { field } from './documents.ts';
import { invalidParams } from './guarded.ts';

/** @throws ResponseError (`InvalidParams`), as the other two */
export function readGenerator(params: unknown): GeneratorParams {
  const generator = field(params, 'generator');
  if (typeof generator !== 'string') throw invalidParams('The parameters must name a generator.');
  return { generator, answers: readAnswers(field(params, 'answers')) };
}

export function readCheckedAnswer(params: unknown): CheckAnswerParams {
  const key = field(params, 'key');
  const value = field(params, 'value');
  if (typeof key !== 'string' || !isAnswer(value)) throw invalidParams('The parameters must have a key and a value.');
  return { ...readGenerator(params), key, value };
}

export function readGenerate(params: unknown): GenerateParams {
  const currentText = field(params, 'currentText');
  return { ...readGenerator(params), ...(typeof currentText === 'string' && { currentText }) };
}

function readAnswers(value: unknown): Answers {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidParams('The answers must be an object.');
  const entries = Object.entries(value);
  if (!entries.every(([, answer]) => isAnswer(answer)))
    throw invalidParams('An answer must be a text or a list of texts.');
  return Object.fromEntries(entries);
}

function isAnswer(value: unknown): value is string | readonly string[] {
  return typeof value === 'string' || (Array.isArray(value) && value.every(entry => typeof entry === 'string'));
}
