import type { Span } from '../base/span.ts';
import { type ArmCall, type ArmExpr, classifyArmString, parseArmExpression } from '../syntax/arm-expression/parser.ts';
import type { Expr } from './expr.ts';
import { joinExpr } from './join.ts';
import type { JsonScope } from './json-expr.ts';
import { resourceIdCall } from './resource-ids.ts';

/**
 * Lowers a JSON string of a template: a literal, or an expression in brackets. An expression that does not parse, and a
 * function that the user defines, stay `opaque`.
 */
export function lowerArmString(text: string, scope: JsonScope, span: Span): Expr {
  const reading = classifyArmString(text);
  if (reading.kind === 'literal') return { kind: 'literal', value: reading.value, span };
  const { expr, errors } = parseArmExpression(text);
  const lowering = new Lowering(text, scope, span);
  return errors.length > 0 ? lowering.opaque(expr) : lowering.lower(expr);
}

class Lowering {
  private readonly text: string;
  private readonly scope: JsonScope;
  private readonly span: Span;

  constructor(text: string, scope: JsonScope, span: Span) {
    this.text = text;
    this.scope = scope;
    this.span = span;
  }

  lower(expr: ArmExpr): Expr {
    const { span } = this;
    switch (expr.kind) {
      case 'string':
      case 'integer':
        return { kind: 'literal', value: expr.value, span };
      case 'member':
        return { kind: 'member', base: this.lower(expr.target), name: expr.name, safe: false, span };
      case 'index':
        return {
          kind: 'index',
          base: this.lower(expr.target),
          index: this.lower(expr.index),
          safe: false,
          fromEnd: false,
          span,
        };
      case 'call':
        return this.call(expr);
      default:
        return this.opaque(expr);
    }
  }

  opaque(expr: ArmExpr): Expr {
    const text = this.text.slice(expr.start, expr.end);
    return {
      kind: 'opaque',
      why: `it is computed by '${shortened(text)}'`,
      text,
      span: this.span,
    };
  }

  private call(expr: ArmCall): Expr {
    const { span } = this;
    const [first] = expr.args;
    const name = expr.name.toLowerCase();
    if (expr.argsRange === undefined) return this.opaque(expr);
    // A function of the template's own.
    if (expr.namespace !== undefined) return this.plainCall(expr);
    switch (name) {
      case 'parameters':
      case 'variables':
        if (expr.args.length !== 1 || first?.kind !== 'string') return this.opaque(expr);
        if (name === 'parameters' && this.scope.isFunction)
          return { kind: 'named', what: 'local', name: argumentLocal(first.value), span };
        return {
          kind: 'named',
          what: name === 'parameters' ? 'parameter' : 'variable',
          name: first.value.toLowerCase(),
          span,
        };
      case 'copyindex':
        return this.copyIndex(expr);
      case 'lambdavariables':
        return first?.kind === 'string' ? { kind: 'named', what: 'local', name: first.value, span } : this.opaque(expr);
      case 'lambda': {
        const names = expr.args.slice(0, -1);
        const body = expr.args.at(-1);
        if (body === undefined || !names.every(arg => arg.kind === 'string')) return this.opaque(expr);
        return {
          kind: 'lambda',
          parameters: names.map(arg => (arg.kind === 'string' ? arg.value : '')),
          body: this.lower(body),
          span,
        };
      }
      case 'format':
        return this.format(expr.args) ?? this.plainCall(expr);
      case 'resourceid':
      case 'subscriptionresourceid':
      case 'tenantresourceid':
      case 'managementgroupresourceid':
      case 'extensionresourceid': {
        const args = expr.args.map(arg => this.lower(arg));
        return resourceIdCall(name, args, span, this.scope.place) ?? this.plainCall(expr);
      }
      case 'true':
      case 'false':
      case 'null':
        return expr.args.length > 0
          ? this.opaque(expr)
          : { kind: 'literal', value: name === 'null' ? null : name === 'true', span };
      default:
        return this.plainCall(expr);
    }
  }

  private plainCall(expr: ArmCall): Expr {
    const text = this.text.slice(expr.start, expr.end);
    return { kind: 'call', name: expr.name, args: expr.args.map(arg => this.lower(arg)), text, span: this.span };
  }

  /** `copyIndex()`, `copyIndex(offset)`, `copyIndex('name')`, `copyIndex('name', offset)`. */
  private copyIndex(expr: ArmCall): Expr {
    const { scope, span } = this;
    const [first, second] = expr.args;
    const named = first?.kind === 'string' ? first.value.toLowerCase() : undefined;
    const index = named === undefined ? scope.resourceLoop : scope.loops.findLast(loop => loop.name === named)?.index;
    if (index === undefined) return this.opaque(expr);
    const counter: Expr = { kind: 'named', what: 'local', name: index, span };
    const offset = named === undefined ? first : second;
    if (offset === undefined) return counter;
    return {
      kind: 'call',
      name: 'add',
      args: [counter, this.lower(offset)],
      text: this.text.slice(expr.start, expr.end),
      span,
    };
  }

  /** `format('{0}/{1}', a, b)`; a format with more than plain holes is computed by the function. */
  private format(args: readonly ArmExpr[]): Expr | undefined {
    const [pattern, ...values] = args;
    if (pattern?.kind !== 'string') return undefined;
    const parts: Expr[] = [];
    for (const piece of pattern.value.split(/(\{\{|\}\}|\{\d+\})/)) {
      const hole = /^\{(\d+)\}$/.exec(piece);
      if (hole === null && /^(\{\{|\}\})$/.test(piece)) {
        parts.push({ kind: 'literal', value: piece.charAt(0), span: this.span });
        continue;
      }
      if (hole === null) {
        if (/[{}]/.test(piece)) return undefined;
        if (piece !== '') parts.push({ kind: 'literal', value: piece, span: this.span });
        continue;
      }
      const value = values[Number(hole[1])];
      if (value === undefined) return undefined;
      parts.push(this.lower(value));
    }
    return joinExpr(parts, this.span);
  }
}

/** The local that a function of the template's own has for one of its arguments. */
export function argumentLocal(name: string): string {
  return `argument ${name.toLowerCase()}`;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
