import type { FileId, Span, TextRange } from '../base/span.ts';
import type { BinaryOperator, Expression, ForClause, ObjectExpression, StringNode } from '../syntax/bicep/tree.ts';
import type { Expr, LoopHeader, Member, ObjectExpr } from './expr.ts';
import { joinExpr } from './join.ts';
import type { FileReference } from './template.ts';

/** Names that loops and lambdas bind, with the local each stands for; a local's name is unique in its file. */
export type LocalNames = ReadonlyMap<string, string>;

/** What a name of a file stands for; `other` hides a built-in name without being a value. */
export type NameKind = 'parameter' | 'variable' | 'module' | 'import' | 'other';

/** What expressions must ask about the declarations of their file. */
export interface BicepNames {
  readonly file: FileId;
  readonly text: string;
  /** `undefined` for a name that the file does not declare, and for a resource. */
  what(name: string): NameKind | undefined;
  /** Told of a file that a function reads. */
  refer(path: string, kind: FileReference['kind'], at: TextRange): void;
  /** `symbol.name` and `symbol.id` of a resource; `undefined` where the base is no resource, or the member is known to Azure only. */
  resourceMember(base: Expression, member: string, locals: LocalNames, span: Span): Expr | undefined;
}

/** The function that an operator stands for, as compiled templates write it. */
const operatorFunctions: Readonly<Partial<Record<BinaryOperator, string>>> = {
  '??': 'coalesce',
  '||': 'or',
  '&&': 'and',
  '==': 'equals',
  '<': 'less',
  '<=': 'lessOrEquals',
  '>': 'greater',
  '>=': 'greaterOrEquals',
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'mod',
};

/** Functions that read a file, and as what. */
const readsFile: ReadonlyMap<string, FileReference['kind']> = new Map([
  ['loadTextContent', 'text'],
  ['loadJsonContent', 'json'],
  ['loadYamlContent', 'yaml'],
  ['loadFileAsBase64', 'binary'],
]);

/** Lowers the expressions of one Bicep file. Never throws; what it does not understand is opaque with its text. */
export class BicepLowering {
  private readonly names: BicepNames;

  constructor(names: BicepNames) {
    this.names = names;
  }

  lower(expression: Expression, locals: LocalNames): Expr {
    const span = this.span(expression);
    switch (expression.kind) {
      case 'integer':
      case 'boolean':
      case 'string':
        return { kind: 'literal', value: expression.value, span };
      case 'null':
        return { kind: 'literal', value: null, span };
      case 'interpolated-string':
        return this.interpolated(expression, locals, span);
      case 'parenthesized':
      case 'non-null':
        return this.lower(expression.value, locals);
      case 'array':
        return this.array(expression, locals, span);
      case 'object':
        return this.objectValue(expression, locals);
      case 'reference': {
        const local = locals.get(expression.name);
        if (local !== undefined) return { kind: 'named', what: 'local', name: local, span };
        const what = this.names.what(expression.name);
        if (what === undefined || what === 'other')
          return this.opaque(expression, `it is the value of '${expression.name}'`);
        return { kind: 'named', what, name: expression.name, span };
      }
      case 'property-access': {
        const own = this.names.resourceMember(expression.base, expression.name.name, locals, span);
        if (own !== undefined) return own;
        return {
          kind: 'member',
          base: this.lower(expression.base, locals),
          name: expression.name.name,
          safe: expression.safe,
          span,
        };
      }
      case 'index-access':
        return {
          kind: 'index',
          base: this.lower(expression.base, locals),
          index: this.lower(expression.index, locals),
          safe: expression.safe,
          fromEnd: expression.fromEnd,
          span,
        };
      case 'unary': {
        const operand = this.lower(expression.operand, locals);
        if (expression.operator === '!') return this.call('not', [operand], expression);
        if (operand.kind === 'literal' && typeof operand.value === 'number')
          return { kind: 'literal', value: -operand.value, span };
        return this.call('sub', [{ kind: 'literal', value: 0, span }, operand], expression);
      }
      case 'binary':
        return this.binary(expression, locals);
      case 'ternary':
        return {
          kind: 'conditional',
          condition: this.lower(expression.condition, locals),
          whenTrue: this.lower(expression.whenTrue, locals),
          whenFalse: this.lower(expression.whenFalse, locals),
          span,
        };
      case 'lambda': {
        const bound = new Map(locals);
        const parameters = expression.parameters.map(({ name, start }) => {
          const local = `${name}#${start}`;
          bound.set(name, local);
          return local;
        });
        return { kind: 'lambda', parameters, body: this.lower(expression.body, bound), span };
      }
      case 'for': {
        const { header, inner } = this.loop(expression.loop, locals);
        return { kind: 'loop', header, body: this.lower(expression.body, inner), span };
      }
      case 'call':
        return this.functionCall(expression, locals, span);
      case 'missing':
        return this.opaque(expression, 'the text has no value here');
      default:
        return this.opaque(expression, 'it is computed');
    }
  }

  /** A loop's header, and the names that hold in its body. */
  loop(clause: ForClause, locals: LocalNames): { readonly header: LoopHeader; readonly inner: LocalNames } {
    const inner = new Map(locals);
    const bind = (name: { readonly name: string; readonly start: number } | undefined) => {
      if (name === undefined || name.name === '') return undefined;
      const local = `${name.name}#${name.start}`;
      inner.set(name.name, local);
      return local;
    };
    const source = this.lower(clause.source, locals);
    return { header: { source, isCount: false, item: bind(clause.item), index: bind(clause.index) }, inner };
  }

