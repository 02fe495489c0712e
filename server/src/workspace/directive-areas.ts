import type { TextRange } from '../base/span.ts';
import { type Expr, memberOf, type ObjectExpr } from '../template/expr.ts';
import type { Template } from '../template/template.ts';

/** Types of resources that a directive can speak of. */
const bearers: readonly string[] = [
  'microsoft.network/networksecuritygroups',
  'microsoft.network/routetables',
  'microsoft.network/virtualnetworks/subnets',
  'microsoft.apimanagement/service',
  'microsoft.apimanagement/gateways',
];

/**
 * Where directives that belong to a resource may stand: above it or in it, for the resources a directive can speak of. A subnet
 * that is written in its virtual network is one of them, in the list itself or in a variable that is the list.
 */
export function directiveAreas(template: Template): readonly TextRange[] {
  const nested = template.modules.flatMap(({ source }) =>
    source.kind === 'inline' ? directiveAreas(source.template) : [],
  );
  const own = template.resources.flatMap(resource => {
    const { type, head, span, body } = resource;
    if (bearers.includes(type)) return [{ start: head.start, end: head.end > head.start ? span.end : head.end }];
    return type === 'microsoft.network/virtualnetworks' ? inlineSubnets(body, template) : [];
  });
  return [...own, ...nested];
}

function inlineSubnets(network: ObjectExpr, template: Template): readonly TextRange[] {
  const list = memberOf(memberOf(network, 'properties')?.value, 'subnets') ?? memberOf(network, 'subnets');
  return list === undefined ? [] : itemsOf(list.value, template, mostSteps);
}

/** Enough for a variable that is made of variables; more is nobody's, and a variable may name itself. */
const mostSteps = 5;

function itemsOf(list: Expr, template: Template, steps: number): readonly TextRange[] {
  if (steps === 0) return [];
  const inner = (expr: Expr) => itemsOf(expr, template, steps - 1);
  switch (list.kind) {
    case 'object':
      return [{ start: list.span.start, end: list.span.end }];
    case 'array':
      return list.items.flatMap(inner);
    case 'loop':
      return inner(list.body);
    case 'call':
      return list.args.flatMap(inner);
    case 'conditional':
      return [...inner(list.whenTrue), ...inner(list.whenFalse)];
    case 'named': {
      const value = list.what === 'variable' ? template.names.variables.get(list.name) : undefined;
      return value === undefined ? [] : inner(value);
    }
    default:
      return [];
  }
}
