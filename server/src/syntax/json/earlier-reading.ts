/**
 * What the tree of one version of a text still says about another version.
 *
 * An item of a list whose text did not change, and was read without errors, is the same in both. It need not be read again, only
 * moved by as much as the text before it grew; what is in it is moved when somebody looks.
 */
import type { Imprint } from '../../base/imprint.ts';
import { unchangedEnds } from '../../base/text-change.ts';
import type { JsonNode, JsonObject, JsonProperty, JsonTree } from './tree.ts';

export class EarlierReading {
  private readonly tree: JsonTree;
  /** What is before this place is the same in both texts. */
  private readonly sameUntil: number;
  /** What is from this place of the new text on is the same in both, moved by `growth`. */
  private readonly sameFrom: number;
  private readonly growth: number;

  constructor(tree: JsonTree, text: string) {
    const { before, after } = unchangedEnds(tree.text, text);
    this.tree = tree;
    this.sameUntil = before;
    this.sameFrom = text.length - after;
    this.growth = text.length - tree.text.length;
  }

  /**
   * The item that stands at a place of the new text, as deep in it as given; `undefined` where it has to be read: it changed, was
   * read with errors, or has comments in it.
   */
  itemAt(start: number, depth: number): JsonObject | undefined {
    const by = start >= this.sameFrom ? this.growth : 0;
    const item = itemOf(this.tree.root, start - by, depth);
    if (item === undefined || item.imprint === undefined) return undefined;
    if (by === 0 && start < this.sameFrom && item.end > this.sameUntil) return undefined;
    const isMarked = (place: { readonly start: number; readonly end: number }) =>
      place.start < item.end && place.end >= item.start;
    if (this.tree.errors.some(isMarked) || this.tree.comments.some(isMarked)) return undefined;
    return movedObject(item, by);
  }
}

/** The object that starts at a place, `depth` levels below a node. */
function itemOf(root: JsonNode | undefined, start: number, depth: number): JsonObject | undefined {
  let node = root;
  for (let level = 0; level < depth && node !== undefined; level++) {
    node =
      node.kind === 'array'
        ? lastUntil(node.items, start)
        : node.kind === 'object'
          ? lastUntil(node.properties, start)?.value
          : undefined;
  }
  return node?.kind === 'object' && node.start === start ? node : undefined;
}

/** The last of what stands in the order of the text that starts at a place or before. */
function lastUntil<T extends { readonly start: number }>(list: readonly T[], start: number): T | undefined {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.start <= start) low = middle + 1;
    else high = middle;
  }
  return list[low - 1];
}

function movedObject(object: JsonObject, by: number): JsonObject {
  if (by === 0) return object;
  // As it was read: moving it again and again leaves no chain behind.
  const original = object instanceof MovedObject ? object.original : object;
  return new MovedObject(original, object.start + by - original.start);
}

class MovedObject implements JsonObject {
  readonly kind = 'object';
  readonly start: number;
  readonly end: number;
  readonly imprint: Imprint | undefined;
  readonly #original: JsonObject;
  #properties: readonly JsonProperty[] | undefined;

  constructor(original: JsonObject, by: number) {
    this.start = original.start + by;
    this.end = original.end + by;
    this.imprint = original.imprint;
    this.#original = original;
  }

  /** Where it stood when it was read. */
  get original(): JsonObject {
    return this.#original;
  }

  get properties(): readonly JsonProperty[] {
    const by = this.start - this.#original.start;
    this.#properties ??= this.#original.properties.map(property => movedProperty(property, by));
    return this.#properties;
  }
}

function movedProperty({ key, value, start, end }: JsonProperty, by: number): JsonProperty {
  return {
    key: { ...key, start: key.start + by, end: key.end + by },
    value: movedNode(value, by),
    start: start + by,
    end: end + by,
  };
}

function movedNode(node: JsonNode, by: number): JsonNode {
  if (node.kind === 'object') return movedObject(node, by);
  const [start, end] = [node.start + by, node.end + by];
  return node.kind === 'array'
    ? { ...node, items: node.items.map(item => movedNode(item, by)), start, end }
    : { ...node, start, end };
}
