/**
 * Places in texts that the user has no file of, such as the body of a registry's module: where to point instead.
 *
 * In: values of such a text. Out: the same values, each at a place of its own that stands for a place in a file of the user's:
 * where the value is given, else the module that brings it. The places cannot be looked up in any text, so nothing is ever
 * changed there; and values that one text makes again and again, as a loop does, are told apart.
 */
import type { Origin } from '../base/origin.ts';
import { encloses, type FileId, type Span } from '../base/span.ts';
import type { ModuleUse } from './deployment.ts';
import type { Value, ValueMember } from './value.ts';

/** Begins the names of the files that borrowed places are said to lie in: one for each deployment. */
const borrowed = 'apim-vnet-borrowed:';
/** Places of one resource; those past it share the last. */
const blockSize = 1_000_000;
/** Levels of a value, and uses that lead to each other, that are looked through. */
const maxLevels = 200;

/** Whether a place can be shown only by what stands for it. */
export function isBorrowed({ file }: Span): boolean {
  return file.startsWith(borrowed);
}

/** A place of the user's that stands for a borrowed one. */
export interface Landing {
  readonly at: Span;
  /** The uses of modules that lead to the text of the place, outermost first. */
  readonly uses: readonly ModuleUse[];
  /** The module that the borrowed text belongs to. */
  readonly module: ModuleUse;
}

interface Block {
  /** By the number of the place: where its value is given; absent where the text has it itself. */
  readonly given: Map<number, Span>;
  readonly uses: readonly ModuleUse[];
  readonly module: ModuleUse;
  next: number;
}

/** The borrowed places of one deployment. */
export class BorrowedPlaces {
  private readonly file: FileId;
  private readonly isOwn: (file: FileId) => boolean;
  private readonly blocks: Block[] = [];

  /**
   * @param name equal for no two deployments that are looked at together
   * @param isOwn whether a text is a file of the user's
   */
  constructor(name: string, isOwn: (file: FileId) => boolean) {
    this.file = `${borrowed}${name}`;
    this.isOwn = isOwn;
  }

  /** Where to point for a place; `undefined` for one that is not borrowed. */
  landing({ file, start }: Span): Landing | undefined {
    if (file !== this.file) return undefined;
    const { given, uses, module } = this.blocks[Math.floor(start / blockSize)]!;
    const at = given.get(start % blockSize) ?? module.at;
    return { at, uses: usesOf(at, uses), module };
  }

  /** Whether any place is borrowed. */
  get isUsed(): boolean {
    return this.blocks.length > 0;
  }

  /** The places of a resource in a text; `undefined` where that is a file of the user's, or no module leads to it. */
  resource(file: FileId, uses: readonly ModuleUse[]): BorrowedResource | undefined {
    const index = this.borrowing(file, uses);
    const module = uses[index];
    if (module === undefined) return undefined;
    const block: Block = { given: new Map(), uses: uses.slice(0, index), module, next: 1 };
    this.blocks.push(block);
    return new BorrowedResource(block, this.file, (this.blocks.length - 1) * blockSize, this.isOwn);
  }

  /** The module of the user's that brings a text; `undefined` as for {@link resource}. */
  module(file: FileId, uses: readonly ModuleUse[]): Span | undefined {
    return uses[this.borrowing(file, uses)]?.at;
  }

  private borrowing(file: FileId, uses: readonly ModuleUse[]): number {
    return this.isOwn(file) ? -1 : uses.findLastIndex(use => this.isOwn(use.at.file));
  }
}

/** Of the modules that lead to something, those that lead to a text that it passes on the way. */
export function usesOf({ file }: Span, uses: readonly ModuleUse[]): readonly ModuleUse[] {
  const own = uses.findIndex(({ at }) => at.file === file);
  return own < 0 ? uses : uses.slice(0, own);
}

