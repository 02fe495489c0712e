/**
 * What the expressions of a JSON template may name at a place. In: the tree of a text and an offset. Out: the template whose names are
 * seen there, and the loops around. Never here: what the names amount to.
 */
import type { JsonNode, JsonObject, JsonProperty, JsonString } from '../syntax/json/tree.ts';
import { member } from '../syntax/json/tree.ts';
import { type JsonScope, loopScope } from '../template/json-expr.ts';
import { hasInnerScope, isVersion2Template, placeOf, textOf } from '../template/json-sections.ts';

export interface ExpressionScope {
  /** The text at the offset. */
  readonly text: JsonString;
  /** The template whose names the place sees. */
  readonly template: JsonObject;
  readonly isVersion2: boolean;
  /** The function of the template's own whose body it is; its parameters hide those of the template. */
  readonly ownFunction: JsonObject | undefined;
  /** What the place defines, and so cannot name: a parameter or a variable, in lower case. */
  readonly defines: { readonly what: 'parameter' | 'variable'; readonly name: string } | undefined;
  /** Names of the loops around, as written, the innermost last; one without a name is left out. */
  readonly loops: readonly string[];
  /** What lowering an expression at the place must know. */
  readonly lowering: JsonScope;
}

/** `undefined` outside of texts. */
export function expressionScopeAt(root: JsonObject, file: string, offset: number): ExpressionScope | undefined {
  const walk = new Walk(root, file);
  let node: JsonNode = root;
  while (node.kind === 'object' || node.kind === 'array') {
    const inner: JsonNode | undefined =
      node.kind === 'array' ? node.items.find(item => holds(item, offset)) : walk.into(node, offset);
    if (inner === undefined) return undefined;
    node = inner;
  }
  return node.kind === 'string' && node.start < offset ? walk.scopeOf(node) : undefined;
}

class Walk {
  private template: JsonObject;
  private isVersion2: boolean;
  private ownFunction: JsonObject | undefined;
  private section = '';
  private defines: ExpressionScope['defines'];
  private loops: string[] = [];
  private lowering: JsonScope;
  /** Type of the innermost resource on the way, in lower case. */
  private resourceType: string | undefined;
  /** Names of the properties on the way, in lower case; of the template at hand first. */
  private path: string[] = [];
  private readonly file: string;

  constructor(root: JsonObject, file: string) {
    this.file = file;
    this.template = root;
    this.isVersion2 = isVersion2Template(root);
    this.lowering = this.outermost(root);
  }

  /** The value, or the name, of the property that holds an offset; takes note of what that means for the names inside. */
  into(object: JsonObject, offset: number): JsonNode | undefined {
    const property = object.properties.find(({ key, value }) => holds(key, offset) || holds(value, offset));
    if (property === undefined) return undefined;
    const key = property.key.value.toLowerCase();
    this.noteResource(object, key);
    if (key === 'input' && this.path.at(-1) === 'copy') this.enter(object, this.section === 'outputs');
    this.noteDefinition(object, property, key);
    this.path.push(key);
    if (holds(property.key, offset)) return property.key;
    if (key === 'template' && this.path.at(-2) === 'properties') this.noteTemplate(object, property.value);
    return property.value;
  }

  scopeOf(text: JsonString): ExpressionScope {
    const { template, isVersion2, ownFunction, defines, loops, lowering } = this;
    return { text, template, isVersion2, ownFunction, defines, loops, lowering };
  }

  /** The loop of a resource is around all of it but the `copy` itself. */
  private noteResource(object: JsonObject, key: string): void {
    // In a list, or under its symbolic name.
    if (this.path.at(-1) !== 'resources' && this.path.at(-2) !== 'resources') return;
    const type = textOf(member(object, 'type'));
    if (type === undefined) return;
    this.resourceType = type.toLowerCase();
    const copy = member(object, 'copy');
    if (key !== 'copy' && copy?.kind === 'object') this.enter(copy, true);
  }

  private enter(copy: JsonObject, isWhole: boolean): void {
    const name = textOf(member(copy, 'name'));
    if (name !== undefined && name !== '' && !name.startsWith('[')) this.loops.push(name);
    this.lowering = loopScope(copy, this.lowering, isWhole)?.inner ?? this.lowering;
  }

  private noteDefinition(object: JsonObject, property: JsonProperty, key: string): void {
    const depth = this.path.length;
    if (depth === 0) this.section = key;
    else if (depth === 1 && (this.section === 'parameters' || this.section === 'variables'))
      this.defines = { what: this.section === 'parameters' ? 'parameter' : 'variable', name: key };
    else if (this.section === 'variables' && this.path.join('/') === 'variables/copy')
      this.defines = { what: 'variable', name: textOf(member(object, 'name'))?.toLowerCase() ?? '' };
    else if (this.section === 'functions' && key === 'output' && property.value.kind === 'object') {
      this.ownFunction = object;
      this.lowering = { ...this.lowering, isFunction: true };
    }
  }

  /** A template that sees its own names only. */
  private noteTemplate(properties: JsonObject, template: JsonNode): void {
    if (this.resourceType !== 'microsoft.resources/deployments' || template.kind !== 'object') return;
    if (!hasInnerScope(properties, this.isVersion2 || isVersion2Template(template))) {
      this.path = [];
      return;
    }
    this.template = template;
    this.isVersion2 ||= isVersion2Template(template);
    this.lowering = this.outermost(template);
    this.loops = [];
    this.path = [];
    this.section = '';
  }

  private outermost(template: JsonObject): JsonScope {
    return {
      file: this.file,
      expressions: true,
      isTemplate: true,
      loops: [],
      resourceLoop: undefined,
      place: placeOf(template),
    };
  }
}

function holds({ start, end }: JsonNode, offset: number): boolean {
  return start < offset && offset <= end && end > start;
}
