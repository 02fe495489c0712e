/**
 * Where a value may be changed: the place where it is written, if the use at hand is its only reader; else the use itself, if it does
 * nothing but name a variable or parameter.
 *
 * In: the files that the value came through, and the place where it is used. Out: a part, or the reason why there is none.
 */
import type { Origin } from '../base/origin.ts';
import type { FileId } from '../base/span.ts';
import { baseName } from '../base/uri.ts';
import type { FixFiles } from './fix-files.ts';
import type { FixSource } from './fix-source.ts';
import { type Declaration, memberPart, outwards, type Part, partAt, type Read, type ReadPart } from './parts.ts';
import { maxHops, readersOf, readsOf } from './readers.ts';
import type { ValuePlace } from './tree-edit.ts';

export type WrittenPlace =
  | {
      readonly ok: true;
      readonly file: FileId;
      readonly part: Part;
      /** Where that is, and what it is written in place of, where a reader could not tell: it continues the title of the fix. */
      readonly note: string | undefined;
      /** False where others may see the change: whoever deploys it with another value, or files that were not read. */
      readonly isCertain: boolean;
    }
  | { readonly ok: false; readonly why: string };

export function writtenPlace(files: FixFiles, at: ValuePlace): WrittenPlace {
  const way = wayOf('span' in at ? at : { span: at, via: 'literal', from: [] });
  // Places without a text, which stand for those of a registry's module, say no more than how the value came on.
  let step = Math.max(
    0,
    way.findIndex(({ span }) => files.source(span.file) !== undefined),
  );
  const isFollowed = way.slice(0, step).every(({ via }) => via === 'module-input' || via === 'loop-item');
  let { file } = way[step]!.span;
  let part = partOf(files, way[step]!);
  for (let hops = 0; hops < maxHops; hops++) {
    const source = files.source(file);
    if (source === undefined) return no(unreadFile);
    if (part === undefined) return no('it is not found in the file');
    if (part.kind === 'member') part = part.value;
    if (part.kind === 'scalar' || part.kind === 'object' || part.kind === 'list')
      return onlyPlace(files, source, part, { user: way[0].span.file, isFollowed });
    if (part.kind === 'repeat') return no(part.why);
    if (part.kind !== 'read') return no('it is computed');
    const others = readsOf(source.parts, part.read).length - 1;
    if (others > 0) {
      const use = hops === 0 && step === 0 ? useInstead(files, source, part, { way, others }) : undefined;
      return use ?? no(`${shown(part.read)} is read in other places too`);
    }
    // The way that the value came is surer than what is declared here: a default may have been replaced.
    let next = way[++step];
    let found = next && partOf(files, next);
    while (next !== undefined && found === part) {
      next = way[++step];
      found = next && partOf(files, next);
    }
    if (next !== undefined) file = next.span.file;
    else {
      const declaration = declarationOf(source, part.read);
      found = declaration && inside(declaration.value, part.read.path);
      if (found === undefined || found === part) return no('it is computed');
    }
    part = found;
  }
  return no('it is computed');
}

/** The places that a value came through, the use first, up to where it is written or where several values meet. */
function wayOf(origin: Origin): readonly [Origin, ...Origin[]] {
  const way: [Origin, ...Origin[]] = [origin];
  for (let at = origin; at.from.length === 1 && at.via !== 'function' && way.length < 100; at = at.from[0]!)
    way.push(at.from[0]!);
  return way;
}

function partOf(files: FixFiles, { span }: Origin): Part | undefined {
  const source = files.source(span.file);
  return source && partAt(source.parts.root, span);
}

function onlyPlace(
  files: FixFiles,
  source: FixSource,
  part: Part,
  { user, isFollowed }: { readonly user: FileId; readonly isFollowed: boolean },
): WrittenPlace {
  const { file } = source;
  const readers = readersOf(files, file, part);
  if (readers.isShared) return no(readers.why);
  const byDefault = defaultAround(source, part);
  const note = noteOn(part, byDefault, file === user ? undefined : baseName(file));
  return { ok: true, file, part, note, isCertain: isFollowed && readers.isCertain && byDefault === undefined };
}

/**
 * The use itself, in place of a name that others read too: only a name that is the whole value, and that stands for a value written in
 * the same file. What a caller or a parameter file gives, and what is computed, would be lost for other deployments.
 *
 * @param others how many other places read the name
 */
function useInstead(
  files: FixFiles,
  source: FixSource,
  part: ReadPart,
  { way, others }: { readonly way: readonly Origin[]; readonly others: number },
): WrittenPlace | undefined {
  const { file } = source;
  if (part.parent?.kind !== 'member' && part.parent?.kind !== 'list') return undefined;
  const declaration = declarationOf(source, part.read);
  const written = writtenFor(source, part.read);
  const end = way.at(-1);
  if (declaration === undefined || written?.kind !== 'scalar') return undefined;
  if (end?.span.file !== file || partOf(files, end) !== written) return undefined;
  if (readersOf(files, file, part).isShared) return undefined;
  const name = `${declaration.what} '${declaration.shownName}'`;
  const here = `here in place of ${name}, which ${others} other ${others === 1 ? 'place reads' : 'places read'}`;
  const byDefault = defaultAround(source, part);
  const note = byDefault === undefined ? here : `${here}, ${inDefault(byDefault)}`;
  return { ok: true, file, part, note, isCertain: false };
}

/** What a name stands for in its file, through other names; `undefined` where a member or an entry is picked on the way. */
function writtenFor(source: FixSource, read: Read): Part | undefined {
  let at = read;
  for (let hops = 0; hops < maxHops && at.path.length === 0; hops++) {
    const value = declarationOf(source, at)?.value;
    if (value?.kind !== 'read') return value;
    at = value.read;
  }
  return undefined;
}

/** @param file its name, where the part is in another file than the use */
function noteOn(part: Part, byDefault: Declaration | undefined, file: string | undefined): string | undefined {
  if (byDefault !== undefined) {
    const note = inDefault(byDefault);
    return file === undefined ? note : `${note} of ${file}`;
  }
  if (file === undefined) return undefined;
  const module = moduleOf(part);
  return module === undefined ? `in ${file}` : `in what module '${module}' of ${file} is given`;
}

/** The parameter whose default a part is, or is in. */
export function defaultAround({ parts }: FixSource, part: Part): Declaration | undefined {
  for (const outer of outwards(part)) {
    const declaration = parts.declarations.find(candidate => candidate.value === outer);
    if (declaration?.isDefault === true) return declaration;
  }
  return undefined;
}

/** As the end of a title. */
export function inDefault({ shownName }: Declaration): string {
  return `in the default of parameter '${shownName}'`;
}

/** The name of the module among whose arguments a part stands. */
function moduleOf(part: Part): string | undefined {
  for (const outer of outwards(part)) {
    if (outer.kind !== 'member' || !/^param(s|eters)$/i.test(outer.name ?? '')) continue;
    const body = outer.parent;
    for (const around of outwards(outer))
      if (around.kind === 'statement' && around.value !== undefined) return around.name;
    const name = memberPart(body?.parent?.parent, 'name')?.value;
    if (name?.kind === 'scalar' && typeof name.value === 'string') return name.value;
  }
  return undefined;
}

function declarationOf({ parts }: FixSource, { what, name, scope }: Read): Declaration | undefined {
  return parts.declarations.find(
    candidate => candidate.name === name && candidate.scope === scope && (what === 'name' || candidate.what === what),
  );
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

/** As the end of "it is not changed, because …". */
export const unreadFile = 'it is written in a file that fixes do not change';

function no(why: string): WrittenPlace {
  return { ok: false, why };
}
