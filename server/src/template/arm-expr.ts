import type { Span } from '../base/span.ts';
import { type ArmExpr, classifyArmString, parseArmExpression } from '../syntax/arm-expression/parser.ts';
import type { Expr } from './expr.ts';
import { joinExpr } from './join.ts';

/**
 * Lowers a JSON string of a template: a literal, or an expression in brackets.
 *
 * Of the expression language only what names things is taken apart here (`parameters`, `variables`, `concat`, `format`,
 * `resourceId` and its relatives), so that two mentions of one thing can be recognised although it has no value.
 * All else is `opaque`.
 */
export function lowerArmString(text: string, scope: string, span: Span): Expr {
  const reading = classifyArmString(text);
  if (reading.kind === 'literal') return { kind: 'literal', value: reading.value, span };
  const { expr, errors } = parseArmExpression(text);
  const lowering = new Lowering(text, scope, span);
  return errors.length > 0 ? lowering.opaque(expr) : lowering.lower(expr);
}

class Lowering {
  private readonly text: string;
  private readonly scope: string;
  private readonly span: Span;

  constructor(text: string, scope: string, span: Span) {
    this.text = text;
    this.scope = scope;
    this.span = span;
  }

  lower(expr: ArmExpr): Expr {
    if (expr.kind === 'string' || expr.kind === 'integer')
      return { kind: 'literal', value: expr.value, span: this.span };
    if (expr.kind !== 'call') return this.opaque(expr);
    const [first] = expr.args;
    switch (expr.name.toLowerCase()) {
      case 'parameters':
      case 'variables':
        if (expr.args.length !== 1 || first?.kind !== 'string') break;
        return {
          kind: 'named',
          what: expr.name.toLowerCase() === 'parameters' ? 'parameter' : 'variable',
          name: first.value,
          scope: this.scope,
          span: this.span,
        };
      case 'concat':
        if (expr.args.some(arg => arg.kind === 'missing')) break;
        return (
          this.idFromJoin(expr.args) ??
          joinExpr(
            expr.args.map(arg => this.lower(arg)),
            this.span,
          )
        );
      case 'format':
        return this.format(expr.args) ?? this.opaque(expr);
      case 'resourceid':
      case 'subscriptionresourceid':
        return this.resourceId(expr.args) ?? this.opaque(expr);
      case 'true':
      case 'false':
      case 'null':
        if (expr.args.length === 0) {
          const name = expr.name.toLowerCase();
          return { kind: 'literal', value: name === 'null' ? null : name === 'true', span: this.span };
        }
        break;
      default:
    }
    return this.opaque(expr);
  }

  /** `format('{0}/{1}', a, b)`; a format with more than plain holes stays opaque. */
  private format(args: readonly ArmExpr[]): Expr | undefined {
    const [pattern, ...values] = args;
    if (pattern?.kind !== 'string') return undefined;
    const parts: Expr[] = [];
    for (const piece of pattern.value.split(/(\{\d+\})/)) {
      const hole = /^\{(\d+)\}$/.exec(piece);
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

  /** The arguments before the type name a subscription and a group; they are not compared (see base/resource-id.ts). */
  private resourceId(args: readonly ArmExpr[]): Expr | undefined {
    const at = args.findIndex(arg => arg.kind === 'string' && /^[A-Za-z]+\.[A-Za-z.]+\/./.test(arg.value));
    const type = args[at];
    if (type?.kind !== 'string' || at > 2) return undefined;
    return {
      kind: 'resource-id',
      type: type.value,
      names: args.slice(at + 1).map(arg => this.lower(arg)),
      span: this.span,
    };
  }

  /** `concat(resourceGroup().id, '/providers/Microsoft.Network/virtualNetworks/', name, '/subnets/', name)`. */
  private idFromJoin(args: readonly ArmExpr[]): Expr | undefined {
    const at = args.findIndex(arg => arg.kind === 'string' && /\/providers\/[^/]+\/[^/]+\/$/i.test(arg.value));
    const head = args[at];
    if (head?.kind !== 'string') return undefined;
    let type = head.value.slice(head.value.toLowerCase().lastIndexOf('/providers/') + '/providers/'.length, -1);
    const names: Expr[] = [];
    for (let i = at + 1; i < args.length; i++) {
      const part = args[i]!;
      const isName = (i - at) % 2 === 1;
      if (isName) names.push(this.lower(part));
      else if (part.kind === 'string' && /^\/[^/]+\/$/.test(part.value)) type += `/${part.value.slice(1, -1)}`;
      else return undefined;
    }
    return names.length === 0 ? undefined : { kind: 'resource-id', type, names, span: this.span };
  }

  opaque(expr: ArmExpr): Expr {
    const text = this.text.slice(expr.start, expr.end);
    return { kind: 'opaque', why: `it is computed by '${shortened(text)}'`, text, scope: this.scope, span: this.span };
  }
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
