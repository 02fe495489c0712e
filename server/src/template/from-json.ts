import { parseResourceId } from '../base/resource-id.ts';
import type { FileId, Span, TextRange } from '../base/span.ts';
import { type JsonNode, type JsonObject, type JsonProperty, type JsonTree, member } from '../syntax/json/tree.ts';
import { type Expr, memberOf, type ObjectExpr } from './expr.ts';
import { type JsonScope, keySpan, looksTruncated, loopScope, lowerJson, lowerJsonObject, spanOf } from './json-expr.ts';
import type {
  ParameterNames,
  ScopeNames,
  Template,
  TemplateProblem,
  TemplateResource,
  TemplateShape,
} from './template.ts';

const nsgType = 'microsoft.network/networksecuritygroups';
const ruleType = `${nsgType}/securityrules`;
const deploymentType = 'microsoft.resources/deployments';

/**
 * Recognises in which of the shapes people have a JSON text is, and lists its resources.
 *
 * Read are: ARM templates with their nested ones, REST answers and lists, `az … show/list` (flattened), PowerShell's
 * ConvertTo-Json, Resource Graph rows, and bare lists of security rules. Keys are compared without regard to case.
 * A text in none of these shapes gives shape `none` and no resources. Never throws.
 */
export function templateFromJson(tree: JsonTree, file: FileId): Template {
  return new Reader(file).read(tree.root);
}

class Reader {
  private readonly file: FileId;
  private readonly resources: TemplateResource[] = [];
  private readonly problems: TemplateProblem[] = [];
  private readonly scopes = new Map<string, ScopeNames>();
  private rulesOnly = false;
  private isVersion2 = false;

  constructor(file: FileId) {
    this.file = file;
  }

  read(root: JsonNode | undefined): Template {
    const shape = this.shape(root);
    if (shape !== 'none' && root !== undefined) this.duplicateKeys(root);
    return { shape, resources: this.resources, scopes: this.scopes, problems: this.problems };
  }

  private shape(root: JsonNode | undefined): TemplateShape {
    if (root?.kind === 'array') return this.exported(root.items, root);
    if (root?.kind !== 'object') return 'none';
    const schema = textOf(member(root, '$schema'))?.toLowerCase() ?? '';
    if (schema.includes('deploymentparameters.json')) return 'parameter-file';
    const resources = member(root, 'resources');
    if (schema.includes('deploymenttemplate.json') || (resources !== undefined && this.holdsTypes(resources))) {
      const scope: JsonScope = { ...this.topScope, expressions: true };
      this.isVersion2 = isVersion2(root);
      this.scopes.set('', this.namesOf(root, scope, new Map(), false));
      this.templateResources(resources, undefined, scope);
      return 'arm-template';
    }
    const list = ['value', 'data'].map(key => member(root, key)).find(node => node?.kind === 'array');
    if (list?.kind === 'array' && this.typeOf(root) === undefined) return this.exported(list.items, list);
    return this.exported([root], root);
  }

  // -- Templates ------------------------------------------------------------------------------------------------------

  private holdsTypes(resources: JsonNode): boolean {
    return childObjects(resources).some(object =>
      textOf(member(object, 'type'))?.toLowerCase().startsWith('microsoft.'),
    );
  }

  /**
   * `resources` is a list, or in language version 2.0 an object with a symbolic name for each.
   * What is nested in a `deployment` is deployed as often, and as surely, as that.
   */
  private templateResources(
    resources: JsonNode | undefined,
    parent: TemplateResource | undefined,
    outer: JsonScope,
    deployment?: TemplateResource,
  ): void {
    for (const node of childObjects(resources)) {
      const typeText = textOf(member(node, 'type'));
      if (typeText === undefined) continue;
      const copy = member(node, 'copy');
      const loop = copy?.kind === 'object' ? loopScope(copy, outer, true) : undefined;
      const scope = loop?.inner ?? outer;
      const holder = parent ?? deployment;
      const nameNode = member(node, 'name');
      const name = nameNode && lowerJson(nameNode, scope);
      const conditionNode = member(node, 'condition');
      const condition = conditionNode && lowerJson(conditionNode, scope);
      const existing = member(node, 'existing');
      const type = fullType(typeText, parent);
      let body: ObjectExpr | undefined;
      const resource: TemplateResource = {
        type,
        // A full name (`parent/child`) is tolerated in a nested resource.
        names: [
          ...(parent === undefined || isFullName(name) ? [] : parent.names),
          ...(name === undefined ? [] : [name]),
        ],
        // Lowered when first asked: most resources of a template are of types that nobody asks about.
        get body() {
          body ??= lowerJsonObject(node, scope);
          return body;
        },
        loops: [...(holder?.loops ?? []), ...(loop === undefined ? [] : [loop.header])],
        // Not a parent's: a child is deployed even where its parent's condition is false.
        conditions: [...(deployment?.conditions ?? []), ...(condition === undefined ? [] : [condition])],
        span: spanOf(this.file, node),
        head: headOf(node),
        nameSpan: this.nameSpan(node),
        existing: existing?.kind === 'boolean' && existing.value,
        scope: scope.scope,
      };
      this.resources.push(resource);
      if (type === deploymentType) this.nestedTemplate(node, resource, scope);
      else this.templateResources(member(node, 'resources'), resource, scope);
    }
  }

