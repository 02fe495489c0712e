/** The sentences of syntax errors that depend on what was found. */
import type { Token } from './lexer.ts';
import type { ArmExpressionErrorCode } from './tree.ts';

/** What the language has instead of an operator. */
const INSTEAD: Readonly<Record<string, string>> = {
  '+': 'add(a, b), or concat(a, b) for text',
  '-': 'sub(a, b)',
  '*': 'mul(a, b)',
  '/': 'div(a, b)',
  '%': 'mod(a, b)',
  '==': 'equals(a, b)',
  '=': 'equals(a, b)',
  '!=': 'not(equals(a, b))',
  '!': 'not(a)',
  '&&': 'and(a, b)',
  '||': 'or(a, b)',
  '<': 'less(a, b)',
  '<=': 'lessOrEquals(a, b)',
  '>': 'greater(a, b)',
  '>=': 'greaterOrEquals(a, b)',
  '??': 'coalesce(a, b)',
  '?': 'if(condition, a, b)',
  ':': 'if(condition, a, b)',
  '.?': "tryGet(a, 'name')",
  '=>': "lambda('x', body)",
};

export interface Complaint {
  readonly code: ArmExpressionErrorCode;
  readonly message: string;
}

/** For a token that can neither begin a value nor follow one. */
export function unexpected(value: string, token: Token, afterValue: boolean): Complaint {
  const text = value.slice(token.start, token.end);
  if (token.kind === 'operator' || (afterValue && token.kind === 'integer' && text.startsWith('-'))) {
    return operatorComplaint(token.kind === 'operator' ? text : '-');
  }
  if (token.kind === ')' || token.kind === ']') {
    return { code: 'unexpected-text', message: `This '${text}' closes nothing: no bracket is open here.` };
  }
  if (text === '{' || text === '}') {
    const message = "Objects are not written with braces here; use createObject('name', value).";
    return { code: 'unexpected-text', message };
  }
  if (!afterValue) return { code: 'expected-value', message: `Expected a value, found ${shown(text)}.` };
  return { code: 'unexpected-text', message: `The value ends before ${shown(text)}; nothing may follow it here.` };
}

function operatorComplaint(operator: string): Complaint {
  const instead = INSTEAD[operator];
  const hint = instead === undefined ? '' : ` Use ${instead}.`;
  return { code: 'operator', message: `Template expressions have no operator '${operator}'.${hint}` };
}

/** For a name that no parenthesis follows. */
export function missingCall(name: string): string {
  if (/^(true|false|null)$/i.test(name)) return `'${name}' is a function in template expressions: write ${name}().`;
  return `${shown(name)} is not called: a function's name is followed by '(' and ')', and text stands in single quotes.`;
}

/** For two arguments with nothing between them. */
export function missingComma(value: string, previousEnd: number, token: Token): string {
  if (token.start === previousEnd && value[previousEnd - 1] === "'") {
    return "Expected ',' after this text. A quote that belongs to the text is written twice: ''.";
  }
  return "Expected ',' between two arguments.";
}

/** A piece of the text as a message can hold it: short, and without line ends and other control characters. */
export function shown(text: string): string {
  const piece = text.length > 40 ? `${text.slice(0, 39)}…` : text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not reach a message.
  return `'${piece.replace(/[\u0000-\u001f\u007f]/g, ' ').replace(/\p{Cs}/gu, '\ufffd')}'`;
}
