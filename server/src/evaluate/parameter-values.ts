import type { Template } from '../template/template.ts';
import type { UnreadModule } from './deployment.ts';
import type { TemplateFiles } from './environment.ts';
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
  const { chain } = chainOf(file, work.files);
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

/** The file that is not there, or that may not be extended, where a chain of files that extend each other breaks off. */
export function brokenChain(file: Template, files: TemplateFiles): UnreadModule | undefined {
  return chainOf(file, files).broken;
}

function chainOf(
  file: Template,
  files: TemplateFiles,
): { readonly chain: readonly Template[]; readonly broken: UnreadModule | undefined } {
  const chain = [file];
  let last = file;
  while (last.extending !== undefined && chain.length < maxExtended) {
    const { at } = last.extending;
    const base = files.template(last.extending, last.file);
    if (!base.found) return { chain, broken: { at, why: base.why, missing: base.missing, what: 'base' } };
    if (chain.includes(base.value))
      return { chain, broken: { at, why: 'it leads back to itself', missing: true, what: 'base' } };
    last = base.value;
    chain.push(last);
  }
  return { chain, broken: undefined };
}
