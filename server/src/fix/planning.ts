/**
 * What the edits of one fix do to one file.
 *
 * In: the file's text and parts, and edits one by one. Out: text edits in no order.
 */
import type { Origin } from '../base/origin.ts';
import type { FileId, Span, TextRange } from '../base/span.ts';
import { nameSegments } from './arm-names.ts';
import { BracketEdit, type TextEdit } from './bracket-edit.ts';
import { copiedText, whyNotCopied } from './copies.ts';
import type { FixFiles } from './fix-files.ts';
import type { FixSource } from './fix-source.ts';
import { indentAt, lineStart, nextLine, type Style, startsLine } from './layout.ts';
import { entryFor, entryOf, mentions } from './loops.ts';
import { insertRank, siblingObject } from './neighbours.ts';
import { type ResourcePlace, renderLike, renderResource } from './new-resources.ts';
import {
  childrenOf,
  type ListPart,
  type MemberPart,
  memberPart,
  type ObjectPart,
  objectAt,
  outwards,
  type Part,
  partAt,
  type RepeatPart,
} from './parts.ts';
import { readersOf } from './readers.ts';
import { asWritten, type RenderContext, render, renderMember } from './render.ts';
import { decodedName, dependencyOf, idText, isSymbolic } from './resources.ts';
import {
  type CopyValue,
  type FixValue,
  isCopy,
  isList,
  isObject,
  isResourceId,
  type NewResource,
  type PropertyPath,
  type ResourceIdValue,
  type TreeEdit,
} from './tree-edit.ts';
import { defaultAround, inDefault, type WrittenPlace, writtenPlace } from './written-place.ts';

/** The edits of one fix in one file, gathered by the brackets they change. */
export class Planning {
  /** As {@link WrittenPlace}'s `note`, each once. */
  readonly notes = new Set<string>();
  /** As {@link WrittenPlace}'s, of all places together. */
  isCertain = true;
  private readonly source: FixSource;
  private readonly files: FixFiles;
  private readonly homes: ReadonlyMap<NewResource, FileId>;
  private readonly style: Style;
  private readonly render: RenderContext;
  private readonly brackets = new Map<Part, BracketEdit>();
  /** Properties that are added, so that two edits below a missing one meet. */
  private readonly pending = new Map<ObjectPart, Map<string, { readonly name: string; value: FixValue }>>();
  private readonly direct: TextEdit[] = [];

  /** @param homes the files that the resources of the fix are added to */
  constructor(source: FixSource, files: FixFiles, homes: ReadonlyMap<NewResource, FileId>) {
    this.source = source;
    this.files = files;
    this.homes = homes;
    this.style = source.style;
    this.render = {
      text: source.text,
      style: this.style,
      writer: source.writer,
      copy: (value, indent) => copiedText(source, value, indent),
      id: value => idText(source, value) ?? '',
    };
  }

  /** Takes one edit in. @returns why it cannot be made, as the end of "because …" */
  add(edit: Exclude<TreeEdit, { readonly kind: 'set-value' }>): string | undefined {
    const isAfterOther = edit.kind === 'add-like' && (edit.resource.after?.file ?? edit.like.file) !== this.source.file;
    if (isAfterOther) return otherFile;
    for (const named of namedIn(writtenBy(edit))) {
      if (this.homeOf(named) !== this.source.file) return otherFile;
      if (isCopy(named)) {
        const why = whyNotCopied(this.source, named);
        if (why !== undefined) return why;
        continue;
      }
      if (!this.source.writer.hasExpressions) return 'the file is an export, in which nothing can be referred to';
      if (idText(this.source, named) === undefined) return 'a resource that it would name has no name that can be read';
    }
    switch (edit.kind) {
      case 'set-property':
        return this.withObject(edit.object, object => this.setProperty(object, edit.path, edit.value));
      case 'remove-property':
        return this.withObject(edit.object, object => this.removeProperty(object, edit.path));
      case 'rename-property':
        return this.withObject(edit.object, object => this.renameProperty(object, edit.path, edit.name));
      case 'add-item':
        return this.withObject(edit.object, object => this.addItem(object, edit));
      case 'remove-item':
        return this.removeItem(edit);
      case 'insert-comment':
        return this.insertComment(edit.above, edit.text);
      case 'edit-comment':
        return this.editComment(edit.at, edit.text);
      case 'edit-name':
        return this.editName(edit.at, edit.name);
      case 'add-resource':
        return this.placed(() => renderResource(this.source, edit.beside, edit.resource));
      case 'add-like':
        return this.addLike(edit);
    }
  }