  private nestedTemplate(node: JsonObject, deployment: TemplateResource, outer: JsonScope): void {
    const properties = member(node, 'properties');
    const template = member(properties, 'template');
    if (template?.kind === 'object') {
      const evaluation = textOf(member(member(properties, 'expressionEvaluationOptions'), 'scope'));
      let scope = outer;
      // In language version 2.0 the inner scope is the default (Learn: template syntax, language version 2.0).
      const isInner =
        evaluation === undefined ? this.isVersion2 || isVersion2(template) : evaluation.toLowerCase() === 'inner';
      if (isInner) {
        scope = { ...this.topScope, scope: `${outer.scope}/${node.start}`, expressions: true };
        this.scopes.set(
          scope.scope,
          this.namesOf(
            template,
            scope,
            givenParameters(member(properties, 'parameters'), outer),
            deployment.loops.length > 0,
          ),
        );
      }
      this.templateResources(member(template, 'resources'), undefined, scope, deployment);
    } else if (member(properties, 'templateLink') !== undefined) {
      this.problems.push({
        rule: 'unread-template',
        at: deployment.nameSpan,
        message:
          'The resources of this linked template are in another file, which is not read: nothing is said about them.',
        related: [],
      });
    }
  }

  /** Parameters and variables of a template, in lower case, as its expressions name them. */
  private namesOf(
    template: JsonObject,
    scope: JsonScope,
    given: ReadonlyMap<string, Expr>,
    looped: boolean,
  ): ScopeNames {
    const parameters = new Map<string, ParameterNames>();
    for (const { key, value } of propertiesOf(member(template, 'parameters'))) {
      const written = member(value, 'defaultValue');
      const nullable = member(value, 'nullable');
      const isNullable = written === undefined && nullable?.kind === 'boolean' && nullable.value;
      const name = key.value.toLowerCase();
      parameters.set(name, {
        given: given.get(name),
        defaultValue:
          written !== undefined
            ? lowerJson(written, scope)
            : isNullable
              ? { kind: 'literal', value: null, span: spanOf(this.file, key) }
              : undefined,
      });
    }
    const variables = new Map<string, Expr>();
    const section = member(template, 'variables');
    if (section?.kind === 'object') {
      for (const entry of lowerJsonObject(section, scope).members) variables.set(entry.name.toLowerCase(), entry.value);
    }
    return { looped, parameters, variables };
  }

  // -- Exports --------------------------------------------------------------------------------------------------------

