/**
 * What the tree of one version of a text still says about another version.
 *
 * An item of a list whose text did not change, and was read without errors, is the same in both. It need not be read again, only
 * moved by as much as the text before it grew; what is in it is moved when somebody looks.
 */
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

/** Where a moved object stood when it was read, so that moving it again and again leaves no chain behind. */
const readAs = new WeakMap<JsonObject, JsonObject>();

function movedObject(object: JsonObject, by: number): JsonObject {
  if (by === 0) return object;
  const start = object.start + by;
  const original = readAs.get(object) ?? object;
  let properties: readonly JsonProperty[] | undefined;
  const moved: JsonObject = {
    kind: 'object',
    get properties() {
      properties ??= original.properties.map(property => movedProperty(property, start - original.start));
      return properties;
    },
    start,
    end: object.end + by,
    imprint: object.imprint,
  };
  readAs.set(moved, original);
  return moved;
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
