/**
 * Lists the resources of a Bicep file, and the parameters and variables that their expressions name.
 *
 * `symbol.id` and `symbol.name` lead to the resource. Other files are named, not opened. Never throws.
 */
import type { FileId, Span, TextRange } from '../base/span.ts';
import type {
  BicepTree,
  Expression,
  FuncDeclaration,
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
import { BicepLowering, type BicepNames, type LocalNames, type NameKind, nestedMark } from './bicep-expr.ts';
import type { Expr, LoopHeader, ScopeExpr } from './expr.ts';
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
  type UserFunction,
} from './template.ts';

/** Parents of parents that are followed; Azure's types have far fewer levels. */
const maxParents = 16;

export function templateFromBicep(tree: BicepTree, file: FileId): Template {
  return new Reader(tree, file).read();
}

const noLocals: LocalNames = new Map();

/** Values of `targetScope`; the default is a resource group. */
const targetScopes: Readonly<Record<string, ScopeExpr>> = {
  subscription: { kind: 'subscription', subscription: undefined },
  managementGroup: { kind: 'management-group', name: undefined },
  tenant: { kind: 'tenant' },
};

class Reader implements BicepNames {
  readonly file: FileId;
  readonly text: string;
  private readonly tree: BicepTree;
  private readonly lowering: BicepLowering;
  /** Declarations by symbol; nested ones by `outer::inner`. */
  private readonly declarations = new Map<string, ResourceDeclaration>();
  /** Resources whose scope is being looked for. */
  private readonly scopesUnderWay = new Set<ResourceDeclaration>();
  private readonly outer = new Map<ResourceDeclaration, ResourceDeclaration>();
  private readonly kinds = new Map<string, NameKind>();
  private readonly types = new Map<string, TypeNode>();
  private readonly references: FileReference[] = [];
  private readonly modules: ModuleDeclaration[] = [];
  private readonly imports = new Map<string, ImportedName>();
  ownScope: ScopeExpr | undefined;
  private using: FileReference | undefined;
  private extending: FileReference | undefined;
  private readonly loops = new Map<
    ResourceDeclaration | ModuleDeclaration,
    { readonly header: LoopHeader; readonly inner: LocalNames }
  >();
  private readonly bodyLocals = new Map<ResourceDeclaration, LocalNames>();
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
      case 'target-scope':
        this.ownScope = statement.value.kind === 'string' ? targetScopes[statement.value.value] : undefined;
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

  resourceNamed(expression: Expression, locals: LocalNames): Expr | undefined {
    const whole = expression.kind === 'reference' ? this.declared(expression.name, locals) : undefined;
    const found = whole === undefined ? this.symbol(expression, locals) : { declaration: whole, index: undefined };
    if (found === undefined) return undefined;
    const { declaration, index } = found;
    return { kind: 'resource', symbol: this.pathOf(declaration), index, span: this.lowering.span(expression) };
  }

  resourceMember(base: Expression, member: string, locals: LocalNames, span: Span): Expr | undefined {
    const found = this.symbol(base, locals);
    if (found === undefined) return undefined;
    const { declaration, index } = found;
    const value = this.declaredMember(declaration, member, span);
    if (value !== undefined) return this.bound(declaration, index, value, span);
    const resource: Expr = {
      kind: 'resource',
      symbol: this.pathOf(declaration),
      index,
      span: this.lowering.span(base),
    };
    return { kind: 'member', base: resource, name: member, safe: false, span };
  }

  conditionOf(expression: Expression, locals: LocalNames): Expr | undefined {
    const found = this.symbol(expression, locals);
    if (found !== undefined) {
      const [first, ...more] = this.conditionsOf(found.declaration);
      if (first === undefined) return undefined;
      const all = more.length === 0 ? first : this.lowering.all([first, ...more], expression);
      return this.bound(found.declaration, found.index, all, this.lowering.span(expression));
    }
    const symbol = expression.kind === 'index-access' ? expression.base : expression;
    if (symbol.kind !== 'reference' || locals.has(symbol.name)) return undefined;
    const module = this.modules.find(({ name }) => name.name === symbol.name);
    if (module?.condition === undefined) return undefined;
    const index = expression.kind === 'index-access' ? this.lowering.lower(expression.index, locals) : undefined;
    if ((index === undefined) !== (module.loop === undefined)) return undefined;
    const condition = this.lowering.lower(module.condition.value, this.loopOf(module)?.inner ?? noLocals);
    return this.bound(module, index, condition, this.lowering.span(expression));
  }

