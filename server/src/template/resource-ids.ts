import type { Span } from '../base/span.ts';
import type { Expr, ResourceIdExpr, ScopeExpr } from './expr.ts';

/**
 * The id that `resourceId(…)` and its like make; `undefined` for other functions, and where the type is not written down.
 *
 * `resourceId([subscription], [group], type, name…)`, `subscriptionResourceId([subscription], type, name…)`,
 * `managementGroupResourceId([name], type, name…)`, `tenantResourceId(type, name…)`, `extensionResourceId(id, type, name…)`.
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource (read 2026-11).
 *
 * @param own where the template itself is deployed; `undefined` for a resource group
 */
export function resourceIdCall(
  name: string,
  args: readonly Expr[],
  span: Span,
  own: ScopeExpr | undefined,
): ResourceIdExpr | undefined {
  const at = args.findIndex(isType);
  const type = args[at];
  if (type?.kind !== 'literal') return undefined;
  const scope = scopeOfCall(name.toLowerCase(), args.slice(0, at), own);
  return (
    scope && { kind: 'resource-id', type: String(type.value), names: args.slice(at + 1), scope: scope.scope, span }
  );
}

function scopeOfCall(
  name: string,
  before: readonly Expr[],
  own: ScopeExpr | undefined,
): { readonly scope: ScopeExpr | undefined } | undefined {
  const [first, second] = before;
  if (name === 'resourceid') {
    if (before.length > 2) return undefined;
    if (first === undefined) return { scope: own };
    if (second !== undefined) return { scope: { kind: 'group', subscription: first, group: second } };
    return {
      scope: isGuid(first)
        ? { kind: 'subscription', subscription: first }
        : { kind: 'group', subscription: undefined, group: first },
    };
  }
  if (name === 'extensionresourceid')
    return first === undefined || second !== undefined ? undefined : { scope: { kind: 'extension', target: first } };
  if (second !== undefined) return undefined;
  if (name === 'subscriptionresourceid') return { scope: { kind: 'subscription', subscription: first } };
  if (name === 'managementgroupresourceid') return { scope: { kind: 'management-group', name: first } };
  return name === 'tenantresourceid' && first === undefined ? { scope: { kind: 'tenant' } } : undefined;
}

function isType(expr: Expr): boolean {
  return expr.kind === 'literal' && typeof expr.value === 'string' && /^[A-Za-z][\w-]*\.[\w.-]+\/./.test(expr.value);
}

function isGuid(expr: Expr): boolean {
  return expr.kind === 'literal' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(String(expr.value));
}
