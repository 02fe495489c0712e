/** Tables of calls: what a function gets, and what it answers. */
import assert from 'node:assert/strict';
import {
  type FunctionResult,
  type Json,
  pureFunction,
  type Refused,
} from '../../../server/src/evaluate/functions/index.ts';

/** Arguments, then the value; or the refusal with a piece of its reason. */
export type Row = readonly [args: readonly Json[], expected: Json | ExpectedRefusal];
export type Table = Readonly<Record<string, readonly Row[]>>;

class ExpectedRefusal {
  readonly kind: Refused['kind'];
  readonly why: RegExp;
  constructor(kind: Refused['kind'], why: RegExp) {
    this.kind = kind;
    this.why = why;
  }
}

export const fails = (why: RegExp): ExpectedRefusal => new ExpectedRefusal('would-fail', why);
export const unknown = (why: RegExp): ExpectedRefusal => new ExpectedRefusal('cannot-know', why);

export function call(name: string, ...args: readonly Json[]): FunctionResult {
  return callWith(name, args);
}

function callWith(name: string, args: readonly Json[]): FunctionResult {
  const found = pureFunction(name);
  assert.ok(found, `no function ${name}`);
  return found.call(args);
}

/** The value of a call that must have one. */
export function answerOf(name: string, ...args: readonly Json[]): Json {
  const result = call(name, ...args);
  assert.ok(result.ok, result.ok ? '' : `${name}: ${result.why}`);
  return result.value;
}

export function checkRow(name: string, [args, expected]: Row): void {
  const result = callWith(name, args);
  if (expected instanceof ExpectedRefusal) {
    assert.ok(!result.ok, `a value instead of a refusal: ${JSON.stringify(result)}`);
    assert.equal(result.kind, expected.kind, result.why);
    assert.match(result.why, expected.why);
    return;
  }
  assert.ok(result.ok, result.ok ? '' : result.why);
  assert.deepEqual(result.value, expected);
  assert.equal(JSON.stringify(result.value), JSON.stringify(expected), 'the members have another order');
}

export function repeat(item: Json, count: number): Json[] {
  return Array.from({ length: count }, () => item);
}

/** An array in an array, so many times. */
export function nested(depth: number): Json {
  let value: Json = [];
  for (let i = 0; i < depth; i++) value = [value];
  return value;
}

/** A value of few objects in memory whose tree has 2^depth leaves. */
export function doubled(depth: number): Json {
  let value: Json = { leaf: 'x' };
  for (let i = 0; i < depth; i++) value = [value, value];
  return value;
}
