import type { Imprint } from '../base/imprint.ts';
import { lazily } from '../base/lazily.ts';
import { Memo } from '../base/memo.ts';
import { parseResourceId } from '../base/resource-id.ts';
import type { FileId, TextRange } from '../base/span.ts';
import { type JsonNode, type JsonObject, type JsonTree, member } from '../syntax/json/tree.ts';
import { nsgType, resourceWithin, ruleType, typeOfExport, withUntold } from './export-shapes.ts';
import { type Expr, memberOf, type ObjectExpr } from './expr.ts';
import {
  DeclaredDeployment,
  DeclaredResource,
  fullType,
  headOf,
  nameSpanOf,
  type Surroundings,
} from './json-declarations.ts';
import { type JsonScope, keySpan, looksTruncated, lowerJson, lowerJsonObject, spanOf } from './json-expr.ts';
import {
  childObjects,
  hasInnerScope,
  isVersion2Template,
  namesOf,
  outputsOf,
  passedValue,
  placeOf,
  propertiesOf,
  symbolicObjects,
  textOf,
} from './json-sections.ts';
import { computedPlace, linkPath } from './link-path.ts';
import { isForDeveloperCli } from './placeholders.ts';
import {
  type FileReference,
  type ModuleSource,
  noNames,
  type ParameterNames,
  type Template,
  type TemplateModule,
  type TemplateNames,
  type TemplateProblem,
  type TemplateResource,
  type TemplateShape,
} from './template.ts';

const deploymentType = 'microsoft.resources/deployments';

/**
 * Recognises in which of the shapes people have a JSON text is, and lists its resources.
 *
 * Read are: ARM templates with their nested ones, REST answers and lists, `az … show/list` (flattened), PowerShell's
 * ConvertTo-Json, Resource Graph rows, and bare lists of security rules. Keys are compared without regard to case.
 * A text in none of these shapes gives shape `none` and no resources. Never throws.
 */
export function templateFromJson(tree: JsonTree, file: FileId): Template {
  return new Reader(file).read(tree);
}

/** The text of a file as data, every part of it with its place there; for `loadJsonContent`. */
export function dataFromJson(tree: JsonTree, file: FileId): Expr | undefined {
  return tree.root && lowerJson(tree.root, { ...outermost, file });
}

/** Nothing around a text: no expressions, no loops. */
const outermost: Omit<JsonScope, 'file'> = { expressions: false, loops: [], resourceLoop: undefined };

class Reader {
  private readonly file: FileId;
  private readonly resources: TemplateResource[] = [];
  private readonly modules: TemplateModule[] = [];
  private readonly references: FileReference[] = [];
  private readonly problems: TemplateProblem[] = [];
  /** Gathered when first asked: of most nested templates nobody asks. */
  private names: () => TemplateNames = () => noNames;
  private rulesOnly = false;
  private lenient = false;
  private isVersion2 = false;

  constructor(file: FileId) {
    this.file = file;
  }

  read({ root, text }: JsonTree): Template {
    const shape = this.shape(root);
    if (shape !== 'none' && root !== undefined) this.duplicateKeys(root, text);
    return this.template(shape);
  }

  private template(shape: TemplateShape): Template {
    const { file, resources, modules, names, references, problems, lenient } = this;
    return new ReadTemplate(shape, names, { file, resources, modules, references, problems, lenient });
  }

  /** A template within another: read by itself, because it sees nothing of the names around it. */
  private nested(template: JsonObject, isVersion2: boolean): Template {
    const inner = new Reader(this.file);
    inner.isVersion2 = isVersion2 || isVersion2Template(template);
    inner.wholeTemplate(template);
    this.references.push(...inner.references);
    return inner.template('arm-template');
  }

  private wholeTemplate(root: JsonObject): void {
    const scope: JsonScope = { ...this.topScope, expressions: true, isTemplate: true, place: placeOf(root) };
    this.names = lazily(() => namesOf(root, scope));
    this.templateResources(member(root, 'resources'), undefined, scope);
  }

