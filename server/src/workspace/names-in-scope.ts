/**
 * The names that an expression of a JSON template may use at a place, with what they amount to there. In: a place, and the files as they
 * are deployed. Out: plain data. Never here: what is shown of it.
 */

import type { Evaluator } from '../evaluate/evaluate.ts';
import { toJson } from '../evaluate/json-value.ts';
import type { Value } from '../evaluate/value.ts';
import { type JsonNode, type JsonObject, member } from '../syntax/json/tree.ts';
import { lowerArmString } from '../template/arm-expr.ts';
import { childObjects, propertiesOf, symbolicObjects, textOf } from '../template/json-sections.ts';
import type { Template } from '../template/template.ts';
import type { Evaluation } from './evaluation.ts';
import type { NamedArgument } from './expression-place.ts';
import type { ExpressionScope } from './expression-scope.ts';

export interface NameInScope {
  /** As written. */
  readonly name: string;
  /** Of its value, in ARM's words: `string`, `array`, `securestring`, …; for a resource its type; `undefined` where nothing tells it. */
  readonly type: string | undefined;
  /** `undefined` where nobody may see it, or where there is none to see. */
  readonly value: NamedValue | undefined;
  /** What the file says of it; plain text. */
  readonly description: string | undefined;
}

export type NamedValue =
  | { readonly known: true; readonly value: unknown }
  /** `why` is the end of "it is not known, because …". */
  | { readonly known: false; readonly why: string };

/** What may be named as text. In the order of the file; empty where nothing may. */
export function namesInScope(
  { what, bound }: Pick<NamedArgument, 'what' | 'bound'>,
  scope: ExpressionScope,
  evaluations: readonly Evaluation[],
): readonly NameInScope[] {
  switch (what) {
    case 'parameter':
      return scope.ownFunction === undefined ? parameters(scope, evaluations) : argumentsOf(scope.ownFunction);
    case 'variable':
      return scope.ownFunction === undefined ? variables(scope, evaluations) : [];
    case 'loop':
      return scope.loops.toReversed().map(named);
    case 'lambda-variable':
      return bound.toReversed().map(named);
    case 'resource':
      return resources(scope);
    case 'resource-type':
      return resourceTypes(scope);
  }
}

/** The functions of the template's own, as calls name them, each with the names of its parameters. */
export function ownFunctions({
  template,
  ownFunction,
  isVersion2,
}: ExpressionScope): readonly (NameInScope & { readonly parameters: readonly string[] })[] {
  // A function sees no other; only those that the compiler of Bicep writes do, under language version 2.0.
  if (ownFunction !== undefined && !isVersion2) return [];
  return childObjects(member(template, 'functions')).flatMap(library => {
    const namespace = textOf(member(library, 'namespace'));
    if (namespace === undefined) return [];
    return propertiesOf(member(library, 'members')).map(({ key, value }) => ({
      name: `${namespace}.${key.value}`,
      type: textOf(member(member(value, 'output'), 'type')),
      value: undefined,
      description: descriptionOf(value),
      parameters: childObjects(member(value, 'parameters')).map(one => textOf(member(one, 'name')) ?? '…'),
    }));
  });
}

/** The properties of what an expression amounts to at a place; empty where they are not known. */
export function membersInScope(
  expression: string,
  scope: ExpressionScope,
  evaluations: readonly Evaluation[],
): readonly NameInScope[] {
  const evaluator = evaluatorAt(scope, evaluations);
  if (evaluator === undefined) return [];
  const { lowering, text } = scope;
  const span = { file: lowering.file, start: text.start, end: text.end };
  // In the first turn of each loop, whose items are most often alike.
  const first = lowering.loops.map(
    ({ index }) => [index, { kind: 'number', value: 0, origin: { span, via: 'literal', from: [] } }] as const,
  );
  const value = evaluator.evaluate(lowerArmString(`[${expression}]`, lowering, span), new Map(first));
  if (value.kind !== 'object') return [];
  return value.members.map(({ name, value: own }) => ({
    name,
    type: typeOf(own),
    value: shownValue(own),
    description: undefined,
  }));
}

function named(name: string): NameInScope {
  return { name, type: undefined, value: undefined, description: undefined };
}

function parameters(scope: ExpressionScope, evaluations: readonly Evaluation[]): readonly NameInScope[] {
  const evaluator = evaluatorAt(scope, evaluations);
  return propertiesOf(member(scope.template, 'parameters')).flatMap(({ key, value }) => {
    const name = key.value;
    if (isDefined(scope, 'parameter', name)) return [];
    const type = typeWritten(value, scope.template);
    return [{ name, type, value: parameterValue(evaluator, name, type), description: descriptionOf(value) }];
  });
}

function parameterValue(evaluator: Evaluator | undefined, name: string, type: string | undefined) {
  // What is a secret is shown to nobody who looks over a shoulder.
  if (evaluator === undefined || type?.toLowerCase().startsWith('secure')) return undefined;
  const declared = evaluator.template.names.parameters.get(name.toLowerCase());
  if (declared?.defaultValue === undefined && evaluator.use.given(name.toLowerCase()) === undefined)
    return { known: false, why: 'it has no default, and nothing gives it a value here' } as const;
  const value = evaluator.parameter(name.toLowerCase());
  return value && shownValue(value);
}

