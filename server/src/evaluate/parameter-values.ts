import type { Template } from '../template/template.ts';
import { Evaluator } from './evaluate.ts';
import { ownPlace } from './places.ts';
import type { Value } from './value.ts';
import type { Work } from './work.ts';

/** Parameter files that build on each other. */
const maxExtended = 20;

/**
 * The values of a parameter file, by the name of the parameter in lower case. What the file does not give is looked for
 * in the file that it extends.
 */
export function parameterValues(file: Template, work: Work): (name: string) => Value | undefined {
  const chain = [file];
  for (let last = file; last.extending !== undefined && chain.length < maxExtended; ) {
    const base = work.files.template(last.extending, last.file);
    if (!base.found || chain.includes(base.value)) break;
    last = base.value;
    chain.push(last);
  }
  const evaluators = chain.map(template => {
    const use = {
      id: `parameters ${template.file}`,
      given: () => undefined,
      givenBy: 'parameter-file' as const,
      exact: true,
      chain: [template],
      place: ownPlace,
      deploymentName: undefined,
    };
    return new Evaluator(template, use, work);
  });
  return name => {
    for (const evaluator of evaluators) {
      const value = evaluator.parameter(name);
      if (value !== undefined) return value;
    }
    return undefined;
  };
}