  /** An object whose listed members are looked at one by one, such as a resource's body: a spread makes it open. */
  object(expression: ObjectExpression, locals: LocalNames): ObjectExpr {
    const members: Member[] = [];
    let open = !expression.closed;
    for (const member of expression.members) {
      if (member.kind === 'resource') continue;
      if (member.kind === 'spread' || member.name === undefined) {
        open = true;
        continue;
      }
      const quotes = member.key.kind === 'string' ? 1 : 0;
      members.push({
        name: member.name,
        nameSpan: { file: this.names.file, start: member.key.start + quotes, end: member.key.end - quotes },
        value: this.lower(member.value, locals),
        span: this.span(member),
      });
    }
    return { kind: 'object', members, open, span: this.span(expression) };
  }

  opaque(expression: TextRange, why: string): Expr {
    return { kind: 'opaque', why, text: this.textOf(expression), span: this.span(expression) };
  }

  /** The place of a string without its quotes, which is what a squiggle should cover. */
  innerSpan(range: TextRange): Span {
    const quoted = this.names.text.startsWith("'", range.start) && range.end - range.start >= 2;
    return this.span(quoted ? { start: range.start + 1, end: range.end - 1 } : range);
  }

  span(range: TextRange): Span {
    return { file: this.names.file, start: range.start, end: range.end };
  }

  /** With spreads, the pieces between them one over the other, as the compiler writes it. */
  private objectValue(expression: ObjectExpression, locals: LocalNames): Expr {
    if (!expression.members.some(member => member.kind === 'spread')) return this.object(expression, locals);
    const parts = expression.members.map((member): Expr => {
      if (member.kind === 'spread') return this.lower(member.value, locals);
      return this.object({ ...expression, members: [member], start: member.start, end: member.end }, locals);
    });
    return this.call(
      'shallowMerge',
      [{ kind: 'array', items: parts, open: false, span: this.span(expression) }],
      expression,
    );
  }

  private array(expression: Expression & { readonly kind: 'array' }, locals: LocalNames, span: Span): Expr {
    const open = !expression.closed;
    if (!expression.items.some(item => item.kind === 'spread')) {
      return { kind: 'array', items: expression.items.map(item => this.lower(item as Expression, locals)), open, span };
    }
    const parts = expression.items.map((item): Expr => {
      if (item.kind === 'spread') return this.lower(item.value, locals);
      return { kind: 'array', items: [this.lower(item, locals)], open: false, span: this.span(item) };
    });
    return this.call('flatten', [{ kind: 'array', items: parts, open, span }], expression);
  }

  private binary(expression: Expression & { readonly kind: 'binary' }, locals: LocalNames): Expr {
    const args = [this.lower(expression.left, locals), this.lower(expression.right, locals)];
    const name = operatorFunctions[expression.operator];
    if (name !== undefined) return this.call(name, args, expression);
    const isFolded = expression.operator === '=~' || expression.operator === '!~';
    const compared = isFolded ? args.map(arg => this.call('toLower', [arg], expression)) : args;
    const equal = this.call('equals', compared, expression);
    return expression.operator.startsWith('!') ? this.call('not', [equal], expression) : equal;
  }

  private interpolated(expression: StringNode, locals: LocalNames, span: Span): Expr {
    if (expression.kind !== 'interpolated-string') return this.opaque(expression, 'it is computed');
    const parts: Expr[] = [];
    expression.pieces.forEach((piece, i) => {
      if (piece.value !== '') parts.push({ kind: 'literal', value: piece.value, span });
      const hole = expression.holes[i];
      if (hole !== undefined) parts.push(this.lower(hole.value, locals));
    });
    return joinExpr(parts, span);
  }

  private functionCall(expression: Expression & { readonly kind: 'call' }, locals: LocalNames, span: Span): Expr {
    const { name } = expression.name;
    const { base } = expression;
    const isBuiltIn = base === undefined || (base.kind === 'reference' && ['az', 'sys'].includes(base.name));
    const args = expression.arguments.map(argument => this.lower(argument, locals));
    // A function of the user's own: not computed, but its arguments tell one call from another.
    if (base !== undefined && !isBuiltIn)
      return this.call(`${this.textOf(base)}.${name}`, [this.lower(base, locals), ...args], expression);
    if (this.names.what(name) !== undefined) return this.call(`user.${name}`, args, expression);
    if (name === 'resourceId' || name === 'subscriptionResourceId' || name === 'tenantResourceId') {
      const at = args.findIndex(
        arg => arg.kind === 'literal' && typeof arg.value === 'string' && /^[A-Za-z]+\.[A-Za-z.]+\/./.test(arg.value),
      );
      const type = args[at];
      if (type?.kind === 'literal' && at <= 2)
        return { kind: 'resource-id', type: String(type.value), names: args.slice(at + 1), span };
    }
    if (name === 'concat' && args[0]?.kind === 'resource-id') return joinExpr(args, span);
    const kind = readsFile.get(name);
    const path = expression.arguments[0];
    if (kind !== undefined && path?.kind === 'string') this.names.refer(path.value, kind, path);
    return this.call(name, args, expression);
  }

  private call(name: string, args: readonly Expr[], at: TextRange): Expr {
    return { kind: 'call', name, args, text: this.textOf(at), span: this.span(at) };
  }

  private textOf(range: TextRange): string {
    return this.names.text.slice(range.start, range.end);
  }
}