/** Nothing in the section of parameters: Azure has no variables there. */
function variables(scope: ExpressionScope, evaluations: readonly Evaluation[]): readonly NameInScope[] {
  if (scope.defines?.what === 'parameter') return [];
  const evaluator = evaluatorAt(scope, evaluations);
  const section = member(scope.template, 'variables');
  const written = propertiesOf(section).flatMap(({ key }) => (key.value.toLowerCase() === 'copy' ? [] : [key.value]));
  const made = childObjects(member(section, 'copy')).flatMap(loop => textOf(member(loop, 'name')) ?? []);
  return [...written, ...made].flatMap(name => {
    if (isDefined(scope, 'variable', name) || name.startsWith('[')) return [];
    const key = name.toLowerCase();
    const expr = evaluator?.template.names.variables.get(key);
    const value = expr && evaluator?.evaluate({ kind: 'named', what: 'variable', name: key, span: expr.span });
    return [{ name, type: value && typeOf(value), value: value && shownValue(value), description: undefined }];
  });
}

function isDefined({ defines }: ExpressionScope, what: 'parameter' | 'variable', name: string): boolean {
  return defines?.what === what && defines.name === name.toLowerCase();
}

/** The parameters of a function of the template's own. */
function argumentsOf(ownFunction: JsonObject): readonly NameInScope[] {
  return childObjects(member(ownFunction, 'parameters')).flatMap(one => {
    const name = textOf(member(one, 'name'));
    const type = textOf(member(one, 'type'));
    return name === undefined ? [] : [{ name, type, value: undefined, description: descriptionOf(one) }];
  });
}

/** What `reference('…')` takes: symbolic names where there are some, else the names of resources that are plain text. */
function resources({ template }: ExpressionScope): readonly NameInScope[] {
  return symbolicObjects(member(template, 'resources')).flatMap(({ symbol, node }) => {
    const name = symbol ?? textOf(member(node, 'name'));
    if (name === undefined || (symbol === undefined && name.startsWith('['))) return [];
    return [{ name, type: textOf(member(node, 'type')), value: undefined, description: undefined }];
  });
}

/** Types of the template's own resources, each once. */
function resourceTypes({ template }: ExpressionScope): readonly NameInScope[] {
  const types = new Map<string, string>();
  const add = (section: JsonNode | undefined, parent: string | undefined): void => {
    for (const { node } of symbolicObjects(section)) {
      const written = textOf(member(node, 'type'));
      if (written === undefined) continue;
      const isFull = parent === undefined || /^[a-z]+\.[^/]+\//i.test(written);
      const type = isFull ? written : `${parent}/${written}`;
      if (!types.has(type.toLowerCase())) types.set(type.toLowerCase(), type);
      add(member(node, 'resources'), type);
    }
  };
  add(member(template, 'resources'), undefined);
  return [...types.values()].map(named);
}

/** As written, or by the definition that it refers to. */
function typeWritten(parameter: JsonNode, template: JsonObject): string | undefined {
  const own = textOf(member(parameter, 'type'));
  if (own !== undefined) return own;
  const name = /^#\/definitions\/(.+)$/.exec(textOf(member(parameter, '$ref')) ?? '')?.[1];
  return name && textOf(member(member(member(template, 'definitions'), name), 'type'));
}

function descriptionOf(node: JsonNode): string | undefined {
  return textOf(member(member(node, 'metadata'), 'description'));
}

function typeOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'text':
      return 'string';
    case 'number':
      return 'int';
    case 'boolean':
      return 'bool';
    case 'list':
      return 'array';
    case 'object':
      return 'object';
    default:
      return undefined;
  }
}

function shownValue(value: Value): NamedValue {
  const plain = toJson(value);
  if (plain !== undefined) return { known: true, value: plain };
  return { known: false, why: value.kind === 'unknown' ? value.why : 'a part of it is not known' };
}

/** A use of the template at a place; the first of several. `undefined` where nothing deploys it. */
function evaluatorAt({ lowering, text }: ExpressionScope, evaluations: readonly Evaluation[]): Evaluator | undefined {
  for (const evaluation of evaluations) {
    const found = useAt(evaluation.evaluator(), lowering.file, text.start, new Set());
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @param seen templates that were looked at: another use of one leads nowhere else */
function useAt(outer: Evaluator, file: string, offset: number, seen: Set<Template>): Evaluator | undefined {
  const { template } = outer;
  if (seen.has(template)) return undefined;
  seen.add(template);
  const isOwn = template.file === file;
  for (const module of template.modules) {
    const { source, span } = module;
    const isAround = span.start <= offset && offset < span.end;
    // A file holds the place in itself or in a template that is written in it.
    if (source.kind === 'inline' ? isOwn && !isAround : source.kind !== 'file' || isOwn) continue;
    const body = outer.instancesOf(module)[0]?.body;
    const found = body?.found === true ? useAt(body.value, file, offset, seen) : undefined;
    if (found !== undefined) return found;
  }
  return isOwn ? outer : undefined;
}