  private shape(root: JsonNode | undefined): TemplateShape {
    if (root?.kind === 'array') return this.exported(root.items, root);
    if (root?.kind !== 'object') return 'none';
    const schema = textOf(member(root, '$schema'))?.toLowerCase() ?? '';
    if (schema.includes('deploymentparameters.json')) {
      const parameters = member(root, 'parameters');
      const assigned = { ...noNames, parameters: this.assignments(parameters) };
      this.names = () => assigned;
      this.lenient = isForDeveloperCli(parameters);
      return 'parameter-file';
    }
    const resources = member(root, 'resources');
    if (schema.includes('deploymenttemplate.json') || (resources !== undefined && this.holdsTypes(resources))) {
      this.isVersion2 = isVersion2Template(root);
      this.wholeTemplate(root);
      return 'arm-template';
    }
    const list = ['value', 'data'].map(key => member(root, key)).find(node => node?.kind === 'array');
    if (list?.kind === 'array' && typeOfExport(root) === undefined) return this.exported(list.items, list);
    return this.exported([resourceWithin(root) ?? root], root);
  }

  // -- Templates ------------------------------------------------------------------------------------------------------

  private holdsTypes(resources: JsonNode): boolean {
    return childObjects(resources).some(object =>
      textOf(member(object, 'type'))?.toLowerCase().startsWith('microsoft.'),
    );
  }

  /**
   * `resources` is a list, or in language version 2.0 an object with a symbolic name for each.
   * What is nested in a `deployment` that has no scope of its own is deployed as often, as surely, and to where that is.
   */
  private templateResources(
    resources: JsonNode | undefined,
    parent: TemplateResource | undefined,
    outer: JsonScope,
    deployment?: Pick<TemplateModule, 'loops' | 'conditions' | 'scope'>,
  ): void {
    const around: Surroundings = { outer, parent, deployment };
    for (const { symbol, node, start } of symbolicObjects(resources)) {
      const type = textOf(member(node, 'type'));
      if (type === undefined) continue;
      if (fullType(type, parent) === deploymentType) {
        this.modules.push(new DeclaredDeployment(symbol, node, around, this.sourceOf));
        continue;
      }
      const resource = new DeclaredResource(symbol, type, node, start, around);
      this.resources.push(resource);
      const children = member(node, 'resources');
      if (children !== undefined) this.templateResources(children, resource, resource.inner);
    }
  }

  private readonly sourceOf = (properties: JsonNode | undefined, deployment: DeclaredDeployment): ModuleSource => {
    const template = member(properties, 'template');
    if (template?.kind !== 'object') return this.linked(member(properties, 'templateLink'), deployment.inner);
    if (hasInnerScope(properties, this.isVersion2 || isVersion2Template(template)))
      return { kind: 'inline', template: this.nested(template, this.isVersion2) };
    this.templateResources(member(template, 'resources'), undefined, deployment.inner, deployment);
    return { kind: 'outer', outputs: outputsOf(template, deployment.inner) };
  };