  textEdits(): readonly TextEdit[] {
    for (const [object, properties] of this.pending) {
      const sibling = siblingObject(object);
      for (const { name, value } of properties.values()) {
        this.bracket(object).added.push({
          after: insertRank(object, name, sibling),
          text: manner =>
            renderMember(name, value, { ...manner, like: undefined, object: sibling ?? object }, this.render),
        });
      }
    }
    return [...this.direct, ...[...this.brackets.values()].flatMap(bracket => bracket.textEdits())];
  }

  /** Writes another value at a place of this file. @returns why it cannot be done, as the end of "because …" */
  setPlace(place: WrittenPlace & { readonly ok: true }, value: FixValue): string | undefined {
    this.noteOn(place);
    this.replace(place.part, value);
    return undefined;
  }

  private noteOn({ note, isCertain }: WrittenPlace & { readonly ok: true }): void {
    if (note !== undefined) this.notes.add(note);
    this.isCertain &&= isCertain;
  }

  /** The place in this file where the value of a part is written. */
  private placeOf(part: Part): WrittenPlace {
    const place = writtenPlace(this.files, this.span(part));
    return place.ok && place.file !== this.source.file ? { ok: false, why: 'it is written in another file' } : place;
  }

  private homeOf(named: ResourceIdValue | CopyValue): FileId | undefined {
    if (isCopy(named)) return 'path' in named.$copyOf ? named.$copyOf.object.file : named.$copyOf.file;
    return 'symbol' in named.$idOf ? this.homes.get(named.$idOf) : named.$idOf.file;
  }

  private replace(part: Part, value: FixValue): void {
    const { text } = this.source;
    const shown =
      typeof value === 'object' && value !== null
        ? render(
            value,
            { indent: indentAt(text, part.start), spread: this.isSpreadAround(part), like: part },
            this.render,
          )
        : this.source.writer.scalar(asWritten(value, part));
    if (shown !== text.slice(part.start, part.end)) this.direct.push({ start: part.start, end: part.end, text: shown });
  }

  private isSpreadAround(part: Part): boolean {
    for (const outer of outwards(part)) {
      if (outer === part || (outer.kind !== 'object' && outer.kind !== 'list')) continue;
      return outer.children.some(child => startsLine(this.source.text, child.start));
    }
    return true;
  }

  /** Runs `act` on the object at a place unless its text stands for several. */
  private withObject(at: Span, act: (object: ObjectPart | ListPart) => string | undefined): string | undefined {
    const object = objectAt(this.source.parts.root, at);
    if (object === undefined) return 'it is computed';
    return this.whyShared(object) ?? act(object);
  }

  /** The object that holds the last name of a path, and what is missing on the way. */
  private holderOf(
    object: ObjectPart,
    path: PropertyPath,
  ): { readonly holder: ObjectPart; readonly rest: PropertyPath } | string {
    let holder = object;
    for (const [i, name] of path.slice(0, -1).entries()) {
      const member = memberPart(holder, name);
      if (member === undefined) {
        // Exports leave the level `properties` out.
        if (name.toLowerCase() === 'properties' && this.source.isExport) continue;
        return { holder, rest: path.slice(i) };
      }
      let { value } = member;
      if (value.kind === 'scalar' && value.value === null) return { holder, rest: path.slice(i) };
      if (value.kind === 'read') {
        const place = this.placeOf(value);
        if (!place.ok) return place.why;
        this.noteOn(place);
        value = place.part;
      }
      if (value.kind !== 'object') return `'${name}' is computed`;
      holder = value;
    }
    return { holder, rest: path.slice(-1) };
  }

