/**
 * Lists the resources of a Bicep file.
 *
 * What is written as a literal has a value. Parameters and variables are named, `symbol.id` and `symbol.name` lead to the
 * resource, and everything else is opaque with its text. Modules are not opened. Never throws.
 */
import type { FileId, Span, TextRange } from '../base/span.ts';
import type { BicepTree, Expression, ObjectExpression, ResourceDeclaration, StringNode } from '../syntax/bicep/tree.ts';
import type { Expr, Member, ObjectExpr } from './expr.ts';
import { joinExpr } from './join.ts';
import type { Template, TemplateResource } from './template.ts';

export function templateFromBicep(tree: BicepTree, file: FileId): Template {
  if (tree.kind === 'bicepparam') return { shape: 'parameter-file', resources: [], problems: [] };
  return new Reader(tree, file).read();
}

class Reader {
  private readonly tree: BicepTree;
  private readonly file: FileId;
  /** Declarations by symbol; a nested one also by `outer::inner`. */
  private readonly declarations = new Map<string, ResourceDeclaration>();
  private readonly outer = new Map<ResourceDeclaration, ResourceDeclaration>();
  private readonly resources = new Map<ResourceDeclaration, TemplateResource | undefined>();
  private readonly names = new Map<string, 'parameter' | 'variable'>();
  /** Declarations whose parent is being looked for, so that a circle of parents ends. */
  private readonly visiting = new Set<ResourceDeclaration>();
  /** Declarations whose name is being read. */
  private readonly naming = new Set<ResourceDeclaration>();

  constructor(tree: BicepTree, file: FileId) {
    this.tree = tree;
    this.file = file;
  }

  read(): Template {
    const all: ResourceDeclaration[] = [];
    for (const statement of this.tree.program.statements) {
      if (statement.kind === 'param') this.names.set(statement.name.name, 'parameter');
      else if (statement.kind === 'var') this.names.set(statement.name.name, 'variable');
      else if (statement.kind === 'resource') this.declare(statement, undefined, all);
    }
    for (const declaration of all) this.resource(declaration);
    const resources = all
      .map(declaration => this.resources.get(declaration))
      .filter(resource => resource !== undefined);
    return { shape: 'bicep', resources, problems: [] };
  }

  private declare(
    declaration: ResourceDeclaration,
    outer: ResourceDeclaration | undefined,
    all: ResourceDeclaration[],
  ): void {
    all.push(declaration);
    const { name } = declaration.name;
    if (name !== '') this.declarations.set(outer === undefined ? name : `${outer.name.name}::${name}`, declaration);
    if (outer !== undefined) {
      this.outer.set(declaration, outer);
      // Within its parent a nested resource is known by its own name.
      if (name !== '' && !this.declarations.has(name)) this.declarations.set(name, declaration);
    }
    for (const nested of declaration.nested) this.declare(nested, declaration, all);
  }

  /** `undefined` for a declaration that is not deployed, or whose type is not written down. */
  private resource(declaration: ResourceDeclaration): TemplateResource | undefined {
    if (this.resources.has(declaration)) return this.resources.get(declaration);
    this.visiting.add(declaration);
    const result = this.makeResource(declaration);
    this.visiting.delete(declaration);
    this.resources.set(declaration, result);
    return result;
  }

  private makeResource(declaration: ResourceDeclaration): TemplateResource | undefined {
    const condition = declaration.condition?.value;
    if (condition?.kind === 'boolean' && !condition.value) return undefined;
    const parentDeclaration = this.parentOf(declaration);
    const parent =
      parentDeclaration === undefined || this.visiting.has(parentDeclaration)
        ? undefined
        : this.resource(parentDeclaration);
    if (parentDeclaration !== undefined && parent === undefined && !this.visiting.has(parentDeclaration))
      return undefined;
    const type = this.typeOf(declaration);
    if (type === undefined || declaration.body.kind !== 'object') return undefined;
    const body = this.object(declaration.body);
    const name = body.members.find(member => member.name === 'name')?.value;
    return {
      type: type.toLowerCase(),
      name,
      parent,
      body,
      span: this.span(declaration),
      head: { start: declaration.start, end: declaration.body.start },
      nameSpan: name?.span ?? this.span(declaration.name),
      existing: declaration.existing,
      conditional: (condition !== undefined && condition.kind !== 'boolean') || parent?.conditional === true,
      loop: declaration.loop !== undefined || parent?.loop === true,
      scope: '',
    };
  }

  private parentOf(declaration: ResourceDeclaration): ResourceDeclaration | undefined {
    const outer = this.outer.get(declaration);
    if (outer !== undefined) return outer;
    if (declaration.body.kind !== 'object') return undefined;
    for (const member of declaration.body.members) {
      if (member.kind === 'property' && member.name === 'parent') return this.symbol(member.value);
    }
    return undefined;
  }

  /** Full type without its version; a nested resource gives the last segment only. */
  private typeOf(declaration: ResourceDeclaration): string | undefined {
    if (declaration.type.kind !== 'string') return undefined;
    const own = declaration.type.value.split('@')[0]!;
    const outer = this.outer.get(declaration);
    if (outer === undefined || own.includes('.')) return own === '' ? undefined : own;
    const parentType = this.typeOf(outer);
    return parentType === undefined ? undefined : `${parentType}/${own}`;
  }

  /** The declaration that `nsg` or `vnet::subnet` names. */
  private symbol(expression: Expression): ResourceDeclaration | undefined {
    if (expression.kind === 'reference') return this.declarations.get(expression.name);
    if (expression.kind === 'parenthesized' || expression.kind === 'non-null') return this.symbol(expression.value);
    if (expression.kind !== 'nested-access') return undefined;
    const base = this.symbol(expression.base);
    return base && this.declarations.get(`${base.name.name}::${expression.name.name}`);
  }

