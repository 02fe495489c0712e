/**
 * The shape of a pure template function, and what all of them share: checks of count and types, refusals, limits.
 *
 * In: plain data. Out: plain data, or why there is none. Never here: expressions, origins, unknown arguments, the deployment's scope.
 */

/** Plain data, as a template holds it. Objects keep their key order; integers are numbers in the safe range. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** `ok` with the result, or why there is none. */
export type FunctionResult = { readonly ok: true; readonly value: Json } | Refused;

export interface Refused {
  readonly ok: false;
  /** `would-fail`: the deployment fails at this call. `cannot-know`: Azure gives a result, but this tool cannot tell which. */
  readonly kind: 'would-fail' | 'cannot-know';
  /** As the end of "the deployment would fail, because …" or "it is not known, because …". */
  readonly why: string;
}

export type ParameterType = 'string' | 'int' | 'bool' | 'array' | 'object' | 'any';

export interface FunctionParameter {
  readonly name: string;
  readonly type: ParameterType;
  /** May be left out; with `rest`: may stand no times. */
  readonly optional?: boolean;
  /** The last parameter: stands once or more. */
  readonly rest?: boolean;
}

/** What a reader of a call wants to know of its function. */
export interface FunctionSignature {
  /** As the documentation spells it. */
  readonly name: string;
  readonly parameters: readonly FunctionParameter[];
  /** One sentence. */
  readonly summary: string;
  /** The page that defines it, and when it was read. */
  readonly source: string;
  /** Where it may be called by name. What is `arm` only stands behind an operator of Bicep. */
  readonly languages: 'both' | 'arm' | 'bicep';
}

export interface TemplateFunction extends FunctionSignature {
  /**
   * The function's value for arguments that are all known.
   *
   * Never throws, never changes an argument, and its work is bounded: a text longer than `limits.text`, an array longer than
   * `limits.array`, data nested deeper than `limits.depth` and a walk over more than `limits.values` values are `cannot-know`,
   * and so are integers outside the safe range. A wrong count or type of arguments is `would-fail`.
   */
  call(args: readonly Json[]): FunctionResult;
}

/** Bounds on what one call makes or looks at; the bound itself is still allowed. */
export const limits = { text: 1_000_000, array: 10_000, depth: 200, values: 1_000_000 } as const;

interface ArgumentOf {
  readonly string: string;
  readonly int: number;
  readonly bool: boolean;
  readonly array: readonly Json[];
  readonly object: JsonObject;
  readonly any: Json;
}

/** What the body of a function with these parameters is called with. */
type Arguments<P extends readonly FunctionParameter[]> = P extends readonly [
  infer Head extends FunctionParameter,
  ...infer Tail extends readonly FunctionParameter[],
]
  ? Head extends { readonly rest: true }
    ? readonly ArgumentOf[Head['type']][]
    : Head extends { readonly optional: true }
      ? readonly [ArgumentOf[Head['type']]?, ...Arguments<Tail>]
      : readonly [ArgumentOf[Head['type']], ...Arguments<Tail>]
  : readonly [];

/** Where a family of functions is documented, and in which language its names can be called. */
export interface Family {
  readonly source: string;
  readonly languages: TemplateFunction['languages'];
}

/** Makes a table entry whose `body` sees checked arguments only, and may leave through `wouldFail` and `cannotKnow`. */
export function pure<const P extends readonly FunctionParameter[]>(
  name: string,
  definition: Family & {
    readonly parameters: P;
    readonly summary: string;
    readonly body: (...args: Arguments<P>) => Json;
  },
): TemplateFunction {
  const { parameters, summary, source, languages, body } = definition;
  return {
    name,
    parameters,
    summary,
    source,
    languages,
    call(args) {
      try {
        // A call with far more arguments would not fit the stack.
        if (args.length > limits.array) cannotKnow(`there are more than ${shownNumber(limits.array)} arguments`);
        checkCount(name, parameters, args.length);
        args.forEach((argument, i) => {
          checkType(name, parameters[Math.min(i, parameters.length - 1)]!, argument);
        });
        // The checks above are what the type says.
        return { ok: true, value: bounded(body(...(args as unknown as Arguments<P>))) };
      } catch (error) {
        if (error instanceof Refusal) return { ok: false, kind: error.kind, why: error.why };
        throw error;
      }
    },
  };
}

