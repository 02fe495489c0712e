import type { Imprint } from '../base/imprint.ts';
import { Memo } from '../base/memo.ts';
import type { FileId, Span, TextRange } from '../base/span.ts';
import { type JsonNode, type JsonObject, type JsonString, member } from '../syntax/json/tree.ts';
import { lowerArmString } from './arm-expr.ts';
import type { Constant, Expr, LoopHeader, Member, ObjectExpr, ScopeExpr } from './expr.ts';
import { filledInLater, holdsPlaceholder } from './placeholders.ts';

/** What lowering must know beside the node. */
export interface JsonScope {
  readonly file: FileId;
  /** Whether texts in `[…]` are expressions: true in templates and pieces of them, false in parameter files. */
  readonly expressions: boolean;
  /** Whether texts may hold marks that a tool replaces: in parameter files. */
  readonly placeholders?: boolean | undefined;
  /** The loops around the node, innermost last, with the local name that counts each. */
  readonly loops: readonly { readonly name: string; readonly index: string }[];
  /** Where the template is deployed; `undefined` for a resource group. */
  readonly place?: ScopeExpr | undefined;
  /** It is a template, which people write, and no answer of a program that may be cut off. */
  readonly isTemplate?: boolean | undefined;
  /** Within a function of the template's own, where `parameters` are its arguments. */
  readonly isFunction?: boolean | undefined;
  /** The loop that `copyIndex()` without a name counts. */
  readonly resourceLoop: string | undefined;
}

/** Lowers a JSON value. Never throws; a value that is absent becomes `opaque`. */
export function lowerJson(node: JsonNode, scope: JsonScope): Expr {
  const span = spanOf(scope.file, node);
  switch (node.kind) {
    case 'object':
      if (scope.isTemplate !== true && isListWithLength(node)) return lowerJson(member(node, 'value')!, scope);
      return (scope.expressions ? withComputedKeys(node, scope) : undefined) ?? lowerJsonObject(node, scope);
    case 'array':
      return { kind: 'array', items: node.items.map(item => lowerJson(item, scope)), open: false, span };
    case 'string':
      if (scope.placeholders === true && holdsPlaceholder(node.value))
        return { kind: 'opaque', why: filledInLater, text: node.value, span };
      return scope.expressions && node.value.charCodeAt(0) === 91
        ? lowerArmString(node.value, scope, span)
        : scope.isTemplate !== true && looksTruncated(node.value)
          ? {
              kind: 'opaque',
              why: 'the export cut it off (use a greater -Depth)',
              text: node.value,
              span,
            }
          : { kind: 'literal', value: node.value, span };
    case 'number':
    case 'boolean':
      return { kind: 'literal', value: node.value, span };
    case 'null':
      return { kind: 'literal', value: null, span };
    case 'missing':
      return { kind: 'opaque', why: 'the text has no value here', text: '', span };
  }
}

/** An object some of whose names are computed, as the call that makes it; `undefined` for all others. */
function withComputedKeys(node: JsonObject, scope: JsonScope): Expr | undefined {
  const isComputed = (name: string) => name.startsWith('[') && !name.startsWith('[[');
  if (!node.properties.some(({ key }) => isComputed(key.value))) return undefined;
  if (node.properties.some(({ key }) => key.value.toLowerCase() === 'copy')) return undefined;
  const args = node.properties.flatMap(({ key, value }) => [
    lowerArmString(key.value, scope, keySpan(scope.file, key)),
    lowerJson(value, scope),
  ]);
  return {
    kind: 'call',
    name: 'createObject',
    args,
    text: 'an object with computed names',
    span: spanOf(scope.file, node),
  };
}

/** Lowers an object; a property loop (`copy`) becomes the property it makes. A key that is an expression makes it open. */
export function lowerJsonObject(node: JsonObject, scope: JsonScope): ObjectExpr {
  const constant = scope.expressions ? constantOf(node) : undefined;
  return constant === undefined ? lowerMembers(node, scope) : new ConstantObject(node, scope, constant);
}

/** Its members are lowered when first asked: what is known of the text from an earlier reading is not asked. */
class ConstantObject implements ObjectExpr {
  readonly kind = 'object';
  readonly open = false;
  readonly span: Span;
  readonly constant: Constant;
  readonly #node: JsonObject;
  readonly #scope: JsonScope;
  #members: readonly Member[] | undefined;

