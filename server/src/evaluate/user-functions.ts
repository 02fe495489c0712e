/** Functions that files define: `func` in Bicep, `functions` in ARM JSON. */
import type { Span } from '../base/span.ts';
import type { UserFunction } from '../template/template.ts';
import { used } from './access.ts';
import type { Evaluator } from './evaluate.ts';
import { libraryOf } from './modules.ts';
import type { Value } from './value.ts';

/** A function with the file that its body belongs to. */
export interface FoundFunction {
  readonly evaluator: Evaluator;
  readonly definition: UserFunction;
}

/**
 * The function that a call names: `user.name` and `user.alias.name` in Bicep, `namespace.name` in ARM JSON, whatever its
 * case there. `undefined` where no file that is read defines it.
 */
export function userFunction(evaluator: Evaluator, name: string): FoundFunction | undefined {
  const { template } = evaluator;
  const definition = template.names.functions.get(name) ?? template.names.functions.get(name.toLowerCase());
  if (definition !== undefined) return { evaluator, definition };
  const [user, first = '', second] = name.split('.');
  const imported = user === 'user' ? template.names.imports.get(first) : undefined;
  if (imported === undefined) return undefined;
  const found = evaluator.work.files.template(imported, template.file);
  if (!found.found) return undefined;
  const library = libraryOf(evaluator, found.value);
  const source = second ?? imported.name ?? '';
  // What is compiled to JSON keeps its functions in a namespace of the compiler's.
  const own =
    found.value.names.functions.get(`user.${source}`) ??
    found.value.names.functions.get(`__bicep.${source}`.toLowerCase());
  return own && { evaluator: library, definition: own };
}

/** A function's value for arguments; its body sees them and nothing else of the place of the call. */
export function applied({ evaluator, definition }: FoundFunction, args: readonly Value[], span: Span): Value {
  const locals = new Map(
    definition.parameters.flatMap((name, i) => {
      const value = args[i];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  return used(evaluator.evaluate(definition.body, locals), span, 'function');
}
