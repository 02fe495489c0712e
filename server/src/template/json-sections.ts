/**
 * The sections of a JSON template that name things: parameters, variables, functions and outputs; what a deployment gives to it, and
 * where it goes. Values are lowered when they are asked for.
 */
import { LazyMap } from '../base/lazy-map.ts';
import type { Span } from '../base/span.ts';
import { type JsonNode, type JsonObject, type JsonProperty, type JsonString, member } from '../syntax/json/tree.ts';
import { argumentLocal } from './arm-expr.ts';
import { type Expr, memberOf, type ScopeExpr } from './expr.ts';
import { joinExpr } from './join.ts';
import { type JsonScope, keySpan, loopScope, lowerJson, lowerJsonObject, spanOf } from './json-expr.ts';
import {
  type GivenParameters,
  noNames,
  type ParameterNames,
  type TemplateNames,
  type UserFunction,
} from './template.ts';

/** Parameters, variables and outputs of a template, in lower case, as its expressions name them. */
export function namesOf(template: JsonObject, scope: JsonScope): TemplateNames {
  const parameters = new Map<string, ParameterNames>();
  for (const { key, value } of propertiesOf(member(template, 'parameters'))) {
    parameters.set(key.value.toLowerCase(), new DeclaredParameter(key, value, allowsNull(value, template), scope));
  }
  return {
    ...noNames,
    parameters,
    variables: variablesOf(template, scope),
    outputs: outputsOf(template, scope),
    functions: functionsOf(template, scope),
  };
}

/** Its default is lowered when first asked. */
class DeclaredParameter implements ParameterNames {
  readonly name: string;
  readonly type: string | undefined;
  readonly nullable: boolean;
  readonly nameSpan: Span;
  #written: JsonNode | undefined;
  readonly #scope: JsonScope;
  #defaultValue: Expr | undefined;

  constructor(key: JsonString, definition: JsonNode, nullable: boolean, scope: JsonScope) {
    this.name = key.value;
    this.type = textOf(member(definition, 'type'))?.toLowerCase();
    this.nullable = nullable;
    this.nameSpan = keySpan(scope.file, key);
    this.#written = member(definition, 'defaultValue');
    this.#scope = scope;
    if (nullable) this.#defaultValue = { kind: 'literal', value: null, span: spanOf(scope.file, key) };
  }

  get defaultValue(): Expr | undefined {
    if (this.#written !== undefined) {
      this.#defaultValue = lowerJson(this.#written, this.#scope);
      this.#written = undefined;
    }
    return this.#defaultValue;
  }
}