  constructor(node: JsonObject, scope: JsonScope, constant: Constant) {
    this.span = spanOf(scope.file, node);
    this.constant = constant;
    this.#node = node;
    this.#scope = scope;
  }

  get members(): readonly Member[] {
    this.#members ??= lowerMembers(this.#node, this.#scope).members;
    return this.#members;
  }
}

function lowerMembers(node: JsonObject, scope: JsonScope): ObjectExpr {
  const members: Member[] = [];
  let open = false;
  for (const property of node.properties) {
    const name = property.key.value;
    if (scope.expressions && name.startsWith('[') && !name.startsWith('[[')) {
      open = true;
      continue;
    }
    if (scope.expressions && name.toLowerCase() === 'copy' && isPropertyLoop(property.value)) {
      const loops = property.value.kind === 'array' ? property.value.items.map(loop => loopMember(loop, scope)) : [];
      members.push(...loops.filter(loop => loop !== undefined));
      // A loop that cannot be read makes a property that is not listed.
      open ||= loops.length === 0 || loops.includes(undefined);
      continue;
    }
    const value =
      (scope.isTemplate !== true ? joinedList(name, property.value, scope) : undefined) ??
      lowerJson(property.value, scope);
    const nameSpan = keySpan(scope.file, property.key);
    // A bracket that is written twice stands for one, as in a text.
    const isEscaped = scope.expressions && name.startsWith('[[') && name.endsWith(']');
    members.push({ name: isEscaped ? name.slice(1) : name, nameSpan, value, span: spanOf(scope.file, property) });
  }
  return { kind: 'object', members, open, span: spanOf(scope.file, node) };
}

/** Items of lists: those in which nothing is computed, and `computed` for the others. */
const constants = new Memo<Imprint, Constant | 'computed'>();

function constantOf(node: JsonObject): Constant | undefined {
  const { imprint } = node;
  if (imprint === undefined) return undefined;
  let constant = constants.get(imprint);
  if (constant === undefined) {
    const values = countOfMembers(node);
    constant = values === undefined ? 'computed' : { imprint, values };
    constants.set(imprint, constant);
  }
  return constant === 'computed' ? undefined : constant;
}

/** Whether nothing in an object is computed; asked again about the next version of its text, it costs no walk. */
export function isConstant(node: JsonObject): boolean {
  return constantOf(node) !== undefined;
}

/** How many values a node is; `undefined` where one of them is not simply what is written. */
function countOfValues(node: JsonNode): number | undefined {
  if (node.kind === 'object') return node.imprint === undefined ? countOfMembers(node) : constantOf(node)?.values;
  if (node.kind === 'array') return sumOfValues(node.items);
  const isComputed =
    node.kind === 'missing' || (node.kind === 'string' && (node.value.startsWith('[') || looksTruncated(node.value)));
  return isComputed ? undefined : 1;
}

