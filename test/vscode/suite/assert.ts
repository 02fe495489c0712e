// Assertions for tests inside VS Code. `node:assert` does not exist in the web host, and these tests are the same files in both.

/** Carries both values, from which the report prints a difference. */
class AssertionError extends Error {
  override readonly name = 'AssertionError';
  readonly actual: unknown;
  readonly expected: unknown;

  constructor(message: string, actual?: unknown, expected?: unknown) {
    super(message);
    this.actual = actual;
    this.expected = expected;
  }
}

export function ok(value: unknown, message = 'expected a true value'): asserts value {
  if (!value) throw new AssertionError(message, value, true);
}

/** Strict equality, as `Object.is` decides it. */
export function equal<T>(actual: T, expected: T, message?: string): void {
  if (Object.is(actual, expected)) return;
  throw new AssertionError(message ?? `expected ${shown(expected)}, got ${shown(actual)}`, actual, expected);
}

/** Equality of plain data: what JSON keeps, without regard to the order of an object's keys. */
export function deepEqual<T>(actual: T, expected: T, message?: string): void {
  const [left, right] = [shown(actual), shown(expected)];
  if (left !== right) throw new AssertionError(message ?? `expected ${right}\n     got ${left}`, actual, expected);
}

export function match(actual: string, pattern: RegExp, message?: string): void {
  if (!pattern.test(actual)) throw new AssertionError(message ?? `expected ${shown(actual)} to match ${pattern}`);
}

export function fail(message: string): never {
  throw new AssertionError(message);
}

function shown(value: unknown): string {
  return JSON.stringify(value, (_, item) => (isRecord(item) ? sorted(item) : item)) ?? String(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
