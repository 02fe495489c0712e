/**
 * Who reads a text: whether a change of it is seen by the use at hand only, across the files that it goes through.
 *
 * In: the parts of the files, and a part. Out: why it is shared, or how far it could be followed.
 * A value is followed from where it is written: out of a variable to its reader, out of a module's argument into the module, out
 * of a parameter file into its template, out of a data file to the call that loads it.
 */
import type { FileId } from '../base/span.ts';
import { baseName } from '../base/uri.ts';
import type { FixFiles } from './fix-files.ts';
import { type FileParts, outwards, type Part, partAt, type Read } from './parts.ts';

export type Readers =
  | {
      readonly isShared: false;
      /** False where it may have readers that were not looked at: files outside of those that were read may load it, too. */
      readonly isCertain: boolean;
    }
  /** As the end of "it is not changed, because …". */
  | { readonly isShared: true; readonly why: string };

/** Names that lead to each other; more are a mistake or a circle. */
export const maxHops = 20;

const one: Readers = { isShared: false, isCertain: true };
const atLeastOne: Readers = { isShared: false, isCertain: false };

/** Whether the text of a part stands for several values, or is part of something that several places read. */
export function readersOf(files: FixFiles, file: FileId, part: Part): Readers {
  return follow(files, { file, part, path: [] }, 0);
}

/** All reads in a file of what a read reads, itself included: a read of the whole reads its members too. */
export function readsOf(parts: FileParts, target: Omit<Read, 'part'>): readonly Read[] {
  return parts.reads.filter(
    read =>
      read.scope === target.scope &&
      (read.name === target.name || read.name === '*') &&
      (read.what === 'name' || target.what === 'name' || read.what === target.what) &&
      overlap(read.path, target.path),
  );
}

/** A member of what a part stands for, by names from it inwards; empty for all of it. */
interface Piece {
  readonly file: FileId;
  readonly part: Part;
  readonly path: readonly string[];
}

function follow(files: FixFiles, { file, part, path }: Piece, depth: number): Readers {
  const source = files.source(file);
  if (source === undefined) return atLeastOne;
  if (depth > maxHops) return shared('it is computed');
  let within = path;
  for (const outer of outwards(part)) {
    // The loop that runs over a list reads each entry once; its body is another matter.
    if (outer.kind === 'repeat') return shared(outer.why);
    const declaration = source.parts.declarations.find(candidate => candidate.value === outer);
    if (declaration !== undefined) {
      const reads = readsOf(source.parts, { ...declaration, path: within });
      const title = `${declaration.what} '${declaration.shownName}'`;
      return ofReads(files, file, reads, { title, path: within, depth });
    }
    const given = givenName(outer);
    const taker = given && files.takerOf({ file, start: outer.start, end: outer.end });
    if (given !== undefined && taker !== undefined) {
      const path = within.slice(given.levels);
      return ofParameter(files, taker, given.name, { path, depth });
    }
    if (outer.kind === 'member') within = [outer.name?.toLowerCase() ?? '*', ...within];
    else if (outer.parent?.kind === 'list') within = ['*', ...within];
  }
  return ofData(files, file, within, depth);
}

/** The parameter that a part may be the value of; in ARM JSON its value stands so many levels deeper. */
function givenName(part: Part): { readonly name: string; readonly levels: number } | undefined {
  if (part.kind === 'statement') return part.isGiven ? { name: part.name, levels: 0 } : undefined;
  const holder = part.kind === 'member' && part.name !== undefined ? part.parent?.parent : undefined;
  const list = holder?.kind === 'member' ? holder.name?.toLowerCase() : undefined;
  if (part.kind !== 'member' || part.name === undefined || (list !== 'params' && list !== 'parameters'))
    return undefined;
  return { name: part.name, levels: list === 'parameters' ? 1 : 0 };
}

function ofParameter(
  files: FixFiles,
  file: FileId,
  name: string,
  { path, depth }: { readonly path: readonly string[]; readonly depth: number },
): Readers {
  const parts = files.source(file)?.parts;
  if (parts === undefined) return atLeastOne;
  const lower = name.toLowerCase();
  const reads = parts.reads.filter(
    read =>
      read.scope === '' &&
      read.what !== 'variable' &&
      (read.name === '*' || read.name.toLowerCase() === lower) &&
      overlap(read.path, path),
  );
  return ofReads(files, file, reads, { title: `parameter '${name}' of ${baseName(file)}`, path, depth });
}

function ofReads(
  files: FixFiles,
  file: FileId,
  reads: readonly Read[],
  { title, path, depth }: { readonly title: string; readonly path: readonly string[]; readonly depth: number },
): Readers {
  if (reads.length > 1) return shared(`${title} is read in ${reads.length} places`);
  const [reader] = reads;
  if (reader === undefined) return one;
  // Within a loop, an entry that is picked by a number is another one in each turn.
  if (reader.path.includes('*')) return one;
  return follow(files, { file, part: reader.part, path: path.slice(reader.path.length) }, depth + 1);
}

/** A file of data is what the calls give that load it. */
function ofData(files: FixFiles, file: FileId, path: readonly string[], depth: number): Readers {
  const loads = files.loadsOf(file);
  const [load] = loads;
  if (load === undefined) return one;
  if (loads.length > 1) return shared(`${baseName(file)} is loaded in ${loads.length} places`);
  const root = files.source(load.file)?.parts.root;
  const call = root && partAt(root, load)?.parent;
  if (call?.kind !== 'expression') return atLeastOne;
  // With a path of its own, it is not followed which part it gives.
  const isWhole = call.children.length === 1;
  const readers = follow(files, { file: load.file, part: call, path: isWhole ? path : [] }, depth + 1);
  return readers.isShared ? readers : { ...readers, isCertain: false };
}

function overlap(a: readonly string[], b: readonly string[]): boolean {
  return a.every((key, i) => b[i] === undefined || key === '*' || b[i] === '*' || key === b[i]);
}

function shared(why: string): Readers {
  return { isShared: true, why };
}
