/** What the rules about routes have in common: words, and which routes are not known whole. */

import { type RouteOutcome, routePrefix } from '../analysis/effective-routes.ts';
import { hopTitle } from '../analysis/route-verdicts.ts';
import type { Target } from '../analysis/target.ts';
import { Memo } from '../base/memo.ts';
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

export interface DecidingRoute {
  readonly route: Route;
  readonly outcome: RouteOutcome;
}

/** The routes that decide, each once: the widest prefix first, which is the one to look at, and service tags last. */
export function decidingRoutes(outcomes: readonly RouteOutcome[]): readonly DecidingRoute[] {
  const byRoute = new Map<Route, DecidingRoute>();
  for (const outcome of outcomes) {
    const { by } = outcome;
    if (by.kind !== 'route') continue;
    const known = byRoute.get(by.route);
    if (known === undefined || (outcome.certain && !known.outcome.certain))
      byRoute.set(by.route, { route: by.route, outcome });
  }
  return [...byRoute.values()].sort((a, b) => prefixLength(a.route) - prefixLength(b.route));
}

function prefixLength(route: Route): number {
  const prefix = routePrefix(route);
  return prefix.kind === 'v4' ? prefix.prefix.length : 33;
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
export function isOpenRoute(templates: readonly Template[], route: Route): boolean {
  return !templates.some(template => {
    if (template.file !== route.span.file) return false;
    const known = closedRoutes.get(template) ?? findClosedRoutes(template);
    closedRoutes.set(template, known);
    return known.has(route.span.start);
  });
}

const closedRoutes = new Memo<Template, ReadonlySet<number>>();

/** Where the bodies start of which all properties are listed. */
function findClosedRoutes(template: Template): ReadonlySet<number> {
  const starts = new Set<number>();
  for (const { type, body, existing } of template.resources) {
    if (type === 'microsoft.network/routetables/routes') {
      if (!existing && !isOpenBody(body)) starts.add(body.span.start);
    } else if (type === 'microsoft.network/routetables') {
      const list = memberOf(memberOf(body, 'properties')?.value, 'routes') ?? memberOf(body, 'routes');
      const items = list?.value.kind === 'array' ? list.value.items : [];
      for (const item of items) if (!isOpenBody(item)) starts.add(item.span.start);
    }
  }
  return starts;
}

function isOpenBody(body: Expr): boolean {
  if (body.kind !== 'object' || body.open) return true;
  const inner = memberOf(body, 'properties')?.value;
  return inner !== undefined && (inner.kind !== 'object' || inner.open);
}
