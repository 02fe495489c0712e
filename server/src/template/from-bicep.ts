/**
 * Lists the resources of a Bicep file, and the parameters and variables that their expressions name.
 *
 * `symbol.id` and `symbol.name` lead to the resource. Modules are not opened. Never throws.
 */
import type { FileId, Span } from '../base/span.ts';
import type { BicepTree, Expression, ResourceDeclaration, TypeNode } from '../syntax/bicep/tree.ts';
import { BicepLowering, type BicepNames, type LocalNames } from './bicep-expr.ts';
import type { Expr, LoopHeader } from './expr.ts';
import type { ParameterNames, ScopeNames, Template, TemplateResource } from './template.ts';

/** Parents of parents that are followed; Azure's types have far fewer levels. */
const maxParents = 16;

export function templateFromBicep(tree: BicepTree, file: FileId): Template {
  if (tree.kind === 'bicepparam') return { shape: 'parameter-file', resources: [], scopes: new Map(), problems: [] };
  return new Reader(tree, file).read();
}

const noLocals: LocalNames = new Map();

class Reader implements BicepNames {
  readonly file: FileId;
  readonly text: string;
  private readonly tree: BicepTree;
  private readonly lowering: BicepLowering;
  /** Declarations by symbol; a nested one also by `outer::inner`. */
  private readonly declarations = new Map<string, ResourceDeclaration>();
  private readonly outer = new Map<ResourceDeclaration, ResourceDeclaration>();
  private readonly kinds = new Map<string, 'parameter' | 'variable' | 'other'>();
  private readonly loops = new Map<ResourceDeclaration, { readonly header: LoopHeader; readonly inner: LocalNames }>();
  /** Declarations whose name is being read, so that a circle of names ends. */
  private readonly naming = new Set<ResourceDeclaration>();
  private readonly readNames = new Map<ResourceDeclaration, Expr>();
  private circles = 0;

  constructor(tree: BicepTree, file: FileId) {
    this.tree = tree;
    this.file = file;
    this.text = tree.text;
    this.lowering = new BicepLowering(this);
  }

  read(): Template {
    const all: ResourceDeclaration[] = [];
    for (const statement of this.tree.program.statements) {
      if (statement.kind === 'param') this.kinds.set(statement.name.name, 'parameter');
      else if (statement.kind === 'var') this.kinds.set(statement.name.name, 'variable');
      else if (statement.kind === 'func') this.kinds.set(statement.name.name, 'other');
      else if (statement.kind === 'import') {
        for (const item of statement.items ?? []) {
          const name = item.alias ?? item.name;
          if (name.kind === 'identifier') this.kinds.set(name.name, 'other');
        }
      } else if (statement.kind === 'resource') this.declare(statement, undefined, all);
    }
    const resources = all.map(declaration => this.resource(declaration)).filter(resource => resource !== undefined);
    return { shape: 'bicep', resources, scopes: new Map([['', this.scope()]]), problems: [] };
  }

  what(name: string): 'parameter' | 'variable' | 'other' | undefined {
    return this.kinds.get(name);
  }

  resourceMember(base: Expression, member: string, locals: LocalNames, span: Span): Expr | undefined {
    const found = this.symbol(base, locals);
    if (found === undefined) return undefined;
    const { declaration, index } = found;
    let value: Expr | undefined;
    if (member === 'name') value = this.nameOf(declaration);
    else if (member === 'id') {
      const type = this.typeOf(declaration);
      const names = this.namesOf(declaration, 0);
      if (type !== undefined && names !== undefined) value = { kind: 'resource-id', type, names, span };
    }
    if (value === undefined)
      return this.lowering.opaque(span, `it is known to Azure only once '${declaration.name.name}' exists`);
    return this.bound(declaration, index, value, span);
  }