/** How a body leaves without a result. Caught by `pure` and nowhere else; not an `Error`, for it needs no stack. */
class Refusal {
  readonly kind: Refused['kind'];
  readonly why: string;
  constructor(kind: Refused['kind'], why: string) {
    this.kind = kind;
    this.why = why;
  }
}

/** Leaves the body of a function: the deployment would fail here. */
export function wouldFail(why: string): never {
  throw new Refusal('would-fail', why);
}

/** Leaves the body of a function: the result depends on what is not documented, or on more than the limits allow. */
export function cannotKnow(why: string): never {
  throw new Refusal('cannot-know', why);
}

/** A result of integer arithmetic. Azure counts in 64 bits, this tool up to 2^53 - 1. */
export function integer(value: number): number {
  if (!Number.isSafeInteger(value)) cannotKnow('a number is too large to be computed exactly here');
  // Adding zero turns the -0 of JavaScript's division into 0.
  return value + 0;
}

/** Refuses a text before it is built. @param length in UTF-16 code units */
export function checkTextLength(length: number): void {
  if (length > limits.text) cannotKnow(`the text would be longer than ${shownNumber(limits.text)} characters`);
}

/** Refuses an array before it is built. */
export function checkArrayLength(length: number): void {
  if (length > limits.array) cannotKnow(`the array would have more than ${shownNumber(limits.array)} elements`);
}

export function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as a message shows it: short texts and numbers as they are, everything else by its type. */
export function shown(value: Json): string {
  if (typeof value === 'string') return value.length > 40 ? `'${value.slice(0, 40)}…'` : `'${value}'`;
  if (value === null || typeof value !== 'object') return String(value);
  return isArray(value) ? 'an array' : 'an object';
}

/** `1,000,000` */
export function shownNumber(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

function checkCount(name: string, parameters: readonly FunctionParameter[], count: number): void {
  const { least, most } = argumentCounts(parameters);
  if (count < least || count > most) wouldFail(wrongCount(name, parameters, count));
}

/** How many arguments a call may have, both ends included. */
export function argumentCounts(parameters: readonly FunctionParameter[]): {
  readonly least: number;
  readonly most: number;
} {
  return {
    least: parameters.filter(parameter => !parameter.optional).length,
    most: parameters.at(-1)?.rest ? Number.POSITIVE_INFINITY : parameters.length,
  };
}

/** `'take' takes 2 arguments, not 3` */
export function wrongCount(name: string, parameters: readonly FunctionParameter[], count: number): string {
  const { least, most } = argumentCounts(parameters);
  const wanted =
    most === least ? `${least}` : most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most}`;
  const noun = wanted === '1' || wanted.endsWith(' 1') ? 'argument' : 'arguments';
  return `'${name}' takes ${wanted === '0' ? 'no' : wanted} ${noun}, not ${count}`;
}

function checkType(name: string, parameter: FunctionParameter, argument: Json): void {
  if (typeof argument === 'number' && (!Number.isFinite(argument) || Math.abs(argument) > Number.MAX_SAFE_INTEGER)) {
    cannotKnow('a number is too large to be computed exactly here');
  }
  if (parameter.type === 'any' || parameter.type === typeOf(argument)) return;
  wouldFail(`'${parameter.name}' of '${name}' must be ${nouns[parameter.type]}, not ${nouns[typeOf(argument)]}`);
}

const nouns = {
  string: 'a string',
  int: 'an integer',
  bool: 'a boolean',
  array: 'an array',
  object: 'an object',
  any: 'a value',
  null: 'null',
  number: 'a number with a fraction',
} as const;

function typeOf(value: Json): keyof typeof nouns {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'number';
    default:
      return isArray(value) ? 'array' : 'object';
  }
}

/** The last line of defence; bodies that can grow refuse before they build. */
function bounded(value: Json): Json {
  if (typeof value === 'string') checkTextLength(value.length);
  else if (typeof value === 'number') {
    if (Number.isInteger(value)) integer(value);
  } else if (value !== null && typeof value === 'object' && isArray(value)) checkArrayLength(value.length);
  return value;
}
