/** The table of template functions. To add one: an entry in the file of its family, and its rows in the tests. */
import { addresses } from './addresses.ts';
import { arrays } from './arrays.ts';
import { cidr } from './cidr.ts';
import { collections } from './collections.ts';
import { conversions } from './conversions.ts';
import { dates } from './dates.ts';
import { encodings } from './encodings.ts';
import type { FunctionSignature, TemplateFunction } from './function.ts';
import { logic } from './logic.ts';
import { numbers } from './numbers.ts';
import { objects } from './objects.ts';
import { type ContextFunction, contextFunctions } from './of-context.ts';
import { sets } from './sets.ts';
import { strings } from './strings.ts';

export type {
  FunctionParameter,
  FunctionResult,
  FunctionSignature,
  Json,
  JsonObject,
  ParameterType,
  Refused,
  TemplateFunction,
} from './function.ts';
export { argumentCounts, wrongCount } from './function.ts';

/** Those that work on plain data, in the order of their families; no two names are equal without regard to case. */
export const pureFunctions: readonly TemplateFunction[] = [
  ...strings,
  ...collections,
  ...conversions,
  ...encodings,
  ...addresses,
  ...dates,
  ...numbers,
  ...logic,
  ...arrays,
  ...objects,
  ...sets,
  ...cidr,
];

const byName = new Map(pureFunctions.map(entry => [entry.name.toLowerCase(), entry]));

/** Without regard to case, as ARM's expressions name functions; Bicep asks for the exact name, which the caller compares. */
export function pureFunction(name: string): TemplateFunction | undefined {
  return byName.get(name.toLowerCase());
}

const contextByName = new Map(contextFunctions.map(entry => [entry.name.toLowerCase(), entry]));

/** A function that asks where it stands, the deployment or Azure itself; names without regard to case. */
export function contextFunction(name: string): ContextFunction | undefined {
  const key = name.toLowerCase();
  return contextByName.get(key) ?? (/^list[a-z]*$/.test(key) ? contextByName.get('list*') : undefined);
}

/** All functions that templates call by name; `list*` stands for `list`, `listKeys` and all others of their kind. */
export const templateFunctions: readonly FunctionSignature[] = [...pureFunctions, ...contextFunctions];

/** What is known of a function by its name, without regard to case; `undefined` where Azure has none of that name. */
export function functionSignature(name: string): FunctionSignature | undefined {
  return pureFunction(name) ?? contextFunction(name);
}
