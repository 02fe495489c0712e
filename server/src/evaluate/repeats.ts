/**
 * Turns of a module's loop that deploy the same again: tests of modules do, to see that a second deployment changes nothing.
 *
 * What a use of a template makes follows from the template, from what it is given, from where it goes, and from its own id and
 * name. Where the first three are the same in each turn, and the first turn asked for neither id nor name, all turns make the same.
 */
import { Memo } from '../base/memo.ts';
import type { Expr, ScopeExpr } from '../template/expr.ts';
import type { TemplateModule } from '../template/template.ts';

const known = new Memo<TemplateModule, boolean>();

/** Whether what a module is given, and where it goes, is the same in each turn of its loop. */
export function isSameInEachTurn(module: TemplateModule): boolean {
  let result = known.get(module);
  if (result === undefined) {
    const { loops, given, scope } = module;
    const bound = new Set(loops.flatMap(({ item, index }) => [item, index]));
    const parts = [...given.listed.values(), given.whole, ...inScope(scope)];
    result = parts.every(part => part === undefined || !mentions(part, bound));
    known.set(module, result);
  }
  return result;
}

/** Whether an expression hangs on one of some locals; their names are unique in their file. */
function mentions(expr: Expr, locals: ReadonlySet<string | undefined>): boolean {
  const inAny = (exprs: readonly (Expr | undefined)[]) =>
    exprs.some(part => part !== undefined && mentions(part, locals));
  switch (expr.kind) {
    case 'literal':
    case 'opaque':
      return false;
    case 'array':
      return inAny(expr.items);
    case 'object':
      return inAny(expr.members.map(({ value }) => value));
    case 'join':
      return inAny(expr.parts);
    case 'named':
      return expr.what === 'local' && locals.has(expr.name);
    case 'resource-id':
      return inAny([...expr.names, ...inScope(expr.scope)]);
    case 'resource':
      return inAny([expr.index]);
    case 'call':
      return inAny(expr.args);
    case 'member':
      return inAny([expr.base]);
    case 'index':
      return inAny([expr.base, expr.index]);
    case 'conditional':
      return inAny([expr.condition, expr.whenTrue, expr.whenFalse]);
    case 'lambda':
      return inAny([expr.body]);
    case 'loop':
      return inAny([expr.header.source, expr.body]);
    case 'let':
      return inAny([...expr.bindings.map(({ value }) => value), expr.body]);
  }
}

function inScope(scope: ScopeExpr | undefined): readonly (Expr | undefined)[] {
  switch (scope?.kind) {
    case 'group':
      return [scope.subscription, scope.group];
    case 'subscription':
      return [scope.subscription];
    case 'management-group':
      return [scope.name];
    case 'extension':
      return [scope.target];
    default:
      return [];
  }
}
