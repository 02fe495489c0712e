/** Functions of ARM JSON that ask for resources and deployments of the template: `reference`, `references`, `resourceInfo`. */
import type { CallExpr } from '../template/expr.ts';
import { memberOfValue, resourceOf } from './access.ts';
import type { Evaluator, Locals } from './evaluate.ts';
import { identityOf, unknown } from './identity.ts';
import { deploymentValue, turnsOfModule } from './modules.ts';
import { piecesOf } from './pieces.ts';
import { stateBySymbol } from './resource-state.ts';
import { memberValue, type Value, type ValueMember } from './value.ts';

/** By lower-case name. */
export const referenceFunctions: Readonly<
  Record<string, (evaluator: Evaluator, call: CallExpr, locals: Locals) => Value>
> = {
  /**
   * A deployment by its symbol, its name or its id gives its outputs, a resource what is declared of it. With the third
   * argument `'Full'` it is the whole resource, else its properties.
   */
  reference: (evaluator, call, locals) => {
    const [target, , full] = call.args.map(arg => evaluator.evaluate(arg, locals));
    if (target === undefined) return notToldBefore(call, '');
    const resource = resourceOf(target);
    const named =
      resource?.type === 'microsoft.resources/deployments'
        ? resource.names.at(-1)
        : resource === undefined
          ? identityOf(target)
          : undefined;
    const instance = named === undefined ? undefined : evaluator.deploymentNamed(named);
    if (instance !== undefined) {
      const properties = deploymentValue(evaluator, instance, true);
      return isFull(full) ? wholeOf(properties) : properties;
    }
    const state = stateOfTarget(evaluator, target, call) ?? notToldBefore(call, stateName(target));
    return isFull(full) ? state : memberOfValue(state, 'properties', false, call.span);
  },
  /** All of a loop by its symbol, each as `reference` gives it. */
  references: (evaluator, call, locals) => {
    const [target, full] = call.args.map(arg => evaluator.evaluate(arg, locals));
    const symbol = target?.kind === 'text' ? target.value.toLowerCase() : undefined;
    const module = evaluator.template.modules.find(candidate => candidate.symbol?.toLowerCase() === symbol);
    if (symbol !== undefined && module !== undefined && module.loops.length > 0)
      return wholesOf(turnsOfModule(evaluator, module, true), isFull(full));
    const states = symbol === undefined ? undefined : stateBySymbol(evaluator, symbol, undefined, call.span);
    if (states?.kind !== 'list') return notToldBefore(call, target === undefined ? '' : stateName(target));
    if (isFull(full)) return states;
    return { ...states, items: states.items.map(state => memberOfValue(state, 'properties', false, call.span)) };
  },
  /** What is known of a resource before it is there: its id and its name. */
  resourceinfo: (evaluator, call, locals) => {
    const target = call.args[0] && evaluator.evaluate(call.args[0], locals);
    const state = target && stateOfTarget(evaluator, target, call);
    if (target === undefined || state?.kind !== 'object') return notToldBefore(call, target ? stateName(target) : '');
    const members = ['id', 'name'].flatMap(name => memberValue(state, name) ?? []);
    return { ...state, members, open: true };
  },
};

/** A deployment with what stands around its properties. */
function wholeOf(properties: Value): Value {
  if (properties.kind !== 'object') return properties;
  const { span } = properties.origin;
  const name = memberValue(properties, 'name');
  const own: ValueMember = { name: 'properties', nameSpan: span, value: properties, span };
  return { ...properties, members: name === undefined ? [own] : [own, name] };
}

function wholesOf(turns: Value, areWhole: boolean): Value {
  return areWhole && turns.kind === 'list' ? { ...turns, items: turns.items.map(wholeOf) } : turns;
}

function isFull(value: Value | undefined): boolean {
  return value?.kind === 'text' && value.value.toLowerCase() === 'full';
}

function notToldBefore(call: CallExpr, name: string): Value {
  const origin = { span: call.span, via: 'function', from: [] } as const;
  return unknown('Azure tells it only once the resource exists', `{state ${name}}`, origin);
}

/** The resource that `reference` is asked for by its symbol, or by an id. */
export function stateOfTarget(evaluator: Evaluator, target: Value, call: CallExpr): Value | undefined {
  const resource = resourceOf(target);
  if (resource !== undefined) return evaluator.stateById(resource);
  const [symbol, index, end] = piecesOf(target) ?? [];
  if (typeof symbol !== 'string') return undefined;
  const [, single = symbol, turn] = /^(.*)\[(\d+)\]$/.exec(symbol) ?? [];
  if (index === undefined) {
    const at: Value | undefined =
      turn === undefined ? undefined : { kind: 'number', value: Number(turn), origin: target.origin };
    return stateBySymbol(evaluator, single, at, call.span);
  }
  return typeof index === 'object' && symbol.endsWith('[') && end === ']'
    ? stateBySymbol(evaluator, symbol.slice(0, -1), index, call.span)
    : undefined;
}

export function stateName(target: Value): string {
  const resource = resourceOf(target);
  return resource === undefined ? identityOf(target) : `${resource.type} ${resource.names.join('/')}`;
}
