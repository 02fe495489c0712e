/** Resources that a fix adds: where they go, and what they look like beside those that are there. */
import type { Span } from '../base/span.ts';
import type { FixSource } from './fix-source.ts';
import { armOperand, armText } from './json-writer.ts';
import {
  type ListPart,
  memberPart,
  type ObjectPart,
  objectAt,
  outwards,
  type Part,
  partAt,
  type StatementPart,
} from './parts.ts';
import { type Manner, type RenderContext, render } from './render.ts';
import { decodedName, idText, isSymbolic, symbolFor, symbolOf, textOf, walk } from './resources.ts';
import type { CopyValue, FixValue, LikeResource, NewResource, ResourceIdValue } from './tree-edit.ts';

export type ResourcePlace =
  | { readonly kind: 'statement'; readonly after: StatementPart; readonly text: TextMaker }
  | { readonly kind: 'entry'; readonly list: ListPart | ObjectPart; readonly after: number; readonly text: TextMaker };

type TextMaker = (manner: Omit<Manner, 'like'>, context: RenderContext) => string;

/** A new resource behind the one at a place, in its manner, or why there can be none, as the end of "because …". */
export function renderResource(source: FixSource, beside: Span, resource: NewResource): ResourcePlace | string {
  const found = partAt(source.parts.root, beside);
  const head = headOf(source, resource);
  if (typeof head === 'string') return head;
  const version = versionOf(source, resource);
  const statement = found && [...outwards(found)].findLast(part => part.kind === 'statement');
  if (statement?.kind === 'statement') {
    const body = bodyOf(statement);
    const text: TextMaker = (manner, context) => {
      const value = { ...head, ...locationOf(source, body, resource), ...resource.body };
      return `resource ${symbolFor(source, resource)} '${resource.type}@${version}' = ${render(value, { ...manner, like: undefined }, context)}`;
    };
    return { kind: 'statement', after: statement, text };
  }
  for (const part of found === undefined ? [] : outwards(found)) {
    const { parent } = part;
    const isEntry = part.kind === 'object' || part.kind === 'repeat' || part.kind === 'member';
    if (!isEntry || (parent?.kind !== 'list' && parent?.kind !== 'object')) continue;
    const holder = parent.parent;
    if (holder?.kind !== 'member' || holder.name?.toLowerCase() !== 'resources') continue;
    // `resources` of a resource are its children.
    if (memberPart(holder.parent, 'type') !== undefined) continue;
    const own = part.kind === 'member' ? part.value : part;
    const like = own.kind === 'repeat' ? own.children[0] : own;
    const text: TextMaker = (manner, context) => {
      const value = {
        type: resource.type,
        apiVersion: version,
        ...head,
        ...locationOf(source, like, resource),
        ...resource.body,
      };
      const body = render(value, { ...manner, like: undefined }, context);
      return part.kind === 'member' ? withSymbol(source, resource, body, context) : body;
    };
    return { kind: 'entry', list: parent, after: parent.children.indexOf(part) + 1, text };
  }
  return 'there is no place for a resource beside it';
}

/** A new resource behind another of its type and below the same one, or why there can be none, as the end of "because …". */
export function renderLike(source: FixSource, like: Span, resource: LikeResource): ResourcePlace | string {
  const object = objectAt(source.parts.root, like);
  if (object?.kind !== 'object') return 'the resource beside it is computed';
  const name = memberPart(object, 'name')?.value;
  const statement = object.parent?.kind === 'statement' ? object.parent : undefined;
  const written = name && newName(source, object, name, resource);
  if (written === undefined) return 'the name of the resource beside it is computed';
  const waits = waitsFor(source, object, resource);
  if (typeof waits === 'string') return waits;
  const copied: { [member: string]: FixValue } = {};
  for (const member of ['type', 'apiVersion', 'parent', 'scope', 'name']) {
    const known = memberPart(object, member);
    if (member === 'name') copied[member] = written;
    else if (known?.name !== undefined) copied[known.name] = copyOf(source, known.value);
  }
  const value = { ...copied, ...waits, properties: resource.properties };
  const body: TextMaker = (manner, context) => render(value, { ...manner, like: object }, context);
  if (statement !== undefined) {
    const text: TextMaker = (manner, context) =>
      `resource ${symbolFor(source, resource)} ${source.writer.scalar(statement.type)} = ${body(manner, context)}`;
    return { kind: 'statement', after: statement, text };
  }
  const entry = object.parent?.kind === 'member' && isSymbolic(object) ? object.parent : object;
  const { parent } = entry;
  if (parent?.kind !== 'list' && parent?.kind !== 'object') return 'there is no place for a resource beside it';
  const text: TextMaker = (manner, context) =>
    entry.kind === 'member' ? withSymbol(source, resource, body(manner, context), context) : body(manner, context);
  return { kind: 'entry', list: parent, after: parent.children.indexOf(entry) + 1, text };
}

/** `dependsOn` of a resource that waits for what another waits for, and maybe for one more; or why it cannot be written. */
function waitsFor(
  source: FixSource,
  like: ObjectPart,
  { after }: LikeResource,
): { readonly dependsOn?: FixValue } | string {
  const known = memberPart(like, 'dependsOn')?.value;
  if (after === undefined) return known === undefined ? {} : { dependsOn: copyOf(source, known) };
  const first = objectAt(source.parts.root, after);
  const value = first?.kind === 'object' ? dependencyName(source, like, first) : undefined;
  if (value === undefined) return 'the resource that it must wait for has no name that can be read';
  if (known !== undefined && known.kind !== 'list') return 'what the resource beside it waits for is computed';
  return { dependsOn: [...(known?.children ?? []).map(child => copyOf(source, child)), value] };
}

