/**
 * The syntax tree of JSON with comments.
 *
 * In: text. Out: a tree, always, and errors beside it. Never here: what the text means.
 * All ranges are half-open UTF-16 offsets into the text; a child lies within its parent.
 */
import type { Imprint } from '../../base/imprint.ts';
import type { TextRange } from '../../base/span.ts';

export type JsonNode = JsonObject | JsonArray | JsonString | JsonNumber | JsonBoolean | JsonNull | JsonMissing;

export interface JsonObject extends TextRange {
  readonly kind: 'object';
  /** In the order of the text, duplicate keys included. */
  readonly properties: readonly JsonProperty[];
  /** Of the items of a list; others have none. */
  readonly imprint: Imprint | undefined;
}

export interface JsonProperty extends TextRange {
  readonly key: JsonString;
  readonly value: JsonNode;
}

export interface JsonArray extends TextRange {
  readonly kind: 'array';
  readonly items: readonly JsonNode[];
}

/** The range includes the quotes; `value` is decoded. */
export interface JsonString extends TextRange {
  readonly kind: 'string';
  readonly value: string;
}

export interface JsonNumber extends TextRange {
  readonly kind: 'number';
  readonly value: number;
}

export interface JsonBoolean extends TextRange {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface JsonNull extends TextRange {
  readonly kind: 'null';
}

/** A value that is absent or could not be read. Its meaning is unknown, never null. */
export interface JsonMissing extends TextRange {
  readonly kind: 'missing';
}

export interface JsonComment extends TextRange {
  readonly kind: 'line' | 'block';
}

export interface JsonSyntaxError extends TextRange {
  /** Stable, kebab-case. */
  readonly code: string;
  /** A sentence that helps. */
  readonly message: string;
}

export interface JsonTree {
  readonly text: string;
  /** `undefined` for a text without any value. */
  readonly root: JsonNode | undefined;
  readonly comments: readonly JsonComment[];
  readonly errors: readonly JsonSyntaxError[];
}

/** The children of a node, in the order of the text; keys come before their values. */
export function children(node: JsonNode): readonly JsonNode[] {
  if (node.kind === 'array') return node.items;
  if (node.kind === 'object') return node.properties.flatMap(property => [property.key, property.value]);
  return [];
}

/** The value of a key, compared without regard to case; of several the last, as Azure reads it. */
export function member(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return property(node, name)?.value;
}

/** Like {@link member}, with the key. */
export function property(node: JsonNode | undefined, name: string): JsonProperty | undefined {
  if (node?.kind !== 'object') return undefined;
  const wanted = name.toLowerCase();
  for (let i = node.properties.length - 1; i >= 0; i--) {
    const candidate = node.properties[i]!;
    if (candidate.key.value.length === wanted.length && candidate.key.value.toLowerCase() === wanted) return candidate;
  }
  return undefined;
}