  private exported(items: readonly JsonNode[], whole: JsonNode): TemplateShape {
    // A piece of a template has expressions like the whole; Azure's own answers have no text in brackets that it would matter for.
    const scope: JsonScope = { ...this.topScope, expressions: true };
    const rules = new Map<string, JsonObject[]>();
    for (const item of items) {
      if (item.kind !== 'object') continue;
      const type = this.typeOf(item);
      if (type === undefined) continue;
      if (type === ruleType) {
        const group = parseResourceId(textOf(member(item, 'id')) ?? '')?.names[0] ?? '';
        const known = rules.get(group);
        if (known) known.push(item);
        else rules.set(group, [item]);
        continue;
      }
      const body = lowerJsonObject(item, scope);
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
      nameSpan: this.nameSpan(node),
      existing: false,
      scope: '',
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

  /** The full type of an exported resource in lower case: from `type`, else from `id`, else from the fields that only it has. */
  private typeOf(node: JsonObject): string | undefined {
    const type = textOf(member(node, 'type'))?.toLowerCase();
    if (type?.startsWith('microsoft.')) return type;
    const id = parseResourceId(textOf(member(node, 'id')) ?? '');
    if (id !== undefined) return id.type;
    const has = (key: string) =>
      member(node, key) !== undefined || member(member(node, 'properties'), key) !== undefined;
    if (has('securityRules') || has('defaultSecurityRules')) return nsgType;
    if (looksLikeRule(has)) return ruleType;
    if (has('disableBgpRoutePropagation') || holdsRoutes(node)) return 'microsoft.network/routetables';
    if (has('addressSpace')) return 'microsoft.network/virtualnetworks';
    if (has('virtualNetworkType') || has('vpnType')) return 'microsoft.apimanagement/service';
    return undefined;
  }

  /** PowerShell cuts nested objects off at its default depth; what is left is a type's name in a string. */
  private truncations(body: ObjectExpr): void {
    const walk = (expr: Expr): Expr | undefined => {
      if (expr.kind === 'opaque' && looksTruncated(expr.text)) return expr;
      if (expr.kind === 'array') return first(expr.items, walk);
      return expr.kind === 'object' ? first(expr.members, m => walk(m.value)) : undefined;
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
    return { file: this.file, scope: '', expressions: false, loops: [], resourceLoop: undefined };
  }

  // -- Both -----------------------------------------------------------------------------------------------------------

  private nameSpan(node: JsonNode): Span {
    const name = member(node, 'name') ?? member(node, 'type');
    return spanOf(this.file, name ?? { start: node.start, end: Math.min(node.start + 1, node.end) });
  }

  /** Azure reads the last of several equal keys and says nothing. */
  private duplicateKeys(root: JsonNode): void {
    const stack: JsonNode[] = [root];
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

/** What a deployment passes to its template. An entry that is one expression yields the object that holds `value`. */
function givenParameters(section: JsonNode | undefined, outer: JsonScope): ReadonlyMap<string, Expr> {
  const given = new Map<string, Expr>();
  for (const { key, value } of propertiesOf(section)) {
    const entry = lowerJson(value, outer);
    const { span } = entry;
    given.set(
      key.value.toLowerCase(),
      memberOf(entry, 'value')?.value ??
        (entry.kind === 'object'
          ? {
              kind: 'opaque',
              why: 'it is a secret, or it is computed',
              text: `${key.value} at ${span.start}`,
              scope: outer.scope,
              span,
            }
          : { kind: 'member', base: entry, name: 'value', safe: true, span }),
    );
  }
  return given;
}

function isVersion2(template: JsonObject): boolean {
  return textOf(member(template, 'languageVersion'))?.startsWith('2.') === true;
}

function propertiesOf(node: JsonNode | undefined): readonly JsonProperty[] {
  return node?.kind === 'object' ? node.properties : [];
}

function childObjects(node: JsonNode | undefined): readonly JsonObject[] {
  const nodes = node?.kind === 'array' ? node.items : node?.kind === 'object' ? node.properties.map(p => p.value) : [];
  return nodes.filter((child): child is JsonObject => child.kind === 'object');
}

/** Two of the words that every rule has, and one that only a rule has: a rule that lacks a property is a rule all the same. */
function looksLikeRule(has: (key: string) => boolean): boolean {
  const words = ['priority', 'direction', 'access'].filter(has).length;
  return (
    words === 3 ||
    (words === 2 &&
      ['source', 'destination'].some(side =>
        ['AddressPrefix', 'AddressPrefixes', 'PortRange', 'PortRanges'].some(word => has(`${side}${word}`)),
      ))
  );
}

/** Whether `routes` are Azure's; web servers have lists of that name too. */
function holdsRoutes(node: JsonObject): boolean {
  const routes = member(node, 'routes') ?? member(member(node, 'properties'), 'routes');
  return childObjects(routes).some(
    route =>
      member(route, 'nextHopType') !== undefined || member(member(route, 'properties'), 'nextHopType') !== undefined,
  );
}

/** Full type in lower case; a nested resource gives the last segment only, or the whole. */
function fullType(text: string, parent: TemplateResource | undefined): string {
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

/** From the opening brace to the first property: comments in front of it and in it belong to the resource. */
function headOf(node: JsonNode): TextRange {
  return { start: node.start, end: node.kind === 'object' ? (node.properties[0]?.start ?? node.end) : node.start };
}

function textOf(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.value : undefined;
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