/** How a resource speaks of another that it waits for. */
function dependencyName(source: FixSource, from: ObjectPart, to: ObjectPart): FixValue | undefined {
  if (to.parent?.kind === 'statement') {
    // Within one resource the ones below it know each other by their own names.
    const isBeside = to.parent.parent?.kind === 'object' && to.parent.parent === from.parent?.parent;
    const symbol = isBeside ? to.parent.name : symbolOf(to.parent);
    return symbol === undefined || symbol === '' ? undefined : { $expression: symbol };
  }
  if (isSymbolic(to) && to.parent?.kind === 'member') return to.parent.name;
  const id: ResourceIdValue = { $idOf: { file: source.file, start: to.start, end: to.end } };
  return idText(source, id) === undefined ? undefined : id;
}

/** The name in the manner of another: its last segment replaced, or all of it where that is all it has. */
function newName(
  source: FixSource,
  object: ObjectPart,
  name: Part,
  { name: { from, to } }: LikeResource,
): FixValue | undefined {
  const written = source.text.slice(name.start, name.end);
  const mentions = [...written.matchAll(new RegExp(`(?<![\\w.-])${from.replaceAll('.', '\\.')}(?=['"])`, 'gi'))];
  const [mention, ...others] = mentions;
  const isArgument = mention !== undefined && /(parameters|variables)\(\s*'$/i.test(written.slice(0, mention.index));
  if (mention !== undefined && others.length === 0 && !isArgument)
    return { $copyOf: copyOf(source, name).$copyOf, $renamed: { from: mention[0], to } };
  // The name has no more segments than its own where the resource above is told in another way.
  const isBelow = memberPart(object, 'parent') !== undefined || isNested(object);
  return isBelow ? to : undefined;
}

/** Whether a resource is written in the one above it. */
function isNested(object: ObjectPart): boolean {
  if (object.parent?.kind === 'statement') return object.parent.parent?.kind === 'object';
  const type = textOf(memberPart(object, 'type')?.value);
  return type !== undefined && !type.includes('/');
}

/** What names a new resource and says what it is below and waits for, or why that cannot be said. */
function headOf(source: FixSource, { name, parent }: NewResource): { readonly [member: string]: FixValue } | string {
  if (parent === undefined) return { name };
  const above = objectAt(source.parts.root, parent);
  const unnamed = 'the resource that it would be below has no name that can be read';
  if (above?.kind !== 'object') return unnamed;
  if ([...outwards(above)].some(({ kind }) => kind === 'repeat')) return 'a loop makes several resources of this text';
  if (above.parent?.kind === 'statement') {
    const symbol = symbolOf(above.parent);
    return symbol === undefined ? unnamed : { parent: { $expression: symbol }, name };
  }
  const written = memberPart(above, 'name')?.value;
  const type = textOf(memberPart(above, 'type')?.value);
  const decoded = written && decodedName(written, source.text);
  // The names of a resource that is itself below another are not put together.
  if (decoded === undefined || type?.split('/').length !== 2) return unnamed;
  const operand = armOperand(decoded);
  const isLiteral = operand === armText(decoded);
  const joined = /\bconcat\(/i.test(source.text)
    ? `concat(${operand}, ${armText(`/${name}`)})`
    : `format('{0}/{1}', ${operand}, ${armText(name)})`;
  const symbolic = isSymbolic(above) && above.parent?.kind === 'member' ? above.parent.name : undefined;
  return {
    name: isLiteral ? `${decoded}/${name}` : { $expression: joined },
    dependsOn: [symbolic ?? { $idOf: parent }],
  };
}

function withSymbol(
  source: FixSource,
  resource: Pick<NewResource, 'symbol'>,
  body: string,
  { writer, style }: RenderContext,
): string {
  return `${writer.key(symbolFor(source, resource))}:${style.afterColon}${body}`;
}

/** The version that the file uses for a type, of several the first, or for what it is below; else the one that the new resource brings. */
function versionOf(source: FixSource, { type, apiVersion, parent }: NewResource): string {
  const above = type.slice(0, type.lastIndexOf('/'));
  return firstVersion(source, type) ?? (parent && firstVersion(source, above)) ?? apiVersion;
}

function firstVersion(source: FixSource, type: string): string | undefined {
  let version: string | undefined;
  walk(source.parts.root, part => {
    if (part.kind === 'statement') {
      const [name, own] = part.type.split('@');
      if (name?.toLowerCase() === type.toLowerCase()) version ??= own;
    }
    if (part.kind !== 'object' || textOf(memberPart(part, 'type')?.value)?.toLowerCase() !== type.toLowerCase()) return;
    version ??= textOf(memberPart(part, 'apiVersion')?.value);
  });
  return version;
}

/** The place of the resource beside it; what is below another is where that is. */
function locationOf(
  source: FixSource,
  beside: Part | undefined,
  { parent }: NewResource,
): { readonly [name: string]: FixValue } {
  const location = parent === undefined ? memberPart(beside, 'location')?.value : undefined;
  return location === undefined ? {} : { location: copyOf(source, location) };
}

function copyOf({ file }: FixSource, { start, end }: Part): CopyValue {
  return { $copyOf: { file, start, end } };
}

function bodyOf(statement: StatementPart): Part | undefined {
  const { value } = statement;
  return value?.kind === 'repeat' ? value.children[0] : value;
}