  private linked(link: JsonNode | undefined, outer: JsonScope): ModuleSource {
    const node = member(link, 'relativePath') ?? member(link, 'uri');
    if (node === undefined) {
      const at = spanOf(this.file, link ?? { start: 0, end: 0 });
      return { kind: 'unknown', why: 'its template is not in this workspace', at };
    }
    const at = keySpan(this.file, node);
    const found = linkPath(lowerJson(node, outer));
    if (found === undefined) return { kind: 'unknown', why: computedPlace, at };
    const { path, guessed } = found;
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) return { kind: 'unknown', why: 'its template is at a URL', at };
    const reference: FileReference = {
      path: path.replace(/^\/+/, ''),
      kind: 'template',
      at,
      ...(guessed && { guessed }),
    };
    this.references.push(reference);
    return { kind: 'file', reference };
  }

  /** The values of a parameter file. */
  private assignments(section: JsonNode | undefined): ReadonlyMap<string, ParameterNames> {
    const scope: JsonScope = { ...this.topScope, placeholders: true };
    const assigned = new Map<string, ParameterNames>();
    for (const { key, value } of propertiesOf(section)) {
      assigned.set(key.value.toLowerCase(), {
        name: key.value,
        defaultValue: passedValue(key.value, lowerJson(value, scope)),
        type: undefined,
        nullable: false,
        nameSpan: keySpan(this.file, key),
      });
    }
    return assigned;
  }

  // -- Exports --------------------------------------------------------------------------------------------------------

  private exported(items: readonly JsonNode[], whole: JsonNode): TemplateShape {
    // A piece of a template has expressions like the whole; Azure's own answers have no text in brackets that it would matter for.
    const scope: JsonScope = { ...this.topScope, expressions: true };
    const rules = new Map<string, JsonObject[]>();
    for (const item of items) {
      if (item.kind !== 'object') continue;
      const type = typeOfExport(item);
      if (type === undefined) continue;
      if (type === ruleType) {
        const group = parseResourceId(textOf(member(item, 'id')) ?? '')?.names[0] ?? '';
        const known = rules.get(group);
        if (known) known.push(item);
        else rules.set(group, [item]);
        continue;
      }
      const body = withUntold(lowerJsonObject(item, scope), type, item);
      this.truncations(body);
      this.resources.push(this.exportedResource(type, memberOf(body, 'name')?.value, item, body));
    }
    for (const [group, list] of rules) this.ruleList(group, list, whole, scope);
    if (this.resources.length === 0) return 'none';
    return this.rulesOnly ? 'exported-rules' : 'exported-resources';
  }

  private exportedResource(type: string, name: Expr | undefined, node: JsonNode, body: ObjectExpr): TemplateResource {
    return {
      type,
      names: name === undefined ? [] : [name],
      body,
      loops: [],
      conditions: [],
      span: body.span,
      head: headOf(node),
      nameSpan: nameSpanOf(this.file, node),
      existing: false,
    };
  }

  /** `az network nsg rule list` and the like: the rules of one group without the group. */
  private ruleList(group: string, list: readonly JsonObject[], whole: JsonNode, scope: JsonScope): void {
    this.rulesOnly = true;
    const span = spanOf(this.file, whole);
    const items = list.map(item => lowerJsonObject(item, scope));
    for (const item of items) this.truncations(item);
    const nameSpan = { ...span, end: Math.min(span.start + 1, span.end) };
    const body: ObjectExpr = {
      kind: 'object',
      open: false,
      span,
      members: [
        {
          name: 'securityRules',
          nameSpan,
          span,
          // A single rule was shown on its own: the group has others that this file does not tell.
          value: { kind: 'array', items, open: whole.kind === 'object', span },
        },
      ],
    };
    const name: Expr | undefined = group === '' ? undefined : { kind: 'literal', value: group, span: nameSpan };
    this.resources.push({
      ...this.exportedResource(nsgType, name, whole, body),
      nameSpan,
      head: { start: span.start, end: span.start },
    });
  }

  /** PowerShell cuts nested objects off at its default depth; what is left is a type's name in a string. */
  private truncations(body: ObjectExpr): void {
    const walk = (expr: Expr): Expr | undefined => {
      if (expr.kind === 'opaque' && looksTruncated(expr.text)) return expr;
      if (expr.kind === 'array') return first(expr.items, walk);
      return expr.kind === 'object' && expr.constant === undefined
        ? first(expr.members, m => walk(m.value))
        : undefined;
    };
    const cut = walk(body);
    if (cut === undefined) return;
    this.problems.push({
      rule: 'truncated-export',
      at: cut.span,
      message:
        'PowerShell cut this export off here, so the rest is unknown. Export again with ConvertTo-Json -Depth 10.',
      related: [],
    });
  }

  private get topScope(): JsonScope {
    return { ...outermost, file: this.file };
  }

  // -- Both -----------------------------------------------------------------------------------------------------------

  /** Azure reads the last of several equal keys and says nothing. */
  private duplicateKeys(root: JsonNode, text: string): void {
    // Of all letters, this one alone is longer in lower case; without it, equal names are equally long.
    const isLengthKept = !text.includes('\u0130') && !text.includes('\\u0130');
    const stack: JsonNode[] = hasDistinctKeys(root, isLengthKept) ? [] : [root];
    while (stack.length > 0) {
      const node = stack.pop()!;
      if (node.kind === 'array') stack.push(...node.items);
      if (node.kind !== 'object') continue;
      const seen = new Map<string, TextRange>();
      for (const { key, value } of node.properties) {
        stack.push(value);
        const name = key.value;
        const earlier = seen.get(name.toLowerCase());
        if (earlier !== undefined) {
          this.problems.push({
            rule: 'duplicate-key',
            at: keySpan(this.file, earlier),
            message: `'${name}' is given twice in one object; only the last one counts.`,
            related: [{ at: keySpan(this.file, key), message: 'this one counts' }],
          });
        }
        seen.set(name.toLowerCase(), key);
      }
    }
  }
}