/** Gives the parts of one resource their places. */
export class BorrowedResource {
  /** Of the resource as a whole; those of its parts lie in it. */
  readonly span: Span;
  private readonly block: Block;
  private readonly start: number;
  private readonly isOwn: (file: FileId) => boolean;

  constructor(block: Block, file: FileId, start: number, isOwn: (file: FileId) => boolean) {
    this.block = block;
    this.start = start;
    this.isOwn = isOwn;
    this.span = { file, start, end: start + blockSize };
  }

  /** A place for the words of a value. */
  words(value: Value): Span {
    const given = this.givenOrigin(value.origin, 0);
    const at = given?.span;
    // Quotes are no part of the words; a name for them has none.
    const isWritten = given?.via === 'literal' && given.from.length === 0;
    const isQuoted = at !== undefined && value.kind === 'text' && at.end - at.start === value.value.length + 2;
    return this.place(isWritten && isQuoted ? { ...at, start: at.start + 1, end: at.end - 1 } : at);
  }

  /** The value with every part that the text has itself at a place of its own; what is given keeps its places. */
  value(value: Value, level = 0): Value {
    const { span, from, via } = value.origin;
    if (this.isOwn(span.file) || level > maxLevels) return value;
    if (value.kind === 'object') {
      const members = value.members.map(member => this.member(member, level));
      const name = members.find(member => member.name.toLowerCase() === 'name');
      const at = this.place(name ? this.landingOf(name.value) : this.argumentOf(value));
      return { ...value, members, imprint: undefined, origin: { span: at, via, from } };
    }
    if (value.kind === 'list') {
      const items = value.items.map(item => this.value(item, level + 1));
      return { ...value, items, origin: { span: this.place(this.argumentOf(value)), via, from } };
    }
    return { ...value, origin: { span: this.words(value), via, from } };
  }

  private member(member: ValueMember, level: number): ValueMember {
    const value = this.value(member.value, level + 1);
    const at = this.place(this.landingOf(value));
    return { name: member.name, nameSpan: at, value, span: at };
  }

  /** Where a value that has its place lands; `undefined` for the module. */
  private landingOf(value: Value): Span | undefined {
    const { span } = value.origin;
    if (span.file === this.span.file) return this.block.given.get(span.start - this.start);
    return value.kind === 'list' || value.kind === 'object' ? this.argumentOf(value) : span;
  }

  /** The name of the argument that a list or an object comes of: itself it is too long to point at. */
  private argumentOf(value: Value): Span | undefined {
    const [first] = value.kind === 'list' ? value.items : [];
    const at = this.givenAt(value.origin, 0) ?? (first && this.givenPart(first, 0));
    const { listed, words } = this.block.module.given;
    if (at === undefined || words === undefined) return undefined;
    for (const [name, { span }] of listed) if (span.file === at.file && encloses(span, at)) return words.get(name);
    return undefined;
  }

  /** Where a value, or the first of its parts that is given at all, is given. */
  private givenPart(value: Value, level: number): Span | undefined {
    const own = this.givenAt(value.origin, 0);
    if (own !== undefined || level > maxLevels) return own;
    const parts =
      value.kind === 'list' ? value.items : value.kind === 'object' ? value.members.map(member => member.value) : [];
    for (const part of parts) {
      const found = this.givenPart(part, level + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private place(given: Span | undefined): Span {
    const number = Math.min(this.block.next++, blockSize - 1);
    if (given !== undefined) this.block.given.set(number, given);
    return { file: this.span.file, start: this.start + number, end: this.start + number };
  }

  /** The first place in a file of the user's on the way to where a value is written. */
  private givenAt(origin: Origin, level: number): Span | undefined {
    return this.givenOrigin(origin, level)?.span;
  }

  private givenOrigin(origin: Origin, level: number): Origin | undefined {
    if (this.isOwn(origin.span.file)) return origin;
    if (level > maxLevels) return undefined;
    for (const source of origin.from) {
      const found = this.givenOrigin(source, level + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
