/**
 * Expressions of a JSON template that Azure cannot evaluate: malformed ones, and those that name what is not there.
 *
 * In: the tree of a text. Out: problems, each at the words in question. Never here: what expressions amount to. Bicep has a compiler
 * that says such things, so a template that it wrote is taken to be right.
 */
import { nearestWord } from '../base/edit-distance.ts';
import type { FileId, Span, TextRange } from '../base/span.ts';
import { argumentCounts, functionSignature, templateFunctions, wrongCount } from '../evaluate/functions/index.ts';
import {
  type ArmCall,
  type ArmExpr,
  type ArmString,
  classifyArmString,
  DecodedOffsets,
  parseArmExpression,
} from '../syntax/arm-expression/parser.ts';
import { children } from '../syntax/arm-expression/tree.ts';
import { type JsonNode, type JsonObject, type JsonString, type JsonTree, member } from '../syntax/json/tree.ts';
import { isConstant } from '../template/json-expr.ts';
import {
  childObjects,
  hasInnerScope,
  isVersion2Template,
  propertiesOf,
  symbolicObjects,
  textOf,
} from '../template/json-sections.ts';
import type { TemplateProblem } from '../template/template.ts';

/** Problems of one file; the rest are not reported. */
const maxProblems = 100;

/** Names by their spelling in lower case. `undefined` where the text does not tell all of them. */
type Names = ReadonlyMap<string, string> | undefined;

/** What expressions at one place can name. */
interface Scope {
  readonly parameters: Names;
  readonly variables: Names;
  readonly functions: Names;
  /** Names of the loops around the place in lower case; empty for one without a name. */
  readonly loops: readonly string[];
  /** It is a template in another one that sees its own names only. */
  readonly isNested: boolean;
  /** In a function of the template's own, where parameters are its arguments. */
  readonly isFunction?: boolean;
  readonly isVersion2: boolean;
}

/**
 * None for a text that is no whole template, and for one that the Bicep compiler wrote. At most {@link maxProblems}, in no order that
 * matters. Never throws.
 */
export function expressionProblems(tree: JsonTree, file: FileId): readonly TemplateProblem[] {
  const { root } = tree;
  const schema = textOf(member(root, '$schema'));
  if (root?.kind !== 'object' || schema?.toLowerCase().includes('deploymenttemplate.json') !== true) return [];
  const generator = textOf(member(member(member(root, 'metadata'), '_generator'), 'name'));
  if (generator?.toLowerCase() === 'bicep') return [];
  const checker = new Checker(tree.text, file);
  checker.template(root, false, false);
  return checker.problems;
}

class Checker {
  readonly problems: TemplateProblem[] = [];
  private readonly text: string;
  private readonly file: FileId;

  constructor(text: string, file: FileId) {
    this.text = text;
    this.file = file;
  }

  template(template: JsonObject, isNested: boolean, isVersion2: boolean): void {
    const section = (name: string) => member(template, name);
    const scope: Scope = {
      parameters: namesIn(section('parameters')),
      variables: variableNames(section('variables')),
      functions: functionNames(section('functions')),
      loops: [],
      isNested,
      isVersion2: isVersion2 || isVersion2Template(template),
    };
    // Parameters cannot ask for variables; what they name is checked all the same, so that nothing is blamed twice.
    for (const { value } of propertiesOf(section('parameters'))) this.value(member(value, 'defaultValue'), scope);
    this.value(section('variables'), scope);
    for (const library of childObjects(section('functions'))) {
      for (const { value } of propertiesOf(member(library, 'members'))) this.userFunction(value, scope);
    }
    this.resources(section('resources'), scope);
    this.outputs(section('outputs'), scope);
  }

  /** In a function `parameters` are its arguments, and there are no variables. */
  private userFunction(node: JsonNode, scope: Scope): void {
    const names = childObjects(member(node, 'parameters')).map(one => textOf(member(one, 'name')));
    const known = names.every(name => name !== undefined);
    const parameters = known ? new Map(names.map(name => [name.toLowerCase(), name])) : undefined;
    this.value(member(member(node, 'output'), 'value'), {
      ...scope,
      parameters,
      variables: undefined,
      isFunction: true,
    });
  }

  private outputs(section: JsonNode | undefined, scope: Scope): void {
    for (const { value } of propertiesOf(section)) {
      this.value(member(value, 'condition'), scope);
      this.value(member(value, 'value'), scope);
      const copy = member(value, 'copy');
      this.value(member(copy, 'count'), scope);
      this.value(member(copy, 'input'), within(copy, scope));
    }
  }

  private resources(section: JsonNode | undefined, outer: Scope): void {
    for (const { node } of symbolicObjects(section)) {
      const copy = member(node, 'copy');
      const scope = copy?.kind === 'object' ? within(copy, outer) : outer;
      const isDeployment = textOf(member(node, 'type'))?.toLowerCase() === 'microsoft.resources/deployments';
      for (const { key, value } of node.properties) {
        switch (key.value.toLowerCase()) {
          // Not evaluated: these must be plain text, and what people note there may look like anything.
          case 'type':
          case 'apiversion':
          case 'comments':
          case 'metadata':
            break;
          case 'copy':
            if (value === copy && copy.kind === 'object') this.value(member(copy, 'count'), outer);
            else this.loops(value, scope);
            break;
          case 'resources':
            this.resources(value, scope);
            break;
          case 'properties':
            if (isDeployment) this.deployment(value, scope);
            else this.value(value, scope);
            break;
          default:
            this.value(value, scope);
        }
      }
    }
  }