  private setProperty(object: ObjectPart | ListPart, path: PropertyPath, value: FixValue): string | undefined {
    if (object.kind !== 'object') return 'it is a list';
    const place = this.holderOf(object, path);
    if (typeof place === 'string') return place;
    const { holder, rest } = place;
    const [name = ''] = rest;
    this.dependencies(object, value);
    const nested = rest.slice(1).reduceRight<FixValue>((inner, key) => ({ [key]: inner }), value);
    const member = memberPart(holder, name);
    if (member === undefined) {
      if (holder.children.some(child => child.kind !== 'member' || child.name === undefined)) {
        const isOpen = holder.children.some(child => child.kind === 'expression');
        if (isOpen) return 'some of its properties are computed';
      }
      this.addPending(holder, name, nested);
      return undefined;
    }
    if (member.value.kind === 'read') {
      const written = this.placeOf(member.value);
      return written.ok ? this.setPlace(written, value) : written.why;
    }
    if (member.value.kind === 'expression' || member.value.kind === 'repeat') return `'${name}' is computed`;
    this.replace(member.value, nested);
    return undefined;
  }

  private addPending(holder: ObjectPart, name: string, value: FixValue): void {
    const properties = this.pending.get(holder) ?? new Map<string, { readonly name: string; value: FixValue }>();
    this.pending.set(holder, properties);
    const known = properties.get(name.toLowerCase());
    if (known === undefined) properties.set(name.toLowerCase(), { name, value });
    else known.value = merged(known.value, value);
  }

  private removeProperty(object: ObjectPart | ListPart, path: PropertyPath): string | undefined {
    const found = this.memberAt(object, path);
    if (typeof found === 'string') return found;
    if (found !== undefined) this.bracket(found.parent as ObjectPart).removed.add(found);
    return undefined;
  }

  private renameProperty(object: ObjectPart | ListPart, path: PropertyPath, name: string): string | undefined {
    const found = this.memberAt(object, path);
    if (typeof found === 'string') return found;
    if (found === undefined) return `there is no '${path.at(-1)}'`;
    const isUpper = /^[A-Z]/.test(found.name ?? '');
    const cased = isUpper ? name.charAt(0).toUpperCase() + name.slice(1) : name;
    this.direct.push({ start: found.key.start, end: found.key.end, text: this.source.writer.key(cased) });
    return undefined;
  }

  private memberAt(object: ObjectPart | ListPart, path: PropertyPath): MemberPart | string | undefined {
    if (object.kind !== 'object') return 'it is a list';
    const place = this.holderOf(object, path);
    if (typeof place === 'string') return place;
    return place.rest.length > 1 ? undefined : memberPart(place.holder, place.rest[0]!);
  }

  private addItem(
    object: ObjectPart | ListPart,
    { object: place, path, value, before }: TreeEdit & { readonly kind: 'add-item' },
  ): string | undefined {
    if (path.length === 0 && (object.kind !== 'list' || object.start !== place.start)) return 'it is computed';
    let list: Part | undefined = object.kind === 'list' ? object : undefined;
    if (object.kind === 'object') {
      const member = this.memberAt(object, path);
      if (typeof member === 'string') return member;
      const written = member?.value;
      if (written === undefined || (written.kind === 'scalar' && (written.value === null || written.value === '')))
        return this.setOrGrow(object, path, value);
      const repeat =
        written.kind === 'expression' ? written.children.find(child => child.kind === 'repeat') : undefined;
      if (repeat?.loop !== undefined) return this.whyShared(object) ?? this.addTurn(repeat, value);
      const found = this.placeOf(written);
      if (!found.ok) return `the list '${path.at(-1)}' is not written here: ${found.why}`;
      this.noteOn(found);
      list = found.part;
      this.dependencies(object, value);
    }
    if (list?.kind !== 'list') return `'${path.at(-1) ?? 'it'}' is no list`;
    const { children } = list;
    const at =
      before === undefined ? -1 : children.findIndex(child => child.start <= before.start && before.end <= child.end);
    const after = at < 0 ? children.length : at;
    const like = [...children.slice(0, after).reverse(), ...children.slice(after)].find(
      child => child.kind === 'object',
    );
    const shaped = this.source.isExport && isObject(value) ? flattened(value, like) : value;
    this.bracket(list).added.push({ after, text: manner => render(shaped, { ...manner, like }, this.render) });
    return undefined;
  }

