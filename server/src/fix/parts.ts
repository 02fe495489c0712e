/**
 * The parts of a file that a fix can speak of, the same for JSON and Bicep.
 *
 * In: nothing; shapes and ways through them. Never here: which language it was.
 * All ranges are half-open offsets into the text; a child lies within its parent.
 */
import { encloses, type TextRange } from '../base/span.ts';

export type Part =
  | ObjectPart
  | MemberPart
  | ListPart
  | ScalarPart
  | ReadPart
  | ExpressionPart
  | RepeatPart
  | StatementPart;

interface PartBase extends TextRange {
  /** `undefined` for the whole. */
  parent: Part | undefined;
}

export interface ObjectPart extends PartBase {
  readonly kind: 'object';
  /** In the order of the text; what is no member is a spread or a nested resource. */
  readonly children: readonly Part[];
}

export interface MemberPart extends PartBase {
  readonly kind: 'member';
  /** `undefined` where the key is computed. */
  readonly name: string | undefined;
  /** With its quotes. */
  readonly key: TextRange;
  readonly value: Part;
}

export interface ListPart extends PartBase {
  readonly kind: 'list';
  readonly children: readonly Part[];
}

/** A value that is written as such. */
export interface ScalarPart extends PartBase {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
}

/** A value that is nothing but a parameter, a variable, a local name, or a member of one. */
export interface ReadPart extends PartBase {
  readonly kind: 'read';
  readonly read: Read;
}

/** A value that is computed, or a piece of text that no fix goes into. */
export interface ExpressionPart extends PartBase {
  readonly kind: 'expression';
  readonly children: readonly Part[];
}

/** A text that stands for many values: the body of a loop, a lambda or a function. */
export interface RepeatPart extends PartBase {
  readonly kind: 'repeat';
  /** As the end of "it is not changed, because …". */
  readonly why: string;
  /** Of a loop over the entries of a list: the list as it is named, and the names that the body has for an entry and its number. */
  readonly loop?: { readonly source: Part; readonly item: string | undefined; readonly index: string | undefined };
  readonly children: readonly Part[];
}

/** A declaration of Bicep, at the top or in the body of a resource. */
export interface StatementPart extends PartBase {
  readonly kind: 'statement';
  readonly isResource: boolean;
  /** It gives a value to a parameter of another file. */
  readonly isGiven: boolean;
  /** Of a resource, with its version; empty for others. */
  readonly type: string;
  /** Its symbol; empty where it has none. */
  readonly name: string;
  /** What it declares: a body, a default, a value. */
  readonly value: Part | undefined;
  readonly children: readonly Part[];
}

/** A parameter or variable with what it stands for. */
export interface Declaration {
  readonly what: 'parameter' | 'variable';
  /** As {@link Read.name}. */
  readonly name: string;
  /** As written. */
  readonly shownName: string;
  readonly scope: string;
  readonly value: Part;
  /** The value is a parameter's default, which whoever deploys may replace. */
  readonly isDefault: boolean;
}

/** One mention of a name in an expression. */
export interface Read {
  readonly what: 'parameter' | 'variable' | 'name';
  /** As it is compared: in lower case where case does not count. */
  readonly name: string;
  /** The template whose name it is, in a file that holds several. */
  readonly scope: string;
  /** Members from the name inwards as far as they are written down; `*` for an entry that is picked by a number. */
  readonly path: readonly string[];
  /** The part that it stands in. */
  readonly part: Part;
}

/** A whole file. */
export interface FileParts {
  readonly root: Part;
  /** All reads in the order of the text. */
  readonly reads: readonly Read[];
  readonly declarations: readonly Declaration[];
}

export function childrenOf(part: Part): readonly Part[] {
  switch (part.kind) {
    case 'object':
    case 'list':
    case 'expression':
    case 'repeat':
    case 'statement':
      return part.children;
    case 'member':
      return [part.value];
    default:
      return [];
  }
}

/** The smallest part that encloses a range; for an empty one between two parts, the one that begins there. */
export function partAt(root: Part, range: TextRange): Part | undefined {
  if (!encloses(root, range)) return undefined;
  let found = root;
  for (;;) {
    const inner = lastFrom(childrenOf(found), range.start);
    if (inner === undefined || !encloses(inner, range)) return found;
    found = inner;
  }
}

/** The last part that begins at an offset or before it. */
function lastFrom(children: readonly Part[], offset: number): Part | undefined {
  let low = 0;
  let high = children.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (children[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return children[low - 1];
}

/** From a part outwards, the part itself first. */
export function* outwards(part: Part): Iterable<Part> {
  for (let at: Part | undefined = part; at !== undefined; at = at.parent) yield at;
}

/** A member by name without regard to case; of several the last, as Azure reads it. */
export function memberPart(part: Part | undefined, name: string): MemberPart | undefined {
  if (part?.kind !== 'object') return undefined;
  const wanted = name.toLowerCase();
  return part.children.findLast(
    (child): child is MemberPart => child.kind === 'member' && child.name?.toLowerCase() === wanted,
  );
}

/** The object that a place means: the body of a resource, or the object itself. */
export function objectAt(root: Part, range: TextRange): ObjectPart | ListPart | undefined {
  let part = partAt(root, range);
  if (part?.kind === 'statement') part = part.value;
  while (part?.kind === 'repeat') part = part.children.find(child => child.kind === 'object');
  if (part === undefined) return undefined;
  for (const outer of outwards(part)) if (outer.kind === 'object' || outer.kind === 'list') return outer;
  return undefined;
}

/** Gives every part below its parent. */
export function adopt<T extends Part>(part: T): T {
  for (const child of childrenOf(part)) child.parent = part;
  return part;
}
