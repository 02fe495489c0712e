import type { FileId, Span, TextRange } from '../base/span.ts';
import type {
  BinaryOperator,
  Expression,
  ForClause,
  Identifier,
  ObjectExpression,
  StringNode,
} from '../syntax/bicep/tree.ts';
import type { Expr, LoopHeader, Member, ObjectExpr, ScopeExpr } from './expr.ts';
import { joinExpr } from './join.ts';
import { resourceIdCall } from './resource-ids.ts';
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
  /** Where the file is deployed; `undefined` for a resource group. */
  readonly ownScope: ScopeExpr | undefined;
  /** The resource, or the resources of a loop, that an expression names; `undefined` for other expressions. */
  resourceNamed(expression: Expression, locals: LocalNames): Expr | undefined;
  /** The condition under which a resource or a module is deployed; `undefined` for what is always there, and other expressions. */
  conditionOf(expression: Expression, locals: LocalNames): Expr | undefined;
  /** `symbol.name`, `symbol.id` and other members of a resource; `undefined` where the base is no resource. */
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

/** Stands before the place of a nested resource among the names that hold where it does. */
export const nestedMark = '::';

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
        if (local?.startsWith(nestedMark) === false) return { kind: 'named', what: 'local', name: local, span };
        const what = local === undefined ? this.names.what(expression.name) : undefined;
        if (what === undefined || what === 'other')
          return (
            this.names.resourceNamed(expression, locals) ??
            this.opaque(expression, `it is the value of '${expression.name}'`)
          );
        return { kind: 'named', what, name: expression.name, span };
      }
      case 'property-access': {
        const condition = expression.safe ? this.names.conditionOf(expression.base, locals) : undefined;
        const own =
          condition === undefined
            ? this.names.resourceMember(expression.base, expression.name.name, locals, span)
            : undefined;
        if (own !== undefined) return own;
        const base = this.lower(expression.base, locals);
        const none: Expr = { kind: 'literal', value: null, span };
        return {
          kind: 'member',
          // What is not deployed has nothing to be read: the safe access gives null.
          base:
            condition === undefined
              ? base
              : { kind: 'conditional', condition, whenTrue: base, whenFalse: none, span: base.span },
          name: expression.name.name,
          safe: expression.safe,
          chained: isSafe(expression.base),
          span,
        };
      }
      case 'nested-access':
        return this.names.resourceNamed(expression, locals) ?? this.opaque(expression, 'it is computed');
      case 'index-access': {
        const one = this.names.resourceNamed(expression, locals);
        if (one !== undefined) return one;
        return {
          kind: 'index',
          base: this.lower(expression.base, locals),
          index: this.lower(expression.index, locals),
          safe: expression.safe,
          fromEnd: expression.fromEnd,
          chained: isSafe(expression.base),
          span,
        };
      }
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

  /**
   * The name that the compiler gives to the deployment of a module without one.
   * Source: baselines of the Bicep compiler, read November 2026.
   *
   * @param index the local that counts its loop
   */
  moduleName(symbol: Identifier, index: string | undefined): Expr {
    const span = this.span(symbol);
    const literal = (value: string): Expr => ({ kind: 'literal', value, span });
    const deployment: Expr = {
      kind: 'member',
      base: this.call('deployment', [], symbol),
      name: 'name',
      safe: false,
      span,
    };
    const counter: readonly Expr[] =
      index === undefined ? [] : [literal('-'), { kind: 'named', what: 'local', name: index, span }];
    const unique = this.call('uniqueString', [literal(symbol.name), deployment], symbol);
    return joinExpr([literal(symbol.name), ...counter, literal('-'), unique], span);
  }

  /** Whether all conditions hold. */
  all(conditions: readonly Expr[], at: TextRange): Expr {
    return this.call('and', conditions, at);
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

  /** An object whose names are written down, or where some are computed, the call that makes it. */
  private withoutSpread(expression: ObjectExpression, locals: LocalNames): Expr {
    const isComputed = (member: ObjectExpression['members'][number]) =>
      member.kind === 'property' && member.key.kind === 'interpolated-string';
    if (!expression.members.some(isComputed)) return this.object(expression, locals);
    const args = expression.members.flatMap((member): readonly Expr[] => {
      if (member.kind !== 'property') return [];
      const { key, name } = member;
      const named: Expr =
        name !== undefined || key.kind !== 'interpolated-string'
          ? { kind: 'literal', value: name ?? '', span: this.span(key) }
          : this.interpolated(key, locals, this.span(key));
      return [named, this.lower(member.value, locals)];
    });
    return this.call('createObject', args, expression);
  }

  /** With spreads, the pieces between them one over the other, as the compiler writes it. */
  private objectValue(expression: ObjectExpression, locals: LocalNames): Expr {
    if (!expression.members.some(member => member.kind === 'spread')) return this.withoutSpread(expression, locals);
    const parts: Expr[] = [];
    let between: ObjectExpression['members'][number][] = [];
    const close = (): void => {
      const [first, last] = [between[0], between.at(-1)];
      if (first === undefined || last === undefined) return;
      parts.push(this.withoutSpread({ ...expression, members: between, start: first.start, end: last.end }, locals));
      between = [];
    };
    for (const member of expression.members) {
      if (member.kind !== 'spread') between.push(member);
      else {
        close();
        parts.push(this.lower(member.value, locals));
      }
    }
    close();
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
    if (base !== undefined && !isBuiltIn) {
      if (base.kind === 'reference' && !locals.has(base.name) && this.names.what(base.name) === 'import')
        return this.call(`user.${base.name}.${name}`, args, expression);
      // Asked of a resource: not computed, but its arguments tell one call from another.
      return this.call(`.${name}`, [this.lower(base, locals), ...args], expression);
    }
    if (base === undefined && this.names.what(name) !== undefined) return this.call(`user.${name}`, args, expression);
    if (name === 'nameof') return { kind: 'literal', value: nameIn(expression.arguments[0]), span };
    const id = resourceIdCall(name, args, span, this.names.ownScope);
    if (id !== undefined) return id;
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

/** Whether a chain of accesses has a safe one in it: where that gives null, so does the rest of the chain. */
function isSafe(expression: Expression): boolean {
  for (let base = expression; base.kind === 'property-access' || base.kind === 'index-access'; base = base.base) {
    if (base.safe) return true;
  }
  return false;
}

/** `nameof(…)`: the last name of what it is given. */
function nameIn(expression: Expression | undefined): string {
  if (expression?.kind === 'reference') return expression.name;
  if (expression?.kind === 'property-access' || expression?.kind === 'nested-access') return expression.name.name;
  if (expression?.kind === 'index-access' && expression.index.kind === 'string') return expression.index.value;
  return expression?.kind === 'parenthesized' ? nameIn(expression.value) : '';
}
