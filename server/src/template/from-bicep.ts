/**
 * Lists the resources of a Bicep file, and the parameters and variables that their expressions name.
 *
 * `symbol.id` and `symbol.name` lead to the resource. Other files are named, not opened. Never throws.
 */
import type { FileId, Span, TextRange } from '../base/span.ts';
import type {
  BicepTree,
  Expression,
  Identifier,
  ImportStatement,
  Missing,
  ModuleDeclaration,
  ParamDeclaration,
  ResourceDeclaration,
  Statement,
  StringNode,
  TypeNode,
} from '../syntax/bicep/tree.ts';
import { BicepLowering, type BicepNames, type LocalNames, type NameKind } from './bicep-expr.ts';
import type { Expr, LoopHeader } from './expr.ts';
import {
  emptyTemplate,
  type FileReference,
  type GivenParameters,
  type ImportedName,
  nothingGiven,
  type ParameterNames,
  type Template,
  type TemplateModule,
  type TemplateNames,
  type TemplateResource,
} from './template.ts';

/** Parents of parents that are followed; Azure's types have far fewer levels. */
const maxParents = 16;

export function templateFromBicep(tree: BicepTree, file: FileId): Template {
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
  private readonly kinds = new Map<string, NameKind>();
  private readonly types = new Map<string, TypeNode>();
  private readonly references: FileReference[] = [];
  private readonly modules: ModuleDeclaration[] = [];
  private readonly imports = new Map<string, ImportedName>();
  private using: FileReference | undefined;
  private extending: FileReference | undefined;
  private readonly loops = new Map<
    ResourceDeclaration | ModuleDeclaration,
    { readonly header: LoopHeader; readonly inner: LocalNames }
  >();
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
    for (const statement of this.tree.program.statements) this.statement(statement, all);
    const resources = all.map(declaration => this.resource(declaration)).filter(resource => resource !== undefined);
    const modules = this.modules.map(declaration => this.module(declaration)).filter(module => module !== undefined);
    return {
      ...emptyTemplate(this.tree.kind === 'bicepparam' ? 'parameter-file' : 'bicep', this.file),
      resources,
      modules,
      names: this.names(),
      references: this.references,
      using: this.using,
      extending: this.extending,
    };
  }

  private statement(statement: Statement, all: ResourceDeclaration[]): void {
    switch (statement.kind) {
      case 'param':
      case 'param-assignment':
        this.kinds.set(statement.name.name, 'parameter');
        break;
      case 'var':
        this.kinds.set(statement.name.name, 'variable');
        break;
      case 'type':
        this.types.set(statement.name.name, statement.value);
        break;
      case 'func':
        this.kinds.set(statement.name.name, 'other');
        break;
      case 'import':
        this.import(statement);
        break;
      case 'module':
        this.modules.push(statement);
        this.kinds.set(statement.name.name, 'module');
        break;
      case 'using':
        this.using = this.fileNamed(statement.path, 'template');
        break;
      case 'extends':
        this.extending = this.fileNamed(statement.path, 'parameters');
        break;
      case 'resource':
        this.declare(statement, undefined, all);
        break;
      default:
    }
  }

  private import(statement: ImportStatement): void {
    const path = this.fileNamed(statement.path, 'template')?.path;
    const { alias } = statement;
    if (alias !== undefined) this.importedAs(alias.name, path, undefined);
    for (const item of statement.items ?? []) {
      const source = item.name.kind === 'identifier' ? item.name.name : textOfString(item.name);
      this.importedAs(item.alias?.name ?? source ?? '', path, source);
    }
  }

  private importedAs(local: string, path: string | undefined, name: string | undefined): void {
    if (local === '') return;
    this.kinds.set(local, 'import');
    if (path !== undefined) this.imports.set(local, { path, name });
  }

  /** The file that a statement names; `undefined` where its path is absent or computed. */
  private fileNamed(node: StringNode | Identifier | Missing, kind: FileReference['kind']): FileReference | undefined {
    const path = node.kind === 'string' || node.kind === 'interpolated-string' ? textOfString(node) : undefined;
    if (path === undefined || path === '') return undefined;
    return this.refer(path, kind, node);
  }

  /** Notes that the text names another file. */
  refer(path: string, kind: FileReference['kind'], at: TextRange): FileReference {
    const reference = { path, kind, at: this.lowering.innerSpan(at) };
    this.references.push(reference);
    return reference;
  }

  what(name: string): NameKind | undefined {
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

  private names(): TemplateNames {
    const parameters = new Map<string, ParameterNames>();
    const variables = new Map<string, Expr>();
    const outputs = new Map<string, Expr>();
    for (const statement of this.tree.program.statements) {
      if (statement.kind === 'var') variables.set(statement.name.name, this.lowering.lower(statement.value, noLocals));
      if (statement.kind === 'output')
        outputs.set(statement.name.name.toLowerCase(), this.lowering.lower(statement.value, noLocals));
      if (statement.kind === 'param') parameters.set(statement.name.name, this.parameter(statement));
      if (statement.kind === 'param-assignment')
        parameters.set(statement.name.name, {
          defaultValue: this.lowering.lower(statement.value, noLocals),
          type: undefined,
          nullable: false,
          nameSpan: this.lowering.span(statement.name),
        });
    }
    return { parameters, variables, outputs, imports: this.imports };
  }

  private parameter({ name, type, defaultValue }: ParamDeclaration): ParameterNames {
    const nullable = this.isNullable(type);
    const nameSpan = this.lowering.span(name);
    return {
      defaultValue:
        defaultValue !== undefined
          ? this.lowering.lower(defaultValue, noLocals)
          : nullable
            ? { kind: 'literal', value: null, span: nameSpan }
            : undefined,
      type: builtInType(type),
      nullable,
      nameSpan,
    };
  }

  /** Whether a type of the file allows null; one that another file declares is taken not to. */
  private isNullable(type: TypeNode): boolean {
    const seen = new Set<string>();
    let current: TypeNode | undefined = type;
    while (current?.kind === 'named-type' && !seen.has(current.name.name)) {
      seen.add(current.name.name);
      current = this.types.get(current.name.name);
    }
    return current?.kind === 'nullable-type';
  }

  /** `undefined` for a declaration without a body. */
  private module(declaration: ModuleDeclaration): TemplateModule | undefined {
    const { body, name, path } = declaration;
    if (body.kind !== 'object') return undefined;
    const loop = this.loopOf(declaration);
    const locals = loop?.inner ?? noLocals;
    const value = (wanted: string) => {
      const found = body.members.find(member => member.kind === 'property' && member.name === wanted);
      return found?.kind === 'property' ? this.lowering.lower(found.value, locals) : undefined;
    };
    const reference = this.fileNamed(path, 'template');
    const params = value('params');
    return {
      symbol: name.name === '' ? undefined : name.name,
      name: value('name'),
      source:
        reference === undefined
          ? { kind: 'unknown', why: 'the text does not name its file', at: this.lowering.span(path) }
          : { kind: 'file', reference },
      given: params === undefined ? nothingGiven : givenBy(params),
      scope: value('scope'),
      loops: loop === undefined ? [] : [loop.header],
      conditions: declaration.condition === undefined ? [] : [this.lowering.lower(declaration.condition.value, locals)],
      span: this.lowering.span(declaration),
      nameSpan: this.lowering.span(name),
    };
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
    declaration: ResourceDeclaration | ModuleDeclaration,
  ): { readonly header: LoopHeader; readonly inner: LocalNames } | undefined {
    if (declaration.loop === undefined) return undefined;
    const known =
      this.loops.get(declaration) ??
      this.lowering.loop(declaration.loop, declaration.kind === 'resource' ? this.outerLocals(declaration) : noLocals);
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

/** An object is taken apart; what is computed as a whole is asked for its members once it has a value. */
function givenBy(params: Expr): GivenParameters {
  if (params.kind !== 'object' || params.open) return { listed: new Map(), whole: params };
  return { listed: new Map(params.members.map(member => [member.name.toLowerCase(), member.value])), whole: undefined };
}

function textOfString(node: StringNode): string | undefined {
  return node.kind === 'string' ? node.value : undefined;
}

/** `undefined` for types that the file declares itself, and for those of several words. */
function builtInType(type: TypeNode): string | undefined {
  if (type.kind === 'nullable-type') return builtInType(type.operand);
  if (type.kind === 'array-type') return 'array';
  if (type.kind === 'object-type') return 'object';
  const name = type.kind === 'named-type' ? type.name.name : undefined;
  return name !== undefined && ['string', 'int', 'bool', 'object', 'array'].includes(name) ? name : undefined;
}
