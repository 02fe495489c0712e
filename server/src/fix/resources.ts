/** Resources of a file as whole things: their symbols and ids, and what waits for what. */
import type { TextRange } from '../base/span.ts';
import { nameSegments } from './arm-names.ts';
import type { FixSource } from './fix-source.ts';
import { armOperand, armText } from './json-writer.ts';
import {
  childrenOf,
  type MemberPart,
  memberPart,
  type ObjectPart,
  objectAt,
  outwards,
  type Part,
  type StatementPart,
} from './parts.ts';
import type { FixValue, NewResource, ResourceIdValue } from './tree-edit.ts';

/** The text of an id as an expression; `undefined` where the resource cannot be named. */
export function idText(source: FixSource, { $idOf }: ResourceIdValue): string | undefined {
  if ('symbol' in $idOf) return source.writer.idOfNew($idOf, symbolFor(source, $idOf));
  const object = objectAt(source.parts.root, $idOf);
  // A text that stands for several resources has as many ids.
  if (object?.kind !== 'object' || [...outwards(object)].some(({ kind }) => kind === 'repeat')) return undefined;
  const entry = listedResource(object);
  const resource = entry?.resource ?? object;
  const statement = resource.parent;
  if (statement?.kind === 'statement') return bicepId(source, statement, entry);
  const names = resourceAround(object) === resource ? namesOf(resource, source.text) : undefined;
  if (names === undefined) return undefined;
  const own = entry && decodedName(entry.name, source.text);
  if (entry === undefined) return `resourceId(${[armText(names.type), ...names.names].join(', ')})`;
  return own && `resourceId(${[armText(`${names.type}/${entry.list}`), ...names.names, armOperand(own)].join(', ')})`;
}

/** An entry of a list that Azure also knows as a resource below the one that has the list, such as a subnet of its virtual network. */
interface ListedResource {
  readonly resource: ObjectPart;
  /** The name of the list, which ends the type. */
  readonly list: string;
  readonly name: Part;
}

function listedResource(object: ObjectPart): ListedResource | undefined {
  const name = memberPart(object, 'name')?.value;
  const list = object.parent?.kind === 'list' ? object.parent.parent : undefined;
  const properties = list?.kind === 'member' ? list.parent?.parent : undefined;
  if (name === undefined || list?.kind !== 'member' || list.name === undefined) return undefined;
  if (properties?.kind !== 'member' || properties.name?.toLowerCase() !== 'properties') return undefined;
  const resource = properties.parent;
  return resource?.kind === 'object' ? { resource, list: list.name, name } : undefined;
}

/** `nsg`, `network::subnet`; `undefined` where it has none. */
export function symbolOf(statement: StatementPart): string | undefined {
  const statements = [...outwards(statement)].filter(part => part.kind === 'statement');
  if (statements.some(({ isResource, name }) => !isResource || name === '')) return undefined;
  return statements
    .map(({ name }) => name)
    .toReversed()
    .join('::');
}

/** `nsg.id`, or the function for what has no symbol of its own. */
function bicepId(source: FixSource, statement: StatementPart, entry: ListedResource | undefined): string | undefined {
  const symbol = symbolOf(statement);
  if (symbol === undefined || entry === undefined) return symbol && `${symbol}.id`;
  const [type = ''] = statement.type.split('@');
  // A resource below another has the names of both; one of another scope is not found by the function.
  if (type.split('/').length !== 2 || memberPart(entry.resource, 'scope') !== undefined) return undefined;
  const name = source.text.slice(entry.name.start, entry.name.end);
  return `resourceId(${source.writer.scalar(`${type}/${entry.list}`)}, ${symbol}.name, ${name})`;
}

