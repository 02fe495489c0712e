/**
 * Where a value may be changed: the place where it is written, if the use at hand is its only reader.
 *
 * In: the parts of a file, and the place where a value is used. Out: a part, or the reason why there is none.
 */
import type { Origin } from '../base/origin.ts';
import type { Span } from '../base/span.ts';
import { type Declaration, type FileParts, memberPart, outwards, type Part, partAt, type Read } from './parts.ts';
import type { ValuePlace } from './tree-edit.ts';

export type WrittenPlace =
  | {
      readonly ok: true;
      readonly part: Part;
      /** Where that is, if others may see the change: it continues the title of the fix. */
      readonly note: string | undefined;
    }
  | { readonly ok: false; readonly why: string };

/** Names that lead to each other; more are a mistake or a circle. */
const maxHops = 20;

/** @param file a value of another file is not changed */
export function writtenPlace(parts: FileParts, at: ValuePlace, file: string): WrittenPlace {
  const origin: Origin = 'span' in at ? at : { span: at, via: 'literal', from: [] };
  const leaf = leafOf(origin);
  if ((leaf ?? origin.span).file !== file) return no('it is written in another file');
  // A module's parameter: what is between the argument and the use is another file's.
  let part = partAt(parts.root, origin.span.file === file ? origin.span : leaf!);
  for (let hops = 0; hops < maxHops; hops++) {
    if (part === undefined) return no('it is not found in the file');
    if (part.kind === 'member') part = part.value;
    if (part.kind === 'scalar' || part.kind === 'object' || part.kind === 'list')
      return onlyReader(parts, part, part, 0) ?? { ok: true, part, note: noteOn(parts, part, origin, file) };
    if (part.kind !== 'read') return no('it is computed');
    const { read }: { readonly read: Read } = part;
    if (readersOf(parts, read).length > 1) return no(`${shown(read)} is read in other places too`);
    const declaration = declarationOf(parts, read);
    const next: Part | undefined =
      (declaration && inside(declaration.value, read.path)) ?? (leaf && partAt(parts.root, leaf));
    if (next === undefined || next === part) return no('it is computed');
    part = next;
  }
  return no('it is computed');
}

/** Why the text of a part must not be changed in place: it stands for several values. `undefined` where it does not. */
export function whySharedText(parts: FileParts, part: Part): string | undefined {
  const place = onlyReader(parts, part, part, 0);
  return place?.ok === false ? place.why : undefined;
}

/** The end of a chain of uses that does not branch; what a function makes of a value is written nowhere. */
function leafOf(origin: Origin): Span | undefined {
  let at = origin;
  while (at.from.length === 1 && at.via !== 'function') at = at.from[0]!;
  return at.from.length === 0 ? at.span : undefined;
}

/** Refuses a text that is repeated, or is part of a declaration that several places read. */
function onlyReader(parts: FileParts, part: Part, target: Part, depth: number): WrittenPlace | undefined {
  for (const outer of outwards(part)) {
    // The loop that runs over a list reads each entry once; its body is another matter.
    if (outer.kind === 'repeat') return no(outer.why);
    const declaration = parts.declarations.find(candidate => candidate.value === outer);
    if (declaration === undefined) continue;
    const path = pathWithin(declaration.value, target);
    const readers = readersOf(parts, { ...declaration, path });
    if (readers.length > 1)
      return no(`${declaration.what} '${declaration.shownName}' is read in ${readers.length} places`);
    const [reader] = readers;
    if (reader === undefined) return undefined;
    // Within a loop, an entry that is picked by a number is another one in each turn.
    if (reader.path.includes('*')) return undefined;
    return depth > maxHops ? no('it is computed') : onlyReader(parts, reader.part, reader.part, depth + 1);
  }
  return undefined;
}

function noteOn(parts: FileParts, part: Part, origin: Origin, file: string): string | undefined {
  for (const outer of outwards(part)) {
    const declaration = parts.declarations.find(candidate => candidate.value === outer);
    if (declaration?.isDefault === true) return `in the default of parameter '${declaration.shownName}'`;
  }
  return origin.span.file === file ? undefined : 'in what the module is given';
}

function declarationOf(parts: FileParts, { what, name, scope }: Read): Declaration | undefined {
  return parts.declarations.find(
    candidate => candidate.name === name && candidate.scope === scope && (what === 'name' || candidate.what === what),
  );
}

/** All reads of what a read reads, itself included: a read of the whole reads its members too. */
function readersOf(
  parts: FileParts,
  target: {
    readonly what: Read['what'];
    readonly name: string;
    readonly scope: string;
    readonly path: readonly string[];
  },
): readonly Read[] {
  return parts.reads.filter(
    read =>
      read.scope === target.scope &&
      (read.name === target.name || read.name === '*') &&
      (read.what === 'name' || target.what === 'name' || read.what === target.what) &&
      overlap(read.path, target.path),
  );
}

function overlap(a: readonly string[], b: readonly string[]): boolean {
  return a.every((key, i) => b[i] === undefined || key === '*' || b[i] === '*' || key === b[i]);
}

/** The way from a value to a part inside it. */
function pathWithin(value: Part, target: Part): readonly string[] {
  const path: string[] = [];
  for (const outer of outwards(target)) {
    if (outer === value) break;
    if (outer.kind === 'member') path.unshift(outer.name?.toLowerCase() ?? '*');
    else if (outer.parent?.kind === 'list') path.unshift('*');
  }
  return path;
}

/** The part that a path of written names leads to. */
function inside(value: Part, path: readonly string[]): Part | undefined {
  let at: Part | undefined = value;
  for (const name of path) at = memberPart(at, name)?.value;
  return at;
}

function shown({ what, name, path }: Read): string {
  const word = what === 'name' ? '' : `${what} `;
  // The name of a local carries a mark that makes it unique.
  return `${word}'${[name.replace(/#.*$/, ''), ...path].join('.')}'`;
}

function no(why: string): WrittenPlace {
  return { ok: false, why };
}
