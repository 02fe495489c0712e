/**
 * Loops over a list that is written out: what a loop makes of an entry, and the entry that it would make something of.
 *
 * In: parts and values. Out: parts and values; where the list is written, and whether others read it, is asked elsewhere.
 */
import type { Origin } from '../base/origin.ts';
import type { FixSource } from './fix-source.ts';
import { childrenOf, type ListPart, memberPart, type Part } from './parts.ts';
import { type FixValue, isList, isObject } from './tree-edit.ts';

/** The entry of a list that a value came from. */
export function entryOf(source: FixSource, list: ListPart, value: Origin): Part | undefined {
  let found: Part | undefined;
  for (let at: Origin | undefined = value; at !== undefined; at = at.from.length === 1 ? at.from[0] : undefined) {
    const { file, start, end } = at.span;
    if (file !== source.file) continue;
    found = list.children.find(child => child.start <= start && end <= child.end) ?? found;
  }
  return found;
}

/** Whether a text reads a name. */
export function mentions({ parts }: FixSource, within: Part, name: string): boolean {
  return parts.reads.some(read => read.name === name && within.start <= read.part.start && read.part.end <= within.end);
}

/**
 * The entry of which a loop's body makes a value.
 *
 * @param item the name that the body has for the entry
 * @returns the entry, or why there is none, as the end of "because …"
 */
export function entryFor(
  source: FixSource,
  body: Part,
  item: string,
  value: FixValue,
): { readonly entry: FixValue } | string {
  const draft: Draft = { entry: undefined };
  const why = match(source, body, item, value, draft);
  if (why !== undefined) return why;
  // A body that reads nothing of its entry makes the same of each.
  return draft.entry === undefined ? 'its loop makes the same of every entry' : { entry: draft.entry };
}

interface Draft {
  entry: FixValue | undefined;
}

function match(source: FixSource, body: Part, item: string, value: FixValue, draft: Draft): string | undefined {
  if (body.kind === 'read' && body.read.name === item) {
    const path = pathOf(source.text.slice(body.start, body.end));
    if (path === undefined) return 'what its loop makes is computed';
    draft.entry = withMember(draft.entry, path, value);
    return draft.entry === undefined ? 'its loop reads one value in two ways' : undefined;
  }
  if (body.kind === 'object' && isObject(value)) return matchObject(source, body, item, value, draft);
  if (body.kind === 'scalar') {
    const isSame = typeof value !== 'object' && String(body.value).toLowerCase() === String(value).toLowerCase();
    return isSame ? undefined : `its loop writes '${body.value}' for every entry`;
  }
  return 'what its loop makes is computed';
}

function matchObject(
  source: FixSource,
  body: Part,
  item: string,
  value: { readonly [name: string]: FixValue },
  draft: Draft,
): string | undefined {
  for (const child of childrenOf(body)) {
    if (child.kind !== 'member' || child.name === undefined) return 'what its loop makes is computed';
    const name = child.name.toLowerCase();
    const wanted = Object.entries(value).find(([key]) => key.toLowerCase() === name);
    // What is the same for every entry, such as a parent, does not tell entries apart.
    if (wanted === undefined && mentions(source, child.value, item)) return `its loop needs a '${child.name}' too`;
    if (wanted === undefined) continue;
    const why = match(source, child.value, item, wanted[1], draft);
    if (why !== undefined) return why;
  }
  const missing = Object.keys(value).find(key => memberPart(body, key) === undefined && !isWords(key));
  return missing === undefined ? undefined : `its loop writes no '${missing}'`;
}

/** A description says nothing to Azure; an entry can do without. */
function isWords(name: string): boolean {
  return name === 'description';
}

/** The names of `rule.properties.priority` behind the first; `undefined` for what is more than names. */
function pathOf(text: string): readonly string[] | undefined {
  return /^\w+(\.\??\w+)*$/.test(text) ? text.split(/\.\??/).slice(1) : undefined;
}

/** The value with another below it; `undefined` where something else is there already. */
function withMember(known: FixValue | undefined, path: readonly string[], value: FixValue): FixValue | undefined {
  const [name, ...rest] = path;
  if (name === undefined)
    return known === undefined || JSON.stringify(known) === JSON.stringify(value) ? value : undefined;
  if (known !== undefined && (isList(known) || !isObject(known))) return undefined;
  const inner = withMember(known?.[name], rest, value);
  return inner === undefined ? undefined : { ...known, [name]: inner };
}
