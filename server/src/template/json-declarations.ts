/**
 * What a JSON template declares: resources, and deployments of other templates. Their parts are lowered when first asked,
 * because most resources of a template are of types that nobody asks about.
 *
 * Classes, because V8 keeps an object literal that has an accessor as a dictionary: it takes ten times as long to make.
 */
import type { FileId, Span, TextRange } from '../base/span.ts';
import { type JsonNode, type JsonObject, member } from '../syntax/json/tree.ts';
import type { Expr, LoopHeader, ObjectExpr, ScopeExpr } from './expr.ts';
import { type JsonScope, loopScope, lowerJson, lowerJsonObject, spanOf } from './json-expr.ts';
import { deploymentScope, givenParameters } from './json-sections.ts';
import type { GivenParameters, ModuleSource, TemplateModule, TemplateResource } from './template.ts';

/** What lies around a declaration. */
export interface Surroundings {
  /** What its text sees, but for a loop of its own. */
  readonly outer: JsonScope;
  /** The resource that it is nested in. */
  readonly parent: TemplateResource | undefined;
  /** The deployment without a scope of its own that it is nested in: it is deployed as often, as surely, and to where that is. */
  readonly deployment: Pick<TemplateModule, 'loops' | 'conditions' | 'scope'> | undefined;
}

/** What resources and deployments have in common. */
interface Told {
  readonly name: Expr | undefined;
  readonly loops: readonly LoopHeader[];
  readonly conditions: readonly Expr[];
}

abstract class Declaration {
  readonly symbol: string | undefined;
  readonly span: Span;
  /** The words to point at. */
  readonly nameSpan: Span;
  protected readonly node: JsonObject;
  protected readonly around: Surroundings;
  private known: Told | undefined;
  private repeated: { readonly header: LoopHeader | undefined; readonly inner: JsonScope } | undefined;

  constructor(symbol: string | undefined, node: JsonObject, around: Surroundings) {
    this.symbol = symbol;
    this.node = node;
    this.around = around;
    this.span = spanOf(around.outer.file, node);
    this.nameSpan = nameSpanOf(around.outer.file, node);
  }

  /** What its text sees. */
  get inner(): JsonScope {
    return this.loop.inner;
  }

  get loops(): readonly LoopHeader[] {
    return this.told.loops;
  }

  get conditions(): readonly Expr[] {
    return this.told.conditions;
  }

  protected get told(): Told {
    const { parent, deployment } = this.around;
    this.known ??= {
      name: this.part('name'),
      loops: listed((parent ?? deployment)?.loops, this.loop.header),
      // Not a parent's: a child is deployed even where its parent's condition is false.
      conditions: listed(deployment?.conditions, this.part('condition')),
    };
    return this.known;
  }

  private get loop(): { readonly header: LoopHeader | undefined; readonly inner: JsonScope } {
    const { outer } = this.around;
    const copy = member(this.node, 'copy');
    this.repeated ??= (copy?.kind === 'object' ? loopScope(copy, outer, true) : undefined) ?? {
      header: undefined,
      inner: outer,
    };
    return this.repeated;
  }

  private part(key: string): Expr | undefined {
    const written = member(this.node, key);
    return written && lowerJson(written, this.inner);
  }
}

export class DeclaredResource extends Declaration implements TemplateResource {
  readonly type: string;
  readonly head: TextRange;
  readonly existing: boolean;
  private path: readonly Expr[] | undefined;
  private place: { readonly scope: ScopeExpr | undefined } | undefined;
  private lowered: ObjectExpr | undefined;

  /** @param start where comments that belong to it may begin: at its symbol or its brace */
  constructor(symbol: string | undefined, type: string, node: JsonObject, start: number, around: Surroundings) {
    super(symbol, node, around);
    this.type = fullType(type, around.parent);
    this.head = headOf(node, start);
    const existing = member(node, 'existing');
    this.existing = existing?.kind === 'boolean' && existing.value;
  }

  /** A full name (`parent/child`) is tolerated in a nested resource. */
  get names(): readonly Expr[] {
    const { name } = this.told;
    this.path ??= listed(isFullName(name) ? [] : this.around.parent?.names, name);
    return this.path;
  }

  get scope(): ScopeExpr | undefined {
    this.place ??= { scope: this.writtenScope() ?? this.holder?.scope ?? this.around.outer.place };
    return this.place.scope;
  }

  get body(): ObjectExpr {
    this.lowered ??= lowerJsonObject(this.node, this.inner);
    return this.lowered;
  }

  private get holder(): Pick<TemplateModule, 'scope'> | TemplateResource | undefined {
    return this.around.parent ?? this.around.deployment;
  }

  private writtenScope(): ScopeExpr | undefined {
    const target = member(this.node, 'scope');
    if (target !== undefined) return { kind: 'extension', target: lowerJson(target, this.inner) };
    // What is only referred to says where it is as a deployment does: so the compiler of Bicep writes it (read 2026-11).
    return this.existing ? deploymentScope(this.node, this.inner) : undefined;
  }
}

export class DeclaredDeployment extends Declaration implements TemplateModule {
  readonly source: ModuleSource;
  private place: { readonly scope: ScopeExpr | undefined } | undefined;
  private passed: GivenParameters | undefined;

  /** @param sourceOf reads its template; what is nested in that may be deployed as the deployment is */
  constructor(
    symbol: string | undefined,
    node: JsonObject,
    around: Surroundings,
    sourceOf: (properties: JsonNode | undefined, deployment: DeclaredDeployment) => ModuleSource,
  ) {
    super(symbol, node, around);
    this.source = sourceOf(member(node, 'properties'), this);
  }

  get name(): Expr | undefined {
    return this.told.name;
  }

  get given(): GivenParameters {
    this.passed ??= givenParameters(member(this.node, 'properties'), this.inner);
    return this.passed;
  }

  get scope(): ScopeExpr | undefined {
    this.place ??= { scope: deploymentScope(this.node, this.inner) ?? this.around.deployment?.scope };
    return this.place.scope;
  }
}

/** The words to point at when a declaration is meant. */
export function nameSpanOf(file: FileId, node: JsonNode): Span {
  const name = member(node, 'name') ?? member(node, 'type');
  return spanOf(file, name ?? { start: node.start, end: Math.min(node.start + 1, node.end) });
}

/** From the symbolic name or the opening brace to the first property: comments in front of it and in it belong to the resource. */
export function headOf(node: JsonNode, start = node.start): TextRange {
  return { start, end: node.kind === 'object' ? (node.properties[0]?.start ?? node.end) : node.start };
}

/** Full type in lower case; a nested resource gives the last segment only, or the whole. */
export function fullType(text: string, parent: TemplateResource | undefined): string {
  const type = text.toLowerCase();
  return parent === undefined || type.startsWith(`${parent.type}/`) || /^[a-z]+\.[^/]+\//.test(type)
    ? type
    : `${parent.type}/${type}`;
}

function isFullName(name: Expr | undefined): boolean {
  if (name?.kind === 'literal') return typeof name.value === 'string' && name.value.includes('/');
  if (name?.kind === 'call' && name.name.toLowerCase() === 'concat') return name.args.some(isFullName);
  return name?.kind === 'join' && name.parts.some(part => part.kind === 'literal' && String(part.value).includes('/'));
}

/** Some items, and one more where there is one. */
function listed<T>(before: readonly T[] | undefined, last: T | undefined): readonly T[] {
  return last === undefined ? (before ?? []) : [...(before ?? []), last];
}