  /** A list that is not there is made with one item; a second item of the same fix joins it. */
  private setOrGrow(object: ObjectPart, path: PropertyPath, value: FixValue): string | undefined {
    return this.setProperty(object, path, [value]);
  }

  private removeItem({ at, turn }: TreeEdit & { readonly kind: 'remove-item' }): string | undefined {
    const { parts, text } = this.source;
    const found = partAt(parts.root, at);
    if (found === undefined) return 'it is not found in the file';
    for (const part of outwards(found)) {
      const { parent } = part;
      if (parent?.kind === 'list' || (part.kind === 'member' && parent?.kind === 'object')) {
        const why = this.whyShared(parent) ?? this.whyReferred(part, parent);
        if (why !== undefined) return why;
        this.bracket(parent).removed.add(part);
        return undefined;
      }
      if (part.kind === 'repeat') return this.removeTurn(part, turn);
      if (part.kind !== 'statement') continue;
      const why = this.whyReferred(part, parent);
      if (why !== undefined) return why;
      if (parent?.kind === 'object') this.bracket(parent).removed.add(part);
      else this.direct.push(wholeLines(text, part));
      return undefined;
    }
    return 'it is no entry of a list';
  }

  /** Removes the entry that a loop makes something of. */
  private removeTurn(repeat: RepeatPart, turn: Origin | undefined): string | undefined {
    const { loop, parent } = repeat;
    const list = loop && this.listOf(loop.source);
    if (loop === undefined || turn === undefined || typeof list === 'string') return repeat.why;
    // Others would have the number of the one behind them.
    if (loop.index !== undefined && mentions(this.source, repeat, loop.index)) return 'its loop counts the entries';
    const why = parent?.kind === 'statement' ? this.whyReferred(parent, parent.parent) : undefined;
    if (why !== undefined) return why;
    const entry = list && entryOf(this.source, list, turn);
    if (list === undefined || entry === undefined) return repeat.why;
    this.bracket(list).removed.add(entry);
    return undefined;
  }

  /** Adds the entry that a loop makes a value of. */
  private addTurn(repeat: RepeatPart, value: FixValue): string | undefined {
    const { loop } = repeat;
    const [body] = repeat.children;
    const list = loop && this.listOf(loop.source);
    if (typeof list === 'string') return list;
    if (list === undefined || loop?.item === undefined || body === undefined) return repeat.why;
    const found = entryFor(this.source, body, loop.item, value);
    if (typeof found === 'string') return found;
    const like = list.children.findLast(child => child.kind === 'object');
    const after = list.children.length;
    this.bracket(list).added.push({ after, text: manner => render(found.entry, { ...manner, like }, this.render) });
    return undefined;
  }

  /** The list that a loop runs over, where it is written out in this file for the loop alone; or why it may not be changed. */
  private listOf(named: Part): ListPart | string {
    const place = this.placeOf(named);
    if (!place.ok) return `the list of its loop is not written here: ${place.why}`;
    if (place.part.kind !== 'list') return 'the list of its loop is computed';
    this.noteOn(place);
    return place.part;
  }