/** Its names are gathered when first asked: of most nested templates nobody asks. */
class ReadTemplate implements Template {
  readonly shape: TemplateShape;
  readonly file: FileId;
  readonly resources: readonly TemplateResource[];
  readonly modules: readonly TemplateModule[];
  readonly references: readonly FileReference[];
  readonly using = undefined;
  readonly extending = undefined;
  readonly lenient: boolean;
  readonly problems: readonly TemplateProblem[];
  readonly #names: () => TemplateNames;

  constructor(
    shape: TemplateShape,
    names: () => TemplateNames,
    read: Pick<Template, 'file' | 'resources' | 'modules' | 'references' | 'problems' | 'lenient'>,
  ) {
    this.shape = shape;
    this.file = read.file;
    this.resources = read.resources;
    this.modules = read.modules;
    this.references = read.references;
    this.lenient = read.lenient;
    this.problems = read.problems;
    this.#names = names;
  }

  get names(): TemplateNames {
    return this.#names();
  }
}

/** Whether items of lists have no key twice, nor anything in them. */
const distinct = new Memo<Imprint, boolean>();

/** @param isLengthKept whether no name is longer in lower case; else a few more are compared */
function hasDistinctKeys(node: JsonNode, isLengthKept: boolean): boolean {
  if (node.kind === 'array') {
    for (const item of node.items) if (!hasDistinctKeys(item, isLengthKept)) return false;
    return true;
  }
  if (node.kind !== 'object') return true;
  const known = node.imprint && distinct.get(node.imprint);
  if (known !== undefined) return known;
  const result = areDistinct(node.properties, isLengthKept) && haveDistinctKeys(node.properties, isLengthKept);
  if (node.imprint !== undefined) distinct.set(node.imprint, result);
  return result;
}

function haveDistinctKeys(properties: JsonObject['properties'], isLengthKept: boolean): boolean {
  for (const { value } of properties) if (!hasDistinctKeys(value, isLengthKept)) return false;
  return true;
}

/** Most objects have a few names, which are quicker compared with each other than gathered. */
const fewNames = 8;

function areDistinct(properties: JsonObject['properties'], isLengthKept: boolean): boolean {
  if (properties.length > fewNames || !isLengthKept)
    return new Set(properties.map(({ key }) => key.value.toLowerCase())).size === properties.length;
  for (let i = 1; i < properties.length; i++) {
    const name = properties[i]!.key.value;
    for (let j = 0; j < i; j++) {
      const other = properties[j]!.key.value;
      if (other.length === name.length && (other === name || other.toLowerCase() === name.toLowerCase())) return false;
    }
  }
  return true;
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