  // -- Expressions ----------------------------------------------------------------------------------------------------

  private expr(expression: Expression): Expr {
    const span = this.span(expression);
    switch (expression.kind) {
      case 'integer':
      case 'boolean':
      case 'string':
        return { kind: 'literal', value: expression.value, span };
      case 'null':
        return { kind: 'literal', value: null, span };
      case 'interpolated-string':
        return this.interpolated(expression, span);
      case 'parenthesized':
      case 'non-null':
        return this.expr(expression.value);
      case 'unary':
        if (expression.operator === '-' && expression.operand.kind === 'integer') {
          return { kind: 'literal', value: -expression.operand.value, span };
        }
        return this.opaque(expression, 'it is computed');
      case 'array': {
        const items = expression.items.flatMap(item => (item.kind === 'spread' ? [] : [this.expr(item)]));
        return { kind: 'array', items, open: items.length !== expression.items.length || !expression.closed, span };
      }
      case 'object':
        return this.object(expression);
      case 'reference': {
        const what = this.names.get(expression.name);
        if (what === undefined) return this.opaque(expression, `it is the value of '${expression.name}'`);
        return { kind: 'named', what, name: expression.name, scope: '', span };
      }
      case 'property-access':
        return this.property(expression, span);
      case 'call':
        return this.call(expression, span);
      case 'for':
        return this.opaque(expression, 'it is made by a loop');
      case 'missing':
        return this.opaque(expression, 'the text has no value here');
      default:
        return this.opaque(expression, 'it is computed');
    }
  }

  private interpolated(expression: StringNode, span: Span): Expr {
    if (expression.kind !== 'interpolated-string') return this.opaque(expression, 'it is computed');
    const parts: Expr[] = [];
    expression.pieces.forEach((piece, i) => {
      if (piece.value !== '') parts.push({ kind: 'literal', value: piece.value, span });
      const hole = expression.holes[i];
      if (hole !== undefined) parts.push(this.expr(hole.value));
    });
    return joinExpr(parts, span);
  }

  private property(expression: Expression & { readonly kind: 'property-access' }, span: Span): Expr {
    const declaration = this.symbol(expression.base);
    if (declaration === undefined || declaration.loop !== undefined) return this.opaque(expression, 'it is computed');
    if (expression.name.name === 'name')
      return this.nameOf(declaration) ?? this.opaque(expression, 'the resource has no name');
    if (expression.name.name !== 'id')
      return this.opaque(expression, `it is known to Azure only once '${declaration.name.name}' exists`);
    const type = this.typeOf(declaration);
    const names = this.namesOf(declaration, 0);
    if (type === undefined || names === undefined) return this.opaque(expression, 'it is an id that Azure assigns');
    return { kind: 'resource-id', type, names, span };
  }

  /** The names of a resource from its outermost parent inwards; `undefined` where one is absent. */
  private namesOf(declaration: ResourceDeclaration, depth: number): readonly Expr[] | undefined {
    const own = this.nameOf(declaration);
    if (own === undefined || depth > 16) return undefined;
    const parent = this.parentOf(declaration);
    if (parent === undefined) return [own];
    const outer = this.namesOf(parent, depth + 1);
    return outer && [...outer, own];
  }

  private nameOf(declaration: ResourceDeclaration): Expr | undefined {
    if (declaration.body.kind !== 'object') return undefined;
    for (const member of declaration.body.members) {
      if (member.kind !== 'property' || member.name !== 'name') continue;
      // A name that leads back to its own resource is a mistake that must not become a circle.
      if (this.naming.has(declaration)) return undefined;
      this.naming.add(declaration);
      const result = this.expr(member.value);
      this.naming.delete(declaration);
      return result;
    }
    return undefined;
  }

  private call(expression: Expression & { readonly kind: 'call' }, span: Span): Expr {
    const { name } = expression.name;
    const isBuiltIn =
      expression.base === undefined ||
      (expression.base.kind === 'reference' && ['az', 'sys'].includes(expression.base.name));
    if (!isBuiltIn) return this.opaque(expression, 'it is computed');
    if (name === 'resourceId' || name === 'subscriptionResourceId') {
      const at = expression.arguments.findIndex(
        argument => argument.kind === 'string' && /^[A-Za-z]+\.[A-Za-z.]+\/./.test(argument.value),
      );
      const type = expression.arguments[at];
      if (type?.kind === 'string' && at <= 2) {
        return {
          kind: 'resource-id',
          type: type.value,
          names: expression.arguments.slice(at + 1).map(argument => this.expr(argument)),
          span,
        };
      }
    }
    if (name === 'concat' && expression.arguments.every(argument => argument.kind !== 'array')) {
      return joinExpr(
        expression.arguments.map(argument => this.expr(argument)),
        span,
      );
    }
    return this.opaque(expression, `it is computed by '${name}'`);
  }

  private object(expression: ObjectExpression): ObjectExpr {
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
        nameSpan: { file: this.file, start: member.key.start + quotes, end: member.key.end - quotes },
        value: this.expr(member.value),
        span: this.span(member),
      });
    }
    return { kind: 'object', members, open, span: this.span(expression) };
  }

  private opaque(expression: TextRange, why: string): Expr {
    const text = this.tree.text.slice(expression.start, expression.end);
    return { kind: 'opaque', why, text, scope: '', span: this.span(expression) };
  }

  private span(range: TextRange): Span {
    return { file: this.file, start: range.start, end: range.end };
  }
}