  private scope(): ScopeNames {
    const parameters = new Map<string, ParameterNames>();
    const variables = new Map<string, Expr>();
    for (const statement of this.tree.program.statements) {
      if (statement.kind === 'var') variables.set(statement.name.name, this.lowering.lower(statement.value, noLocals));
      if (statement.kind !== 'param') continue;
      const { defaultValue } = statement;
      const none: Expr | undefined = isNullable(statement.type)
        ? { kind: 'literal', value: null, span: this.lowering.span(statement.name) }
        : undefined;
      parameters.set(statement.name.name, {
        given: undefined,
        defaultValue: defaultValue === undefined ? none : this.lowering.lower(defaultValue, noLocals),
      });
    }
    return { looped: false, parameters, variables };
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

  /** `undefined` for a declaration whose type is not written down, or that has no body. */
  private resource(declaration: ResourceDeclaration): TemplateResource | undefined {
    const type = this.typeOf(declaration);
    if (type === undefined || declaration.body.kind !== 'object') return undefined;
    const body = this.lowering.object(declaration.body, this.localsOf(declaration));
    const name = body.members.find(member => member.name === 'name')?.value;
    return {
      type: type.toLowerCase(),
      names: this.namesOf(declaration, 0) ?? [],
      body,
      loops: this.loopsOf(declaration),
      conditions: this.conditionsOf(declaration, 0),
      span: this.lowering.span(declaration),
      head: { start: declaration.start, end: declaration.body.start },
      nameSpan: name?.span ?? this.lowering.span(declaration.name),
      existing: declaration.existing,
      scope: '',
    };
  }

  /** The names that hold in a declaration's body: its own loop's and those of the declarations around it. */
  private localsOf(declaration: ResourceDeclaration): LocalNames {
    return this.loopOf(declaration)?.inner ?? this.outerLocals(declaration);
  }

  private outerLocals(declaration: ResourceDeclaration): LocalNames {
    const outer = this.outer.get(declaration);
    return outer === undefined ? noLocals : this.localsOf(outer);
  }

  private loopOf(
    declaration: ResourceDeclaration,
  ): { readonly header: LoopHeader; readonly inner: LocalNames } | undefined {
    if (declaration.loop === undefined) return undefined;
    const known = this.loops.get(declaration) ?? this.lowering.loop(declaration.loop, this.outerLocals(declaration));
    this.loops.set(declaration, known);
    return known;
  }

  private loopsOf(declaration: ResourceDeclaration): readonly LoopHeader[] {
    const outer = this.outer.get(declaration);
    const own = this.loopOf(declaration);
    return [...(outer === undefined ? [] : this.loopsOf(outer)), ...(own === undefined ? [] : [own.header])];
  }

  /** A child exists only where its parent does. */
  private conditionsOf(declaration: ResourceDeclaration, depth: number): readonly Expr[] {
    const parent = this.parentOf(declaration);
    const inherited =
      parent === undefined || depth > maxParents ? [] : this.conditionsOf(parent.declaration, depth + 1);
    const own = declaration.condition && this.lowering.lower(declaration.condition.value, this.localsOf(declaration));
    return [...inherited, ...(own === undefined ? [] : [own])];
  }

  private parentOf(
    declaration: ResourceDeclaration,
  ): { readonly declaration: ResourceDeclaration; readonly index: Expr | undefined } | undefined {
    const outer = this.outer.get(declaration);
    if (outer !== undefined) return { declaration: outer, index: undefined };
    if (declaration.body.kind !== 'object') return undefined;
    for (const member of declaration.body.members) {
      if (member.kind === 'property' && member.name === 'parent')
        return this.symbol(member.value, this.localsOf(declaration));
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

  /** The declaration that `nsg`, `nsgs[i]` or `vnet::subnet` names. */
  private symbol(
    expression: Expression,
    locals: LocalNames,
  ): { readonly declaration: ResourceDeclaration; readonly index: Expr | undefined } | undefined {
    if (expression.kind === 'parenthesized' || expression.kind === 'non-null')
      return this.symbol(expression.value, locals);
    if (expression.kind === 'index-access') {
      const base = expression.base.kind === 'reference' ? this.declared(expression.base.name, locals) : undefined;
      if (base?.loop === undefined) return undefined;
      return { declaration: base, index: this.lowering.lower(expression.index, locals) };
    }
    if (expression.kind === 'nested-access') {
      const base = this.symbol(expression.base, locals);
      const nested = base && this.declarations.get(`${base.declaration.name.name}::${expression.name.name}`);
      return nested && { declaration: nested, index: base?.index };
    }
    if (expression.kind !== 'reference') return undefined;
    const declaration = this.declared(expression.name, locals);
    // A collection without an index is a list, not a resource.
    return declaration === undefined || declaration.loop !== undefined ? undefined : { declaration, index: undefined };
  }

  private declared(name: string, locals: LocalNames): ResourceDeclaration | undefined {
    return locals.has(name) ? undefined : this.declarations.get(name);
  }

  /** The names of a resource from its outermost parent inwards; `undefined` where one is absent. */
  private namesOf(declaration: ResourceDeclaration, depth: number): readonly Expr[] | undefined {
    const own = this.nameOf(declaration);
    if (own === undefined || depth > maxParents) return undefined;
    const parent = this.parentOf(declaration);
    if (parent === undefined) return [own];
    const outer = this.namesOf(parent.declaration, depth + 1);
    return outer && [...outer.map(name => this.bound(parent.declaration, parent.index, name, name.span)), own];
  }

  /** A value of one instance of a collection: the loop's names stand for that turn. */
  private bound(declaration: ResourceDeclaration, index: Expr | undefined, body: Expr, span: Span): Expr {
    const loop = this.loopOf(declaration);
    if (loop === undefined || index === undefined) return body;
    const { item, index: counter, source } = loop.header;
    const bindings = [
      ...(item === undefined
        ? []
        : [{ name: item, value: { kind: 'index', base: source, index, safe: false, fromEnd: false, span } as Expr }]),
      ...(counter === undefined ? [] : [{ name: counter, value: index }]),
    ];
    return { kind: 'let', bindings, body, span };
  }

  private nameOf(declaration: ResourceDeclaration): Expr | undefined {
    if (declaration.body.kind !== 'object') return undefined;
    for (const member of declaration.body.members) {
      if (member.kind !== 'property' || member.name !== 'name') continue;
      // A name that leads back to its own resource is a mistake that must not become a circle.
      const known = this.readNames.get(declaration);
      if (known !== undefined) return known;
      if (this.naming.has(declaration)) {
        this.circles++;
        return undefined;
      }
      const before = this.circles;
      this.naming.add(declaration);
      const result = this.lowering.lower(member.value, this.localsOf(declaration));
      this.naming.delete(declaration);
      // Where a circle was met, the name was read with a hole; only a whole reading is kept.
      if (this.circles === before) this.readNames.set(declaration, result);
      return result;
    }
    return undefined;
  }
}

function isNullable(type: TypeNode): boolean {
  return type.kind === 'nullable-type';
}
