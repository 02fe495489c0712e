/**
 * Where in a text a value, or the name of a property, is being written: between which quotes, of which property, in which resource. In: a text, broken or
 * not, and an offset. Out: names and places, the same for both languages. Never here: what the names mean.
 */
import type { TextRange } from '../base/span.ts';
import { parseBicep } from '../syntax/bicep/parser.ts';
import type { BicepNode, ObjectExpression } from '../syntax/bicep/tree.ts';
import { nodeAt } from '../syntax/bicep/visit.ts';
import { parseJson } from '../syntax/json/parser.ts';
import type { JsonNode, JsonObject } from '../syntax/json/tree.ts';
import { isBicep } from './read-file.ts';
import type { SourceFile } from './source-file.ts';

export interface ValuePlace {
  /** Names of the properties around the value in lower case, the outermost first; lists have none. Never empty. */
  readonly path: readonly string[];
  /** Type of the innermost resource around it in lower case; `undefined` where the text says none. */
  readonly resourceType: string | undefined;
  /** Texts of the other properties of the same object, by name in lower case; computed ones are left out. */
  readonly siblings: ReadonlyMap<string, string>;
  /** What a value that is put there replaces: a text with its quotes; empty where there is none yet. */
  readonly replaces: TextRange;
  readonly quote: '"' | "'";
}

/** `undefined` where no text can be written, and inside an expression, where a text may be one of many parts. */
export function valuePlaceAt(file: SourceFile, offset: number): ValuePlace | undefined {
  const { source, reading } = file;
  if (isBicep(source)) return inBicep(source.text, offset);
  return inJson(source.text, reading.json?.root ?? parseJson(source.text).root, offset);
}

/** Where in a text the name of a property is being written. */
export interface KeyPlace {
  /** Names of the properties around it in lower case, the outermost first; lists have none. */
  readonly path: readonly string[];
  /** As {@link ValuePlace.resourceType}. */
  readonly resourceType: string | undefined;
  /** Names of the other properties of the same object. */
  readonly taken: readonly string[];
  /** What a name that is put there replaces, with its quotes; empty where there is none yet. */
  readonly replaces: TextRange;
  /** A colon follows already. */
  readonly hasColon: boolean;
}