  /** Why a resource must stay: something else may speak of it. */
  private whyReferred(part: Part, parent: Part | undefined): string | undefined {
    const { parts } = this.source;
    const isInside = (other: Part) => part.start <= other.start && other.end <= part.end;
    if (part.kind === 'statement') {
      const referred = parts.reads.some(read => read.name === part.name && !isInside(read.part));
      return referred ? `other parts of the file name '${part.name}'` : undefined;
    }
    const object = part.kind === 'member' ? part.value : part;
    const type = memberPart(object, 'type')?.value;
    const isResource =
      type?.kind === 'scalar' && typeof type.value === 'string' && /^[^/]+\/|^securityRules$/i.test(type.value);
    if (!isResource || parent === undefined || this.source.isExport) return undefined;
    const names = this.knownAs(object);
    const stack: Part[] = [parts.root];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (at === part) continue;
      if (at.kind === 'member' && at.name?.toLowerCase() === 'dependson') {
        const list = this.source.text.slice(at.value.start, at.value.end).toLowerCase();
        if (names === undefined || names.some(name => list.includes(name))) return 'other resources depend on it';
      }
      stack.push(...childrenOf(at));
    }
    return undefined;
  }

  /** What others may call a resource of ARM JSON, in lower case; `undefined` where its own name is computed. */
  private knownAs(object: Part): readonly string[] | undefined {
    const name = memberPart(object, 'name')?.value;
    const decoded = name && decodedName(name, this.source.text);
    const last = decoded === undefined ? undefined : nameSegments(decoded)?.at(-1);
    if (last === undefined || !/^'[^']*'$/.test(last)) return undefined;
    const symbol =
      object.kind === 'object' && isSymbolic(object) && object.parent?.kind === 'member'
        ? object.parent.name
        : undefined;
    return [last.slice(1, -1), ...(symbol === undefined ? [] : [symbol])].map(text => text.toLowerCase());
  }

  private insertComment(above: Span, comment: string): string | undefined {
    const { text, parts } = this.source;
    const start = lineStart(text, above.start);
    const at = text.charCodeAt(start) === 0xfeff ? start + 1 : start;
    const around = partAt(parts.root, { start: at, end: at });
    const isInText = around?.kind === 'scalar' || around?.kind === 'read';
    const isInComment = this.source.comments.some(other => other.start < at && at < other.end);
    if ((isInText && around.start < at) || isInComment) return 'its line begins within a text';
    this.direct.push({ start: at, end: at, text: `${indentAt(text, above.start)}// ${comment}${this.style.lineEnd}` });
    return undefined;
  }

  private editComment({ start, end }: Span, words: string): string | undefined {
    if (!this.source.comments.some(comment => comment.start <= start && end <= comment.end)) return 'it is no comment';
    this.direct.push({ start, end, text: words });
    return undefined;
  }

  private editName({ file, start, end }: Span, name: string): string | undefined {
    if (file !== this.source.file) return 'it is written in another file';
    // Neither has a sign that JSON or an expression would read as anything but a letter.
    if (![this.source.text.slice(start, end), name].every(text => /^[\w.$ -]+$/.test(text)))
      return 'it is no plain name';
    this.direct.push({ start, end, text: name });
    return undefined;
  }

  private addLike({ like, resource }: TreeEdit & { readonly kind: 'add-like' }): string | undefined {
    const found = objectAt(this.source.parts.root, like);
    const repeat = found?.parent?.kind === 'repeat' ? found.parent : undefined;
    if (repeat?.loop === undefined)
      return (found && this.whyShared(found)) ?? this.placed(() => renderLike(this.source, like, resource));
    // All that a loop makes is deployed at once, in any order.
    if (resource.after !== undefined) return repeat.why;
    const { item } = repeat.loop;
    const isPicky = childrenOf(repeat.parent!).some(
      head =>
        head !== repeat && head !== repeat.loop?.source && item !== undefined && mentions(this.source, head, item),
    );
    if (isPicky) return 'its loop has a condition';
    return this.addTurn(repeat, { name: resource.name.to, properties: resource.properties });
  }

  /** Puts a new resource where it belongs; a statement has an empty line before it. */
  private placed(find: () => ResourcePlace | string): string | undefined {
    const { source } = this;
    if (!source.writer.hasExpressions) return 'the file is an export, and not a template';
    const place = find();
    if (typeof place === 'string') return place;
    if (place.kind === 'statement') {
      const { end, start } = place.after;
      const indent = indentAt(source.text, start);
      const { lineEnd } = this.style;
      const text = place.text({ indent, spread: true }, this.render);
      this.direct.push({ start: end, end, text: `${lineEnd}${lineEnd}${indent}${text}` });
      return undefined;
    }
    this.bracket(place.list).added.push({ after: place.after, text: manner => place.text(manner, this.render) });
    return undefined;
  }

  /** In ARM JSON a resource that names another must wait for it. */
  private dependencies(object: ObjectPart, value: FixValue): void {
    for (const id of namedIn(value)) {
      if (isCopy(id)) continue;
      const dependency = dependencyOf(this.source, object, id);
      if (dependency === undefined) continue;
      const { resource, value: name } = dependency;
      const list = memberPart(resource, 'dependsOn')?.value;
      if (list?.kind === 'list') {
        if (this.isListed(list, name)) continue;
        this.bracket(list).added.push({
          after: list.children.length,
          text: manner => render(name, { ...manner, like: undefined }, this.render),
        });
      } else if (list === undefined) this.addPending(resource, 'dependsOn', [name]);
    }
  }

  /** Whether a list has an item already, however it is spaced. */
  private isListed(list: ListPart, value: FixValue): boolean {
    const shown = render(value, { indent: '', spread: false, like: undefined }, this.render);
    const bare = (text: string) => text.replace(/\s/g, '').toLowerCase();
    return list.children.some(({ start, end }) => bare(this.source.text.slice(start, end)) === bare(shown));
  }

  /** Why the text of a part must not be changed in place: it stands for several values. */
  private whyShared(part: Part): string | undefined {
    const readers = readersOf(this.files, this.source.file, part);
    if (readers.isShared) return readers.why;
    const byDefault = defaultAround(this.source, part);
    if (byDefault !== undefined) this.notes.add(inDefault(byDefault));
    this.isCertain &&= readers.isCertain && byDefault === undefined;
    return undefined;
  }

  private bracket(part: ObjectPart | ListPart): BracketEdit {
    const known = this.brackets.get(part);
    if (known !== undefined) return known;
    const { text, comments, writer } = this.source;
    const made = new BracketEdit(part, { text, style: this.style, writer, comments });
    this.brackets.set(part, made);
    return made;
  }

  private span(range: TextRange): Span {
    return { file: this.source.file, start: range.start, end: range.end };
  }
}

