/** What the rules about routes have in common: words, and which routes are not known whole. */
import type { RouteOutcome } from '../analysis/effective-routes.ts';
import { hopTitle } from '../analysis/route-verdicts.ts';
import type { Target } from '../analysis/target.ts';
import { knownValue } from '../base/sourced.ts';
import type { Span } from '../base/span.ts';
import type { Route, RouteTable } from '../network/network.ts';
import { type Expr, memberOf } from '../template/expr.ts';
import type { Template } from '../template/template.ts';
import type { RelatedPlace } from './rule.ts';

/** `'rt-apim'`, or `This route table` where it has no name here; it starts a sentence. */
export function tableTitle(table: RouteTable): string {
  const name = knownValue(table.name);
  return name === undefined ? 'This route table' : `'${name}'`;
}

/** A route's name, or a placeholder in angle brackets. */
export function routeName(route: Route): string {
  if (route.name === undefined) return '<unnamed>';
  return knownValue(route.name) ?? '<computed name>';
}

/** `'to-firewall' sends 0.0.0.0/0 to the appliance 10.0.2.4`. */
export function routeSends(route: Route, outcome: RouteOutcome): string {
  return `'${routeName(route)}' sends ${route.prefix?.text ?? ''} to ${hopTitle(outcome)}`;
}

/** The words of a route's prefix, or its name where it has none. */
export function prefixSpan(route: Route): Span {
  return route.prefix?.span ?? route.nameSpan;
}

/** The words of a route's next hop type, or its name where it has none. */
export function hopSpan(route: Route): Span {
  return route.nextHopType?.origin.span ?? route.nameSpan;
}

/** The routes that decide, in the order in which they are asked. */
export function decidingRoutes(outcomes: readonly RouteOutcome[]): readonly { route: Route; outcome: RouteOutcome }[] {
  return outcomes.flatMap(outcome => (outcome.by.kind === 'route' ? [{ route: outcome.by.route, outcome }] : []));
}

/** Where the subnet takes the table; nothing where that is not in the file. */
export function usedBy(target: Target): readonly RelatedPlace[] {
  const link = target.subnet?.routeTable;
  if (link === undefined) return [];
  const name = knownValue(target.subnet?.name);
  return [{ at: link.span, message: `the subnet${name === undefined ? '' : ` '${name}'`} uses this route table` }];
}

/**
 * Whether a route may have properties that are not listed: it is only referred to here, or some of it is computed.
 * The model takes the properties it can read, and leaves open why others are missing.
 */
export function isOpenRoute(template: Template, { span }: Route): boolean {
  for (const resource of template.resources) {
    if (!resource.type.startsWith('microsoft.network/routetables')) continue;
    if (isAt(resource.body, span)) return resource.existing || isOpenBody(resource.body);
    const list = memberOf(memberOf(resource.body, 'properties')?.value, 'routes') ?? memberOf(resource.body, 'routes');
    const item = list?.value.kind === 'array' ? list.value.items.find(candidate => isAt(candidate, span)) : undefined;
    if (item !== undefined) return isOpenBody(item);
  }
  return true;
}

function isAt(expr: Expr, { start, end }: Span): boolean {
  return expr.span.start === start && expr.span.end === end;
}

function isOpenBody(body: Expr): boolean {
  if (body.kind !== 'object' || body.open) return true;
  const inner = memberOf(body, 'properties')?.value;
  return inner !== undefined && (inner.kind !== 'object' || inner.open);
}