/** Whether a parameter may be null, by itself or by the definition that it refers to. */
function allowsNull(parameter: JsonNode, template: JsonObject): boolean {
  const seen = new Set<string>();
  for (let node: JsonNode | undefined = parameter; node !== undefined; ) {
    const nullable = member(node, 'nullable');
    if (nullable?.kind === 'boolean') return nullable.value;
    const name = /^#\/definitions\/(.+)$/.exec(textOf(member(node, '$ref')) ?? '')?.[1];
    if (name === undefined || seen.has(name)) return false;
    seen.add(name);
    // JSON pointers write a slash as ~1 and a tilde as ~0.
    node = member(member(template, 'definitions'), name.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  return false;
}

function variablesOf(template: JsonObject, scope: JsonScope): ReadonlyMap<string, Expr> {
  const section = member(template, 'variables');
  if (section?.kind !== 'object') return new Map();
  // Variables that a loop makes have their names in it.
  const loops = section.properties.filter(({ key }) => key.value.toLowerCase() === 'copy');
  const made = lowerJsonObject({ ...section, properties: loops, imprint: undefined }, scope).members;
  const written = section.properties.filter(property => !loops.includes(property));
  return new LazyMap([
    ...written.map(({ key, value }) => [key.value.toLowerCase(), () => lowerJson(value, scope)] as const),
    ...made.map(member => [member.name.toLowerCase(), () => member.value] as const),
  ]);
}

/** `functions: [{namespace, members: {name: {parameters, output: {value}}}}]` */
function functionsOf(template: JsonObject, outer: JsonScope): ReadonlyMap<string, UserFunction> {
  const scope: JsonScope = { ...outer, isFunction: true };
  const functions = new Map<string, UserFunction>();
  for (const library of childObjects(member(template, 'functions'))) {
    const namespace = textOf(member(library, 'namespace'));
    if (namespace === undefined) continue;
    for (const { key, value } of propertiesOf(member(library, 'members'))) {
      const parameters = childObjects(member(value, 'parameters')).map(one => textOf(member(one, 'name')) ?? '');
      const output = member(member(value, 'output'), 'value');
      if (output === undefined) continue;
      functions.set(`${namespace}.${key.value}`.toLowerCase(), {
        parameters: parameters.map(argumentLocal),
        body: lowerJson(output, scope),
      });
    }
  }
  return functions;
}

/** What a deployment says of the place its template goes to. */
export function deploymentScope(node: JsonObject, outer: JsonScope): ScopeExpr | undefined {
  const part = (name: string): Expr | undefined => {
    const value = member(node, name);
    return value && lowerJson(value, outer);
  };
  const [group, subscription] = [part('resourceGroup'), part('subscriptionId')];
  if (group !== undefined) return { kind: 'group', subscription, group };
  if (subscription !== undefined) return { kind: 'subscription', subscription };
  return managementGroupIn(part('scope'));
}

/** `Microsoft.Management/managementGroups/NAME`, which is how a deployment says that it goes to another one. */
function managementGroupIn(scope: Expr | undefined): ScopeExpr | undefined {
  const parts = scope?.kind === 'join' ? scope.parts : scope === undefined ? [] : [scope];
  const [first, ...rest] = parts;
  if (scope === undefined || first?.kind !== 'literal') return undefined;
  const [, start] =
    /^\/?(?:providers\/)?Microsoft\.Management\/managementGroups\/(.*)$/is.exec(String(first.value)) ?? [];
  if (start === undefined) return undefined;
  const pieces: readonly Expr[] = [...(start === '' ? [] : [{ ...first, value: start }]), ...rest];
  return { kind: 'management-group', name: joinExpr(pieces, scope.span) };
}

export function isVersion2Template(template: JsonObject): boolean {
  return textOf(member(template, 'languageVersion'))?.startsWith('2.') === true;
}

/**
 * Whether the template of a deployment sees its own names, and not those of the template around it.
 *
 * @param isVersion2 of the template or of one around it: there it is the default (Learn: template syntax, language version 2.0)
 */
export function hasInnerScope(properties: JsonNode | undefined, isVersion2: boolean): boolean {
  const scope = textOf(member(member(properties, 'expressionEvaluationOptions'), 'scope'));
  return scope === undefined ? isVersion2 : scope.toLowerCase() === 'inner';
}

/** Where a template is deployed, by its schema. */
export function placeOf(template: JsonObject): ScopeExpr | undefined {
  const schema = textOf(member(template, '$schema'))?.toLowerCase() ?? '';
  if (schema.includes('/subscriptiondeploymenttemplate.json')) return { kind: 'subscription', subscription: undefined };
  if (schema.includes('/managementgroupdeploymenttemplate.json')) return { kind: 'management-group', name: undefined };
  return schema.includes('/tenantdeploymenttemplate.json') ? { kind: 'tenant' } : undefined;
}

export function outputsOf(template: JsonObject, scope: JsonScope): ReadonlyMap<string, Expr> {
  const written = propertiesOf(member(template, 'outputs')).filter(
    ({ value }) => member(value, 'value') !== undefined || member(value, 'copy') !== undefined,
  );
  return new LazyMap(written.map(({ key, value }) => [key.value.toLowerCase(), () => outputOf(value, scope)] as const));
}

function outputOf(node: JsonNode, scope: JsonScope): Expr {
  const span = spanOf(scope.file, node);
  const copy = member(node, 'copy');
  const loop = copy?.kind === 'object' ? loopScope(copy, scope, true) : undefined;
  const input = loop === undefined ? member(node, 'value') : member(copy, 'input');
  const none: Expr = { kind: 'literal', value: null, span };
  const made = input === undefined ? none : lowerJson(input, loop?.inner ?? scope);
  const whole: Expr = loop === undefined ? made : { kind: 'loop', header: loop.header, body: made, span };
  const condition = member(node, 'condition');
  if (condition === undefined) return whole;
  return { kind: 'conditional', condition: lowerJson(condition, scope), whenTrue: whole, whenFalse: none, span };
}

export function givenParameters(properties: JsonNode | undefined, outer: JsonScope): GivenParameters {
  const section = member(properties, 'parameters');
  const link = member(properties, 'parametersLink');
  if (link !== undefined) {
    const span = spanOf(outer.file, link);
    const why = 'its parameters are in another file';
    return { listed: new Map(), whole: { kind: 'opaque', why, text: 'parametersLink', span } };
  }
  const listed = propertiesOf(section).map(
    ({ key, value }) => [key.value.toLowerCase(), () => passedValue(key.value, lowerJson(value, outer))] as const,
  );
  return { listed: new LazyMap(listed), whole: undefined };
}

/** The value in an entry of parameters. An entry that is one expression yields the object that holds `value`. */
export function passedValue(name: string, entry: Expr): Expr {
  const { span } = entry;
  const written = memberOf(entry, 'value')?.value ?? secretIn(memberOf(entry, 'reference')?.value);
  if (written !== undefined) return written;
  return entry.kind === 'object'
    ? { kind: 'opaque', why: 'it is a secret, or it is computed', text: `${name} at ${span.start}`, span }
    : { kind: 'member', base: entry, name: 'value', safe: true, span };
}

/** A secret that is named by its key vault, as what Bicep has for it: `vault.getSecret('name', 'version')`. */
function secretIn(reference: Expr | undefined): Expr | undefined {
  const id = memberOf(memberOf(reference, 'keyVault')?.value, 'id')?.value;
  const name = memberOf(reference, 'secretName')?.value;
  if (reference === undefined || id === undefined || name === undefined) return undefined;
  const { span } = reference;
  const text = (value: string): Expr => ({ kind: 'literal', value, span });
  const vault: Expr = { kind: 'call', name: 'reference', args: [id, text(''), text('Full')], text: 'reference', span };
  const version = memberOf(reference, 'secretVersion')?.value;
  const args = version === undefined ? [vault, name] : [vault, name, version];
  return { kind: 'call', name: '.getSecret', args, text: 'a secret', span };
}

export function propertiesOf(node: JsonNode | undefined): readonly JsonProperty[] {
  return node?.kind === 'object' ? node.properties : [];
}

export function childObjects(node: JsonNode | undefined): readonly JsonObject[] {
  const nodes = node?.kind === 'array' ? node.items : node?.kind === 'object' ? node.properties.map(p => p.value) : [];
  return nodes.filter((child): child is JsonObject => child.kind === 'object');
}

export interface SymbolicObject {
  readonly symbol: string | undefined;
  readonly node: JsonObject;
  /** Where the resource begins: with its symbolic name. */
  readonly start: number;
}

/** The resources of a template, each with its symbolic name where it has one. */
export function symbolicObjects(node: JsonNode | undefined): readonly SymbolicObject[] {
  if (node?.kind !== 'object')
    return childObjects(node).map(object => ({ symbol: undefined, node: object, start: object.start }));
  return node.properties.flatMap(({ key, value, start }) =>
    value.kind === 'object' ? [{ symbol: key.value, node: value, start }] : [],
  );
}

export function textOf(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.value : undefined;
}