  private deployment(properties: JsonNode, outer: Scope): void {
    const template = member(properties, 'template');
    for (const { key, value } of propertiesOf(properties)) if (value !== template) this.entry(key, value, outer);
    if (template?.kind !== 'object') this.value(template, outer);
    else if (hasInnerScope(properties, outer.isVersion2 || isVersion2Template(template)))
      this.template(template, true, outer.isVersion2);
    else {
      // Its own parameters and variables are not read.
      this.resources(member(template, 'resources'), outer);
      this.outputs(member(template, 'outputs'), outer);
    }
  }

  private value(node: JsonNode | undefined, scope: Scope): void {
    if (node === undefined || this.problems.length >= maxProblems) return;
    if (node.kind === 'string') this.string(node, scope);
    else if (node.kind === 'array') for (const item of node.items) this.value(item, scope);
    else if (node.kind === 'object' && !(node.imprint !== undefined && isConstant(node)))
      for (const { key, value } of node.properties) this.entry(key, value, scope);
  }

  private entry(key: JsonString, value: JsonNode, scope: Scope): void {
    this.string(key, scope);
    if (key.value.toLowerCase() === 'copy' && value.kind === 'array') this.loops(value, scope);
    // The template of a template spec is evaluated when it is deployed, and not here.
    else if (key.value.toLowerCase() !== 'maintemplate') this.value(value, scope);
  }

  /** Loops that make properties or variables. */
  private loops(node: JsonNode, scope: Scope): void {
    if (node.kind !== 'array') {
      this.value(node, scope);
      return;
    }
    for (const loop of node.items) {
      this.value(member(loop, 'name'), scope);
      this.value(member(loop, 'count'), scope);
      this.value(member(loop, 'input'), within(loop, scope));
    }
  }

  private string(node: JsonString, scope: Scope): void {
    if (node.value.charCodeAt(0) !== 91) return;
    const reading = classifyArmString(node.value);
    if (reading.kind === 'literal') {
      if (!node.value.startsWith('[[')) this.almostExpression(node);
      return;
    }
    const { expr, errors } = parseArmExpression(node.value);
    for (const { message, start, end } of errors)
      this.report(node, { start, end }, `${message} Azure refuses the whole template.`);
    this.names(expr, node, scope);
  }

