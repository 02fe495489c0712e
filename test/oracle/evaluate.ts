/** What one file of a pair deploys with given parameters. */
import { type DeployedResource, deploy } from '../../server/src/evaluate/deployment.ts';
import { Evaluator } from '../../server/src/evaluate/evaluate.ts';
import { knownPlace } from '../../server/src/evaluate/places.ts';
import type { Value } from '../../server/src/evaluate/value.ts';
import { Work } from '../../server/src/evaluate/work.ts';
import type { Template } from '../../server/src/template/template.ts';
import type { PairFiles } from './files.ts';

/** Both sides are deployed to one place; which one does not matter. */
const place = knownPlace('00000000-0000-0000-0000-000000000000', 'rg-oracle', 'westeurope');
const deploymentName = 'oracle';

/** By name in lower case. */
export type Parameters = ReadonlyMap<string, Value>;

export const noParameters: Parameters = new Map();

export function deployed(template: Template, parameters: Parameters, files: PairFiles): readonly DeployedResource[] {
  return deploy(template, { files, parameters, exact: true, place, deploymentName }).resources;
}

/** What a test passes to the module it is for; `undefined` where it does not call it. */
export function parametersOf(test: Template, module: Template, files: PairFiles): Parameters | undefined {
  const call = test.modules.find(({ source }) => {
    if (source.kind !== 'file') return false;
    const found = files.template(source.reference, test.file);
    return found.found && found.value.file === module.file;
  });
  if (call === undefined) return undefined;
  const use = {
    id: '',
    given: () => undefined,
    givenBy: 'module-input',
    exact: true,
    chain: [test],
    place,
    deploymentName: undefined,
  } as const;
  const evaluator = new Evaluator(test, use, new Work(files));
  const first = evaluator.instancesOf(call)[0];
  if (first === undefined) return undefined;
  return new Map([...call.given.listed].map(([name, expr]) => [name, evaluator.evaluate(expr, first.locals)]));
}
