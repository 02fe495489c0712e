import type { CallExpr } from '../template/expr.ts';
import { memberOfValue, resourceOf } from './access.ts';
import type { Evaluator, Locals } from './evaluate.ts';
import { contextFunction } from './functions/index.ts';
import { identityOf, unknown } from './identity.ts';
import { deploymentValue } from './modules.ts';
import { stateName, stateOfTarget } from './reference.ts';
import type { Value } from './value.ts';

/**
 * What an operation such as `listKeys` answers: not known, and the same for the same resource, operation and values, however the
 * resource is named. `storage.listKeys()` of Bicep has the resource in front, `listKeys(id or symbol, version)` as an argument.
 */
export function listValue(evaluator: Evaluator, call: CallExpr, locals: Locals): Value {
  // The version of the operation, the second argument of one and the first of the other, says nothing of what is asked.
  const [target, , ...values] = call.args.map(arg => evaluator.evaluate(arg, locals));
  const name = call.name.toLowerCase().replace(/^\./, '');
  if (name === 'listoutputswithsecurevalues' && target !== undefined) {
    // How the compiler writes the outputs of a module of which some are secure.
    const id = resourceOf(target)?.names.at(-1);
    const instance = evaluator.deploymentNamed(id ?? identityOf(target));
    if (instance !== undefined)
      return memberOfValue(deploymentValue(evaluator, instance, false), 'outputs', false, call.span);
  }
  const why = contextFunction(name)?.why ?? 'Azure tells it only once the resource exists';
  const asked = [target === undefined ? '' : subjectOf(evaluator, target, call), ...values.map(identityOf)];
  return unknown(why, `{${name}(${asked.join(',')})}`, { span: call.span, via: 'function', from: [] });
}

function subjectOf(evaluator: Evaluator, target: Value, call: CallExpr): string {
  // An id says type and name as the state of a resource of the file does.
  if (resourceOf(target) !== undefined) return `{state ${stateName(target)}}`;
  return identityOf(stateOfTarget(evaluator, target, call) ?? target);
}