  /** A text that begins like an expression, and does not end like one. */
  private almostExpression(node: JsonString): void {
    const { value } = node;
    const call = /^\[\s*([a-z]\w*)\s*\(/i.exec(value);
    if (call === null || functionSignature(call[1] ?? '') === undefined) return;
    const end = value.lastIndexOf(']');
    const isWhole = (body: TextRange) => parseArmExpression(value, { body }).errors.length === 0;
    if (isWhole({ start: 1, end: value.length })) {
      const at = { start: value.length - 1, end: value.length };
      this.report(node, at, "The expression has no ']' at its end, so Azure takes all of it for plain text.");
    } else if (end > 0 && isWhole({ start: 1, end })) {
      const rest = { start: end + 1, end: value.length };
      const what = value.slice(rest.start).trim() === '' ? 'White space' : 'Text';
      this.report(node, rest, `${what} follows the ']' of the expression, so Azure takes all of it for plain text.`);
    }
  }

  private names(root: ArmExpr, node: JsonString, scope: Scope): void {
    const waiting: ArmExpr[] = [root];
    for (let expr = waiting.pop(); expr !== undefined; expr = waiting.pop()) {
      if (expr.kind === 'call' && expr.argsRange !== undefined) this.call(expr, node, scope);
      waiting.push(...children(expr));
    }
  }

  private call(call: ArmCall, node: JsonString, scope: Scope): void {
    if (call.namespace !== undefined) {
      this.userCall(call, node, scope);
      return;
    }
    const signature = functionSignature(call.name);
    if (signature === undefined || signature.languages === 'bicep') {
      // A policy's own functions stand in texts that a template only carries; whether each is escaped well is Azure's to say.
      if (signature === undefined && ofPolicies.has(call.name.toLowerCase())) return;
      const names = templateFunctions
        .filter(({ name, languages }) => languages !== 'bicep' && name !== 'list*')
        .map(({ name }) => name);
      const meant = signature === undefined ? nearestWord(call.name, names) : undefined;
      this.unknownName(node, call.nameRange, meant, `Azure has no template function '${call.name}'`);
      return;
    }
    const { least, most } = argumentCounts(signature.parameters);
    const count = call.args.length;
    // A comma too many, or a value that is absent, is an error of its own.
    if (count < (doubtfulLeast.get(call.name.toLowerCase()) ?? least) || count > most) {
      if (!call.args.some(({ kind }) => kind === 'missing'))
        this.report(
          node,
          call.nameRange,
          `${wrongCount(signature.name, signature.parameters, count)}; Azure refuses the template.`,
        );
      return;
    }
    const [first] = call.args;
    switch (call.name.toLowerCase()) {
      case 'parameters':
        if (first?.kind === 'string') this.reference('parameter', scope.parameters, first, node, scope);
        return;
      case 'variables':
        if (first?.kind === 'string') this.reference('variable', scope.variables, first, node, scope);
        return;
      case 'copyindex':
        this.copyIndex(call, node, scope);
        return;
      default:
    }
  }

  private userCall(call: ArmCall, node: JsonString, { functions, isNested }: Scope): void {
    if (functions === undefined || functions.has(call.name.toLowerCase())) return;
    const meant = nearestWord(call.name, [...functions.values()]);
    this.unknownName(node, call.nameRange, meant, `${titleOf(isNested)} defines no function '${call.name}'`);
  }

  private reference(what: string, names: Names, name: ArmString, node: JsonString, scope: Scope): void {
    if (names === undefined || names.has(name.value.toLowerCase())) return;
    const { isNested, isFunction } = scope;
    const meant = nearestWord(name.value, [...names.values()]);
    const message = isFunction
      ? `The function has no parameter '${name.value}', and sees none of the template's`
      : `${titleOf(isNested)} has no ${what} '${name.value}'${isNested ? ', and sees none of the template around it' : ''}`;
    this.unknownName(node, name.contentRange, meant, message);
  }

  private copyIndex(call: ArmCall, node: JsonString, { loops }: Scope): void {
    const [first] = call.args;
    if (first?.kind === 'string') {
      if (loops.includes(first.value.toLowerCase())) return;
      const meant = nearestWord(first.value, loops);
      const message = `No loop around this place is called '${first.value}'`;
      this.unknownName(node, first.contentRange, meant, message);
    } else if (loops.length === 0)
      this.report(node, call.nameRange, "'copyIndex' stands in no loop; Azure refuses the template.");
  }

  /** @param meant the name that was most likely meant */
  private unknownName(node: JsonString, at: TextRange, meant: string | undefined, message: string): void {
    const instead = meant === undefined ? '' : ` Did you mean '${meant}'?`;
    const written = node.value.slice(at.start, at.end);
    this.report(
      node,
      at,
      `${message}; Azure refuses the template.${instead}`,
      meant === undefined ? undefined : { written, instead: meant },
    );
  }

  /** @param at offsets in the decoded value; an empty place is shown by the character behind it */
  private report(node: JsonString, at: TextRange, message: string, meant?: TemplateProblem['meant']): void {
    if (this.problems.length >= maxProblems) return;
    const range = new DecodedOffsets(this.text, node).fileRange(at);
    const span: Span = { file: this.file, start: range.start, end: Math.max(range.end, range.start + 1) };
    this.problems.push({ rule: 'invalid-expression', at: span, message, related: [], meant });
  }
}

/** Where sources disagree about the fewest arguments, the smaller number counts. */
const doubtfulLeast: ReadonlyMap<string, number> = new Map([
  ['concat', 0],
  ['substring', 1],
]);

/**
 * Functions of Azure Policy that templates do not have.
 * Source: https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule (read 2026-11).
 */
const ofPolicies: ReadonlySet<string> = new Set([
  'adddays',
  'current',
  'field',
  'iprangecontains',
  'policy',
  'requestcontext',
]);

function titleOf(isNested: boolean): string {
  return isNested ? 'The nested template' : 'The template';
}

/** The scope of what a loop repeats. */
function within(loop: JsonNode | undefined, scope: Scope): Scope {
  return loop === undefined
    ? scope
    : { ...scope, loops: [...scope.loops, textOf(member(loop, 'name'))?.toLowerCase() ?? ''] };
}

function namesIn(section: JsonNode | undefined): Names {
  if (section === undefined) return new Map();
  if (section.kind !== 'object') return undefined;
  return new Map(section.properties.map(({ key }) => [key.value.toLowerCase(), key.value]));
}

/** Those that a loop makes have their names in it. */
function variableNames(section: JsonNode | undefined): Names {
  const written = namesIn(section);
  const copy = member(section, 'copy');
  if (written === undefined || copy === undefined) return written;
  if (copy.kind !== 'array') return undefined;
  const made = copy.items.map(loop => textOf(member(loop, 'name')));
  if (made.some(name => name === undefined || name.startsWith('['))) return undefined;
  return new Map([...written, ...made.map(name => [(name ?? '').toLowerCase(), name ?? ''] as const)]);
}

function functionNames(section: JsonNode | undefined): Names {
  const names = new Map<string, string>();
  for (const library of childObjects(section)) {
    const namespace = textOf(member(library, 'namespace'));
    if (namespace === undefined) return undefined;
    for (const { key } of propertiesOf(member(library, 'members'))) {
      const name = `${namespace}.${key.value}`;
      names.set(name.toLowerCase(), name);
    }
  }
  return names;
}