/** Two values for one property that is not there yet: objects and lists are joined, else the later one counts. */
function merged(a: FixValue, b: FixValue): FixValue {
  if (isList(a) && isList(b)) return [...a, ...b];
  if (!isObject(a) || !isObject(b)) return b;
  const result: { [name: string]: FixValue } = { ...a };
  for (const [name, value] of Object.entries(b)) {
    const known = result[name];
    result[name] = known === undefined ? value : merged(known, value);
  }
  return result;
}

/** Without the level `properties`, where the neighbours have none. */
function flattened(value: { readonly [name: string]: FixValue }, like: Part | undefined): FixValue {
  const { properties } = value;
  if (like?.kind !== 'object' || memberPart(like, 'properties') !== undefined) return value;
  if (properties === undefined || !isObject(properties)) return value;
  const { properties: _, ...rest } = value;
  return { ...rest, ...properties };
}

/** As the end of "because …". */
const otherFile = 'what it would name is written in another file';

function writtenBy(edit: Exclude<TreeEdit, { readonly kind: 'set-value' }>): FixValue {
  if ('value' in edit) return edit.value;
  if (edit.kind === 'add-resource') return edit.resource.body;
  return edit.kind === 'add-like' ? edit.resource.properties : null;
}

/** What a value names of the file that it is written into. */
function* namedIn(value: FixValue): Iterable<ResourceIdValue | CopyValue> {
  if (isResourceId(value) || isCopy(value)) yield value;
  else if (isList(value)) for (const item of value) yield* namedIn(item);
  else if (isObject(value)) for (const item of Object.values(value)) yield* namedIn(item);
}

/** A statement with the lines that hold nothing else, and one of the empty lines around it. */
function wholeLines(text: string, range: TextRange): TextEdit {
  const start = lineStart(text, range.start);
  let end = nextLine(text, range.end);
  const isEmptyBefore = start === 0 || /\n\s*\n$/.test(text.slice(Math.max(0, start - 200), start));
  if (isEmptyBefore && /^[ \t]*\r?\n/.test(text.slice(end, end + 200))) end = nextLine(text, end);
  return { start, end, text: '' };
}