/** What a resource of ARM JSON must wait for when it names an id; `undefined` where nothing is to be written. */
export function dependencyOf(
  source: FixSource,
  object: ObjectPart,
  id: ResourceIdValue,
): { readonly resource: ObjectPart; readonly value: FixValue } | undefined {
  const resource = resourceAround(object);
  const named = 'symbol' in id.$idOf ? undefined : objectAt(source.parts.root, id.$idOf);
  if (resource === undefined || (named !== undefined && [...outwards(named)].includes(resource))) return undefined;
  const target = named && resourceAround(named);
  const symbolic = target?.parent?.kind === 'member' ? target.parent.name : undefined;
  if (symbolic !== undefined) return { resource, value: symbolic };
  if (target !== undefined) return { resource, value: { $idOf: { file: source.file, ...rangeOf(target) } } };
  return { resource, value: 'symbol' in id.$idOf && isSymbolic(resource) ? symbolFor(source, id.$idOf) : id };
}

/** The symbol of a new resource, with a number where the file has it already. */
export function symbolFor(source: FixSource, { symbol }: Pick<NewResource, 'symbol'>): string {
  const taken = new Set(source.parts.declarations.map(declaration => declaration.name));
  walk(source.parts.root, part => {
    if (part.kind === 'statement') taken.add(part.name);
    if (part.kind === 'member' && isSymbolicMember(part)) taken.add(part.name!);
  });
  for (let i = 1; ; i++) {
    const candidate = i === 1 ? symbol : `${symbol}${i}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** The resource of ARM JSON that a part stands in. */
function resourceAround(part: Part): ObjectPart | undefined {
  for (const outer of outwards(part)) {
    const isResource = outer.kind === 'object' && ['type', 'name', 'apiVersion'].every(name => memberPart(outer, name));
    if (isResource) return outer;
  }
  return undefined;
}

/** Type and names, with those of the resource it is written in; `undefined` where a name cannot be taken apart. */
function namesOf(
  resource: ObjectPart,
  text: string,
): { readonly type: string; readonly names: readonly string[] } | undefined {
  const type = textOf(memberPart(resource, 'type')?.value);
  const name = memberPart(resource, 'name')?.value;
  if (type === undefined || name === undefined) return undefined;
  const decoded = decodedName(name, text);
  if (decoded === undefined) return undefined;
  const isFull = type.includes('.');
  const outer = isFull ? undefined : outerResource(resource);
  const outerNames = outer && namesOf(outer, text);
  if (!isFull && outerNames === undefined) return undefined;
  const segments = isFull ? type.split('/').length - 1 : 1;
  const own = segments === 1 ? [armOperand(decoded)] : nameSegments(decoded);
  if (own?.length !== segments) return undefined;
  return {
    type: outerNames === undefined ? type : `${outerNames.type}/${type}`,
    names: [...(outerNames?.names ?? []), ...own],
  };
}

function outerResource(resource: ObjectPart): ObjectPart | undefined {
  return resource.parent && resourceAround(resource.parent);
}

export function isSymbolic(resource: ObjectPart): boolean {
  return resource.parent?.kind === 'member' && isSymbolicMember(resource.parent);
}

export function isSymbolicMember(member: MemberPart): boolean {
  const holder = member.parent?.parent;
  return holder?.kind === 'member' && holder.name?.toLowerCase() === 'resources';
}

export function textOf(part: Part | undefined): string | undefined {
  return part?.kind === 'scalar' && typeof part.value === 'string' ? part.value : undefined;
}

/** A name of ARM JSON without its quotes; an expression keeps its brackets. */
export function decodedName(name: Part, text: string): string | undefined {
  return textOf(name) ?? decodedText(text.slice(name.start, name.end));
}

function rangeOf({ start, end }: TextRange): TextRange {
  return { start, end };
}

function decodedText(json: string): string | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

export function walk(root: Part, visit: (part: Part) => void): void {
  const stack: Part[] = [root];
  for (let part = stack.pop(); part !== undefined; part = stack.pop()) {
    visit(part);
    stack.push(...[...childrenOf(part)].reverse());
  }
}