  /** What the text says of a resource before it is deployed. */
  private declaredMember(declaration: ResourceDeclaration, member: string, span: Span): Expr | undefined {
    const type = this.typeOf(declaration);
    switch (member) {
      case 'name':
        return this.nameOf(declaration);
      case 'id': {
        const names = this.namesOf(declaration, 0);
        if (type === undefined || names === undefined) return undefined;
        return { kind: 'resource-id', type, names, scope: this.scopeOf(declaration, 0), span };
      }
      case 'type':
        return type === undefined ? undefined : { kind: 'literal', value: type, span };
      case 'apiVersion': {
        const version = declaration.type.kind === 'string' ? declaration.type.value.split('@')[1] : undefined;
        return version === undefined ? undefined : { kind: 'literal', value: version, span };
      }
      default:
        return undefined;
    }
  }

  /** Where a resource is deployed: what it says itself, else where its parent is. */
  private scopeOf(declaration: ResourceDeclaration, depth: number): ScopeExpr | undefined {
    // A scope that leads back to its own resource is none.
    if (this.scopesUnderWay.has(declaration)) return this.ownScope;
    this.scopesUnderWay.add(declaration);
    const scope = this.writtenScope(declaration, depth);
    this.scopesUnderWay.delete(declaration);
    return scope;
  }

  private writtenScope(declaration: ResourceDeclaration, depth: number): ScopeExpr | undefined {
    const parent = this.parentOf(declaration);
    if (parent !== undefined && depth <= maxParents) return this.scopeOf(parent.declaration, depth + 1);
    if (declaration.body.kind !== 'object') return this.ownScope;
    for (const member of declaration.body.members) {
      if (member.kind === 'property' && member.name === 'scope')
        return this.scopeNamed(member.value, this.localsOf(declaration));
    }
    return this.ownScope;
  }

  /** What stands behind `scope:`. */
  private scopeNamed(expression: Expression, locals: LocalNames): ScopeExpr {
    const scope = expression.kind === 'call' ? this.scopeCall(expression, locals) : undefined;
    if (scope !== undefined) return scope;
    const found = this.symbol(expression, locals);
    const span = this.lowering.span(expression);
    if (found !== undefined && this.typeOf(found.declaration)?.toLowerCase() === 'microsoft.resources/resourcegroups') {
      const group = this.resourceMember(expression, 'name', locals, span);
      const outer = this.scopeOf(found.declaration, 0);
      return { kind: 'group', subscription: outer?.kind === 'subscription' ? outer.subscription : undefined, group };
    }
    const id = this.resourceMember(expression, 'id', locals, span);
    return { kind: 'extension', target: id ?? this.lowering.lower(expression, locals) };
  }

  private scopeCall(
    { name, arguments: given }: Expression & { readonly kind: 'call' },
    locals: LocalNames,
  ): ScopeExpr | undefined {
    const args = given.map(argument => this.lowering.lower(argument, locals));
    switch (name.name) {
      case 'resourceGroup':
        return args.length > 1
          ? { kind: 'group', subscription: args[0], group: args[1] }
          : { kind: 'group', subscription: undefined, group: args[0] };
      case 'subscription':
        return { kind: 'subscription', subscription: args[0] };
      case 'managementGroup':
        return { kind: 'management-group', name: args[0] };
      case 'tenant':
        return { kind: 'tenant' };
      default:
        return undefined;
    }
  }

  /** The symbol of a declaration, `outer::inner` for one in another. */
  private pathOf(declaration: ResourceDeclaration): string {
    const outer = this.outer.get(declaration);
    const { name } = declaration.name;
    return outer === undefined ? name : `${this.pathOf(outer)}::${name}`;
  }

  private names(): TemplateNames {
    const parameters = new Map<string, ParameterNames>();
    const variables = new Map<string, Expr>();
    const outputs = new Map<string, Expr>();
    const functions = new Map<string, UserFunction>();
    for (const statement of this.tree.program.statements) {
      if (statement.kind === 'var') variables.set(statement.name.name, this.lowering.lower(statement.value, noLocals));
      if (statement.kind === 'output')
        outputs.set(statement.name.name.toLowerCase(), this.lowering.lower(statement.value, noLocals));
      if (statement.kind === 'func') functions.set(`user.${statement.name.name}`, this.userFunction(statement));
      if (statement.kind === 'param') parameters.set(statement.name.name, this.parameter(statement));
      if (statement.kind === 'param-assignment')
        parameters.set(statement.name.name, {
          name: statement.name.name,
          defaultValue: this.lowering.lower(statement.value, noLocals),
          type: undefined,
          nullable: false,
          nameSpan: this.lowering.span(statement.name),
        });
    }
    return { parameters, variables, outputs, functions, imports: this.imports };
  }

  private userFunction({ parameters, body }: FuncDeclaration): UserFunction {
    const locals = new Map(parameters.map(({ name }) => [name.name, `${name.name}#${name.start}`]));
    return { parameters: [...locals.values()], body: this.lowering.lower(body, locals) };
  }

