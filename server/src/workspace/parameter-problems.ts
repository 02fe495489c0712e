/** What does not fit between a parameter file and its template. */
import type { Span } from '../base/span.ts';
import { baseName } from '../base/uri.ts';
import type { Value } from '../evaluate/value.ts';
import type { ParameterNames, Template, TemplateProblem } from '../template/template.ts';

/** Kinds of values that a declared type takes; types that are not listed are not compared. */
const kindsOf: Readonly<Record<string, Value['kind']>> = {
  string: 'text',
  securestring: 'text',
  int: 'number',
  bool: 'boolean',
  array: 'list',
  object: 'object',
  secureobject: 'object',
};

const words: Readonly<Record<Value['kind'], string>> = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  list: 'a list',
  object: 'an object',
  null: 'null',
  unknown: 'not known',
};

/**
 * @param given the value that the file gives for a parameter, by its name in lower case, from the files that it extends too
 */
export function parameterProblems(
  file: Template,
  template: Template,
  given: (name: string) => Value | undefined,
): readonly TemplateProblem[] {
  if (file.lenient) return [];
  const declared = byLowerName(template);
  const problems: TemplateProblem[] = [];
  const problem = (rule: TemplateProblem['rule'], at: Span, message: string, related: Span | undefined) => {
    const places = related === undefined ? [] : [{ at: related, message: 'it is declared here' }];
    problems.push({ rule, at, message, related: places });
  };
  for (const [name, entry] of byLowerName(file)) {
    const wanted = declared.get(name);
    if (wanted === undefined) {
      problem(
        'unknown-parameter',
        entry.nameSpan,
        `'${baseName(template.file)}' has no parameter '${entry.name}'; the deployment is refused.`,
        undefined,
      );
      continue;
    }
    const value = given(name);
    const kind = wanted.type === undefined ? undefined : kindsOf[wanted.type];
    if (value === undefined || value.kind === 'unknown' || kind === undefined || value.kind === kind) continue;
    if (value.kind === 'null' && (wanted.nullable || wanted.defaultValue !== undefined)) continue;
    const message = `'${baseName(template.file)}' wants ${words[kind]} for '${wanted.name}', and it is given ${words[value.kind]}; the deployment is refused.`;
    problem('wrong-parameter-type', entry.nameSpan, message, wanted.nameSpan);
  }
  // A JSON file may leave parameters to whoever deploys; a Bicep file must give them all.
  if (file.using === undefined) return problems;
  for (const [name, wanted] of declared) {
    if (wanted.defaultValue !== undefined || wanted.nullable || given(name) !== undefined) continue;
    const message = `The parameter '${wanted.name}' has no value and no default; the file cannot be deployed.`;
    problem('missing-parameter', file.using.at, message, wanted.nameSpan);
  }
  return problems;
}

function byLowerName({ names }: Template): ReadonlyMap<string, ParameterNames> {
  return new Map([...names.parameters].map(([name, parameter]) => [name.toLowerCase(), parameter]));
}
