/** Writes values as text, in the manner of a neighbour where there is one. */
import { isSpread, type Style } from './layout.ts';
import { type MemberPart, memberPart, type ObjectPart, type Part } from './parts.ts';
import type { SourceWriter } from './source-writer.ts';
import {
  type CopyValue,
  type FixValue,
  isCopy,
  isExpression,
  isList,
  isObject,
  isResourceId,
  type ResourceIdValue,
} from './tree-edit.ts';

export interface RenderContext {
  readonly text: string;
  readonly style: Style;
  readonly writer: SourceWriter;
  /** The text of a value of the file, quotes included, for a line of this indentation. */
  readonly copy: (value: CopyValue, indent: string) => string;
  /** The text of an id; the caller knows the resources. */
  readonly id: (value: ResourceIdValue) => string;
}

export interface Manner {
  /** Indentation of the line in which the value begins. */
  readonly indent: string;
  /** Whether brackets are spread over lines. */
  readonly spread: boolean;
  /** A part of the same kind whose manner is copied: order and case of keys, lines, quotes. */
  readonly like: Part | undefined;
}

/** The text of a value; lines after the first start with the indentation. */
export function render(value: FixValue, manner: Manner, context: RenderContext): string {
  const { writer } = context;
  if (isResourceId(value)) return writer.expression(context.id(value));
  if (isCopy(value)) return context.copy(value, manner.indent);
  if (isExpression(value)) return writer.expression(value.$expression);
  if (isList(value)) return renderList(value, manner, context);
  if (isObject(value)) return renderObject(value, manner, context);
  const { like } = manner;
  // PowerShell writes a single address as a list of one.
  if (like?.kind === 'list' && like.children.length > 0)
    return renderList([value], { ...manner, spread: isSpread(context.text, like) }, context);
  return writer.scalar(asWritten(value, like));
}

/** `name: value` as the neighbour writes it. */
export function renderMember(
  name: string,
  value: FixValue,
  manner: Manner & { readonly object: Part | undefined },
  context: RenderContext,
): string {
  const known = memberPart(manner.object, name);
  const key = known?.name ?? inCaseOf(manner.object, name);
  return `${context.writer.key(key)}:${context.style.afterColon}${render(value, { ...manner, like: known?.value }, context)}`;
}

/** The entries of an object in the order in which a neighbour has them; others stay behind the entry that they follow. */
export function inOrderOf(
  like: Part | undefined,
  value: { readonly [name: string]: FixValue },
): readonly (readonly [string, FixValue])[] {
  const entries = Object.entries(value);
  if (like?.kind !== 'object') return entries;
  const known = members(like).map(member => member.name?.toLowerCase());
  let previous = known.length;
  const ranked = entries.map(entry => {
    const at = known.indexOf(entry[0].toLowerCase());
    if (at >= 0) previous = at;
    return { entry, rank: previous };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry);
}

/** A name with a first letter as the names of an object have it. */
function inCaseOf(like: Part | undefined, name: string): string {
  if (like?.kind !== 'object') return name;
  const names = members(like).map(member => member.name ?? '');
  const upper = names.filter(known => /^[A-Z]/.test(known)).length;
  return upper * 2 > names.length ? name.charAt(0).toUpperCase() + name.slice(1) : name;
}

function renderObject(
  value: { readonly [name: string]: FixValue },
  { indent, spread, like }: Manner,
  context: RenderContext,
): string {
  const { style, writer } = context;
  const entries = inOrderOf(like, value);
  if (entries.length === 0) return '{}';
  const isSpreadHere =
    spread && (like?.kind !== 'object' || like.children.length === 0 || isSpread(context.text, like));
  const inner = isSpreadHere ? indent + style.unit : indent;
  const texts = entries.map(([name, entry]) =>
    renderMember(name, entry, { indent: inner, spread: isSpreadHere, like: undefined, object: like }, context),
  );
  if (!isSpreadHere) return `{${style.inBraces}${texts.join(`,${style.afterComma}`)}${style.inBraces}}`;
  return lines('{', '}', texts, indent, inner, style, writer);
}

function renderList(value: readonly FixValue[], { indent, spread, like }: Manner, context: RenderContext): string {
  const { style, writer } = context;
  if (value.length === 0) return '[]';
  const isShort = writer.shortLists && value.length <= 4 && value.every(item => typeof item !== 'object');
  const example = like?.kind === 'list' && like.children.length > 0 ? like : undefined;
  const isSpreadHere = spread && (example === undefined ? !isShort : isSpread(context.text, example));
  const inner = isSpreadHere ? indent + style.unit : indent;
  const item = example?.children.find(child => child.kind === 'object');
  const texts = value.map(entry => render(entry, { indent: inner, spread: isSpreadHere, like: item }, context));
  if (!isSpreadHere) return `[${style.inBrackets}${texts.join(`,${style.afterComma}`)}${style.inBrackets}]`;
  return lines('[', ']', texts, indent, inner, style, writer);
}

function lines(
  open: string,
  close: string,
  texts: readonly string[],
  indent: string,
  inner: string,
  { lineEnd }: Style,
  { commaOnLines }: SourceWriter,
): string {
  const separator = `${commaOnLines ? ',' : ''}${lineEnd}${inner}`;
  return `${open}${lineEnd}${inner}${texts.join(separator)}${lineEnd}${indent}${close}`;
}

/** A number stays a text where one stood: exports and older templates write priorities in quotes. */
export function asWritten(
  value: string | number | boolean | null,
  like: Part | undefined,
): string | number | boolean | null {
  const isTextOfNumber = like?.kind === 'scalar' && typeof like.value === 'string' && /^-?\d+$/.test(like.value);
  return typeof value === 'number' && isTextOfNumber ? String(value) : value;
}

function members(object: ObjectPart): readonly MemberPart[] {
  return object.children.filter(child => child.kind === 'member');
}