/** In JSON alone; `undefined` in Bicep, and where no name can be written. */
export function keyPlaceAt({ source, reading }: SourceFile, offset: number): KeyPlace | undefined {
  if (isBicep(source)) return undefined;
  const path: string[] = [];
  let resourceType: string | undefined;
  let node = reading.json?.root ?? parseJson(source.text).root;
  while (node !== undefined && node.kind !== 'string') {
    if (node.kind === 'array') {
      node = node.items.find(item => holds(item, offset));
      continue;
    }
    if (node.kind !== 'object' || offset <= node.start) return undefined;
    const object: JsonObject = node;
    resourceType = typeIn(object) ?? resourceType;
    const key = object.properties.find(property => property.key.start < offset && offset <= property.key.end)?.key;
    if (key === undefined) {
      const within: JsonObject['properties'][number] | undefined = object.properties.find(
        ({ value }) => value.kind !== 'missing' && holds(value, offset),
      );
      if (within !== undefined) {
        path.push(within.key.value.toLowerCase());
        node = within.value;
        continue;
      }
      if (!/[{,]\s*$/.test(source.text.slice(object.start, offset))) return undefined;
    }
    const others = object.properties.filter(property => property.key !== key);
    return {
      path,
      resourceType,
      taken: others.map(property => property.key.value),
      replaces: key === undefined ? { start: offset, end: offset } : { start: key.start, end: key.end },
      hasColon: key !== undefined && /^\s*:/.test(source.text.slice(key.end)),
    };
  }
  return undefined;
}

/** The type of a resource, in lower case; `undefined` for an object that is none. */
function typeIn(object: JsonObject): string | undefined {
  const type = object.properties.find(property => property.key.value.toLowerCase() === 'type')?.value;
  return type?.kind === 'string' && type.value.includes('/') ? type.value.toLowerCase() : undefined;
}

function inJson(text: string, root: JsonNode | undefined, offset: number): ValuePlace | undefined {
  const path: string[] = [];
  let owner: JsonObject | undefined;
  let resourceType: string | undefined;
  let node = root;
  while (node !== undefined) {
    if (node.kind === 'object') {
      const object: JsonObject = node;
      const next = object.properties.findLast(property => property.key.end <= offset);
      if (next === undefined) return undefined;
      resourceType = typeIn(object) ?? resourceType;
      path.push(next.key.value.toLowerCase());
      owner = object;
      const isAbsent = next.value.kind === 'missing';
      if (isAbsent ? !/^\s*:[ \t]*$/.test(text.slice(next.key.end, offset)) : !holds(next.value, offset))
        return undefined;
      if (isAbsent) return placeOf({ start: offset, end: offset });
      node = next.value;
    } else if (node.kind === 'array') {
      const item: JsonNode | undefined = node.items.find(candidate => holds(candidate, offset));
      if (item === undefined) {
        return /[[,]\s*$/.test(text.slice(node.start, offset)) ? placeOf({ start: offset, end: offset }) : undefined;
      }
      node = item;
    } else if (node.kind === 'string') {
      const isExpression = node.value.startsWith('[') && !node.value.startsWith('[[');
      const isInside = node.start < offset;
      return isExpression || !isInside ? undefined : placeOf(node);
    } else return undefined;
  }
  return undefined;

  function placeOf({ start, end }: TextRange): ValuePlace | undefined {
    if (path.length === 0) return undefined;
    const siblings = new Map<string, string>();
    for (const { key, value } of owner?.properties ?? []) {
      if (value.kind === 'string') siblings.set(key.value.toLowerCase(), value.value);
    }
    return { path, resourceType, siblings, replaces: { start, end }, quote: '"' };
  }
}

function holds(node: TextRange, offset: number): boolean {
  return node.start <= offset && offset <= node.end;
}

function inBicep(text: string, offset: number): ValuePlace | undefined {
  const tree = parseBicep(text);
  if (tree.comments.some(comment => comment.start < offset && offset <= comment.end)) return undefined;
  const { node, path: nodes } = nodeAt(tree, offset);
  const isText = node.kind === 'string' && !node.multiline && node.start < offset;
  const isAbsent = node.kind === 'missing' || node.kind === 'array' || node.kind === 'object';
  if (!isText && !(isAbsent && isBlankValue(text, offset))) return undefined;
  const path: string[] = [];
  let owner: ObjectExpression | undefined;
  let resourceType: string | undefined;
  for (const [i, parent] of nodes.entries()) {
    if (parent.kind === 'resource' && parent.type.kind === 'string') {
      const written = parent.type.value.split('@')[0]!.toLowerCase();
      resourceType = written.includes('/') || resourceType === undefined ? written : `${resourceType}/${written}`;
      path.length = 0;
      if (isWithin(parent.type, node)) return undefined;
    } else if (parent.kind === 'object') owner = parent;
    else if (parent.kind === 'property') {
      // A string that is a name, and not a value.
      if (parent.key === nodes[i + 1]) return undefined;
      path.push(parent.name?.toLowerCase() ?? '');
    } else if (!mayStandAround(parent)) return undefined;
  }
  if (path.length === 0) path.push(...nameOfAbsentValue(text, offset));
  else if (node.kind === 'object') path.push(...nameOfAbsentValue(text, offset));
  if (path.length === 0) return undefined;
  const siblings = new Map<string, string>();
  for (const member of owner?.members ?? []) {
    if (member.kind === 'property' && member.value.kind === 'string' && member.name !== undefined)
      siblings.set(member.name.toLowerCase(), member.value.value);
  }
  const replaces = isText ? { start: node.start, end: node.end } : { start: offset, end: offset };
  return { path, resourceType, siblings, replaces, quote: "'" };
}

/** Nodes that leave a text below them the value of its property; in all others it is a part of an expression. */
function mayStandAround(node: BicepNode): boolean {
  return ['program', 'object', 'array', 'string', 'missing', 'for', 'if-clause', 'var', 'parenthesized'].includes(
    node.kind,
  );
}

function isWithin(outer: TextRange, inner: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether a value is due at an offset: right behind a colon, or in a list where an item begins. */
function isBlankValue(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /(:|\[|,)[ \t]*$/.test(line) || (/^[ \t]*$/.test(line) && /\[\s*$/.test(text.slice(0, offset)));
}

/** The name before the colon that stands right before an offset, for a value so absent that no property holds it. */
function nameOfAbsentValue(text: string, offset: number): readonly string[] {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const name = /([A-Za-z_]\w*)[ \t]*:[ \t]*$/.exec(line)?.[1];
  return name === undefined ? [] : [name.toLowerCase()];
}
