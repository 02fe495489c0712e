/** The table of pure template functions. To add one: an entry in the file of its family, and its rows in the tests. */
import { arrays } from './arrays.ts';
import { cidr } from './cidr.ts';
import { collections } from './collections.ts';
import { conversions } from './conversions.ts';
import { encodings } from './encodings.ts';
import type { TemplateFunction } from './function.ts';
import { logic } from './logic.ts';
import { numbers } from './numbers.ts';
import { objects } from './objects.ts';
import { sets } from './sets.ts';
import { strings } from './strings.ts';

export type {
  FunctionParameter,
  FunctionResult,
  Json,
  JsonObject,
  ParameterType,
  Refused,
  TemplateFunction,
} from './function.ts';

/** In the order of their families; no two names are equal without regard to case. */
export const pureFunctions: readonly TemplateFunction[] = [
  ...strings,
  ...collections,
  ...conversions,
  ...encodings,
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