  private parameter({ name, type, defaultValue }: ParamDeclaration): ParameterNames {
    const nullable = this.isNullable(type);
    const nameSpan = this.lowering.span(name);
    return {
      name: name.name,
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
    const scope = body.members.find(member => member.kind === 'property' && member.name === 'scope');
    return {
      symbol: name.name === '' ? undefined : name.name,
      name: value('name') ?? this.lowering.moduleName(name, loop?.header.index),
      source:
        reference === undefined
          ? { kind: 'unknown', why: 'the text does not name its file', at: this.lowering.span(path) }
          : { kind: 'file', reference },
      given: params === undefined ? nothingGiven : givenBy(params),
      scope: scope?.kind === 'property' ? this.scopeNamed(scope.value, locals) : undefined,
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
    if (outer !== undefined) this.outer.set(declaration, outer);
    if (declaration.name.name !== '') this.declarations.set(this.pathOf(declaration), declaration);
    for (const nested of declaration.nested) this.declare(nested, declaration, all);
  }

  /** `undefined` for a declaration whose type is not written down, or that has no body. */
  private resource(declaration: ResourceDeclaration): TemplateResource | undefined {
    const type = this.typeOf(declaration);
    if (type === undefined || declaration.body.kind !== 'object') return undefined;
    const body = this.lowering.object(declaration.body, this.localsOf(declaration));
    const name = body.members.find(member => member.name === 'name')?.value;
    return {
      symbol: declaration.name.name === '' ? undefined : this.pathOf(declaration),
      type: type.toLowerCase(),
      names: this.namesOf(declaration, 0) ?? [],
      scope: this.scopeOf(declaration, 0),
      body,
      loops: this.loopsOf(declaration),
      conditions: this.conditionsOf(declaration),
      span: this.lowering.span(declaration),
      head: { start: declaration.start, end: declaration.body.start },
      nameSpan: name?.span ?? this.lowering.span(declaration.name),
      existing: declaration.existing,
    };
  }

  /** The names that hold in a declaration's body: its own loop's and those of the declarations around it. */
  private localsOf(declaration: ResourceDeclaration): LocalNames {
    const known = this.bodyLocals.get(declaration);
    if (known !== undefined) return known;
    const locals = new Map(this.loopOf(declaration)?.inner ?? this.outerLocals(declaration));
    // In a body the resources nested in it are known by their own names.
    for (const nested of declaration.nested)
      if (nested.name.name !== '') locals.set(nested.name.name, `${nestedMark}${this.pathOf(nested)}`);
    this.bodyLocals.set(declaration, locals);
    return locals;
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

  /** A resource that is written in another exists only where that does; one that names its parent is deployed all the same. */
  private conditionsOf(declaration: ResourceDeclaration): readonly Expr[] {
    const outer = this.outer.get(declaration);
    const own = declaration.condition && this.lowering.lower(declaration.condition.value, this.localsOf(declaration));
    return [...(outer === undefined ? [] : this.conditionsOf(outer)), ...(own === undefined ? [] : [own])];
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
      const base = this.collection(expression.base, locals);
      if (base?.loop === undefined) return undefined;
      return { declaration: base, index: this.lowering.lower(expression.index, locals) };
    }
    if (expression.kind === 'nested-access') {
      const base = this.symbol(expression.base, locals);
      const nested = base && this.declarations.get(`${this.pathOf(base.declaration)}::${expression.name.name}`);
      return nested && { declaration: nested, index: base?.index };
    }
    if (expression.kind !== 'reference') return undefined;
    const declaration = this.declared(expression.name, locals);
    // A collection without an index is a list, not a resource.
    return declaration === undefined || declaration.loop !== undefined ? undefined : { declaration, index: undefined };
  }

  private declared(name: string, locals: LocalNames): ResourceDeclaration | undefined {
    const local = locals.get(name);
    if (local !== undefined && !local.startsWith(nestedMark)) return undefined;
    return this.declarations.get(local === undefined ? name : local.slice(nestedMark.length));
  }

  /** The declaration of a loop by its symbol. */
  private collection(expression: Expression, locals: LocalNames): ResourceDeclaration | undefined {
    if (expression.kind === 'reference') return this.declared(expression.name, locals);
    if (expression.kind !== 'nested-access') return undefined;
    const base = this.symbol(expression.base, locals);
    return base && this.declarations.get(`${this.pathOf(base.declaration)}::${expression.name.name}`);
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
  private bound(
    declaration: ResourceDeclaration | ModuleDeclaration,
    index: Expr | undefined,
    body: Expr,
    span: Span,
  ): Expr {
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
  const named = params.members.map(member => [member.name.toLowerCase(), member] as const);
  return {
    listed: new Map(named.map(([name, { value }]) => [name, value])),
    whole: undefined,
    words: new Map(named.map(([name, { nameSpan }]) => [name, nameSpan])),
  };
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