function countOfMembers({ properties }: JsonObject): number | undefined {
  if (properties.some(({ key }) => /^(?:\[|copy$)/i.test(key.value))) return undefined;
  return sumOfValues(properties.map(({ value }) => value));
}

function sumOfValues(nodes: readonly JsonNode[]): number | undefined {
  let sum = 1;
  for (const node of nodes) {
    const values = countOfValues(node);
    if (values === undefined) return undefined;
    sum += values;
  }
  return sum;
}

/** The loop of a resource or a property: its header, and the scope in which its `copyIndex` counts. */
export function loopScope(
  copy: JsonNode,
  scope: JsonScope,
  isResource: boolean,
): { readonly header: LoopHeader; readonly inner: JsonScope } | undefined {
  // Only what the header needs: the input is lowered once, in the scope of the loop.
  const part = (key: string) => {
    const node = member(copy, key);
    return node && lowerJson(node, scope);
  };
  const nameExpr = part('name');
  const name = nameExpr?.kind === 'literal' && typeof nameExpr.value === 'string' ? nameExpr.value : '';
  const count = part('count');
  if (count === undefined) return undefined;
  const index = `copyIndex#${copy.start}`;
  return {
    header: { source: count, isCount: true, item: undefined, index },
    inner: {
      ...scope,
      loops: [...scope.loops, { name: name.toLowerCase(), index }],
      resourceLoop: isResource ? index : scope.resourceLoop,
    },
  };
}

/** A list of loops, or an expression for one; an object of that name is the loop of a whole resource. */
function isPropertyLoop(node: JsonNode): boolean {
  return node.kind === 'array' || (node.kind === 'string' && node.value.startsWith('['));
}

/** The property that a property loop makes. */
function loopMember(loop: JsonNode, scope: JsonScope): Member | undefined {
  if (loop.kind !== 'object') return undefined;
  const made = loopScope(loop, scope, false);
  const property = loop.properties.find(({ key }) => key.value.toLowerCase() === 'name');
  const input = loop.properties.find(({ key }) => key.value.toLowerCase() === 'input');
  if (made === undefined || property?.value.kind !== 'string' || input === undefined) return undefined;
  if (property.value.value.startsWith('[')) return undefined;
  return new LoopMember(keySpan(scope.file, property.value), spanOf(scope.file, loop), {
    name: property.value.value,
    header: made.header,
    input: input.value,
    inner: made.inner,
  });
}

interface WrittenLoop {
  /** Of the property that it makes. */
  readonly name: string;
  readonly header: LoopHeader;
  readonly input: JsonNode;
  /** What its input sees. */
  readonly inner: JsonScope;
}

/** Lowered when first asked: most variables that a loop makes are for resources that nobody asks about. */
class LoopMember implements Member {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly #loop: WrittenLoop;
  #value: Expr | undefined;

  constructor(nameSpan: Span, span: Span, loop: WrittenLoop) {
    this.name = loop.name;
    this.nameSpan = nameSpan;
    this.span = span;
    this.#loop = loop;
  }

  get value(): Expr {
    const { header, input, inner } = this.#loop;
    this.#value ??= { kind: 'loop', header, body: lowerJson(input, inner), span: this.span };
    return this.#value;
  }
}

export function spanOf(file: FileId, range: TextRange): Span {
  return { file, start: range.start, end: range.end };
}

/** The key without its quotes, which is what a squiggle should cover. */
export function keySpan(file: FileId, key: TextRange): Span {
  return key.end - key.start >= 2 ? { file, start: key.start + 1, end: key.end - 1 } : spanOf(file, key);
}

/** PowerShell's ConvertTo-Json writes the type's name, or `@{…}`, where its depth ends; for a list, one for each entry. */
export function looksTruncated(text: string): boolean {
  return /^(?:(?:System|Microsoft\.Azure\.Commands)\.\S+(?: (?=\S)|$))+$/.test(text) || /^@\{.*\}$/s.test(text);
}

/** Windows PowerShell writes a list that it has wrapped before as `{"value": […], "Count": 2}`. */
function isListWithLength(node: JsonObject): boolean {
  return (
    node.properties.length === 2 && member(node, 'value')?.kind === 'array' && member(node, 'Count')?.kind === 'number'
  );
}

/** Properties of PowerShell's objects that are lists of short texts, in lower case. */
const listsOfPowerShell: ReadonlySet<string> = new Set([
  'sourceportrange',
  'destinationportrange',
  'sourceaddressprefix',
  'destinationaddressprefix',
]);

/**
 * Where ConvertTo-Json's depth ends at a list of texts, as it does in rules unless `-Depth` is given, the entries become one text with
 * spaces between them. No entry has a space, so that nothing is lost. Elsewhere than in PowerShell's objects, whose names begin with
 * a capital, such a text is a mistake.
 */
export function isJoinedList(name: string, node: JsonNode): node is JsonString {
  if (node.kind !== 'string' || !node.value.includes(' ') || !/^[A-Z]/.test(name)) return false;
  if (!listsOfPowerShell.has(name.toLowerCase()) || !/^[^\s,;]+(?: [^\s,;]+)+$/.test(node.value)) return false;
  return !looksTruncated(node.value);
}

function joinedList(name: string, node: JsonNode, scope: JsonScope): Expr | undefined {
  if (!isJoinedList(name, node)) return undefined;
  const span = spanOf(scope.file, node);
  const isPlain = span.end - span.start === node.value.length + 2;
  let start = span.start + 1;
  const items = node.value.split(' ').map((value): Expr => {
    const at = isPlain ? { ...span, start, end: start + value.length } : span;
    start += value.length + 1;
    return { kind: 'literal', value, span: at };
  });
  return { kind: 'array', items, open: false, span };
}
