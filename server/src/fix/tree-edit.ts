/**
 * What a fix is: a title, how safe it is, and changes of the tree. Rules make them; how they look in a file is not their matter.
 *
 * In: nothing; shapes and their makers only. Never here: text, languages, indentation.
 */
import type { Origin } from '../base/origin.ts';
import type { FileId, Span } from '../base/span.ts';

/** `safe`: keeps the meaning that was meant and never opens a network wider than Microsoft's document asks. Else `review`. */
export type Safety = 'safe' | 'review';

export interface Fix {
  /** Says exactly what will be written: "Allow ApiManagement to TCP 3443 (priority 210)". Unique among the fixes of a finding. */
  readonly title: string;
  readonly safety: Safety;
  /** The one to take when a single key press must do; at most one of a finding. */
  readonly preferred?: boolean;
  /** May be applied together with fixes of other findings without looking at the file anew, such as a corrected spelling. */
  readonly independent?: boolean;
  /** In any order; they must not touch the same text. Empty where {@link withheld} is set. */
  readonly edits: readonly TreeEdit[];
  /** Why it cannot be made, as a sentence; `undefined` where it can. */
  readonly withheld?: string | undefined;
  /** Files that it must not change, because what they say is right where the finding does not hold. */
  readonly kept?: ReadonlySet<FileId>;
  /** The next best place: taken where this one cannot be made, and the reason of this one is told where neither can. */
  readonly otherwise?: Fix | undefined;
}

/** Where a value is used. An origin is better than a span: it also tells where a value that came through a loop was written. */
export type ValuePlace = Span | Origin;

export type TreeEdit =
  /** Writes another value at the place where the value is written. */
  | { readonly kind: 'set-value'; readonly at: ValuePlace; readonly value: FixValue }
  /** Sets a property, whether or not it is there. */
  | { readonly kind: 'set-property'; readonly object: Span; readonly path: PropertyPath; readonly value: FixValue }
  /** Removes a property; nothing happens where it is not there. */
  | { readonly kind: 'remove-property'; readonly object: Span; readonly path: PropertyPath }
  /** Gives the property of this name another name; its value stays. */
  | { readonly kind: 'rename-property'; readonly object: Span; readonly path: PropertyPath; readonly name: string }
  /** Adds to a list, which is made where there is none; it goes to the end, or before the item at `before`. */
  | {
      readonly kind: 'add-item';
      readonly object: Span;
      readonly path: PropertyPath;
      readonly value: FixValue;
      readonly before?: Span | undefined;
    }
  /**
   * Removes an entry of a list, or a whole resource. Of what a loop makes, the entry is removed that it is made of: which turn of the
   * loop that is, the origin of one of its values tells.
   */
  | { readonly kind: 'remove-item'; readonly at: Span; readonly turn?: Origin | undefined }
  /** A line `// text` above the line in which the place begins. */
  | { readonly kind: 'insert-comment'; readonly above: Span; readonly text: string }
  /** Other words at a place within a comment. */
  | { readonly kind: 'edit-comment'; readonly at: Span; readonly text: string }
  /** Another name, of plain letters, in place of one within an expression of a JSON text. */
  | { readonly kind: 'edit-name'; readonly at: Span; readonly name: string }
  /** A resource beside the one at a place, in front of it, so that it can be referred to. */
  | { readonly kind: 'add-resource'; readonly beside: Span; readonly resource: NewResource }
  /** A resource behind another of its type, below the same one: it waits for the same, and has a name and properties of its own. */
  | { readonly kind: 'add-like'; readonly like: Span; readonly resource: LikeResource };

/**
 * Names of properties from an object inwards, compared without regard to case: `['properties', 'priority']`. Exports that have no
 * level `properties` are edited without it. Levels that are missing are made.
 */
export type PropertyPath = readonly string[];

/** Plain JSON, and ids of resources, which each language writes its own way. */
export type FixValue =
  | string
  | number
  | boolean
  | null
  | readonly FixValue[]
  | ResourceIdValue
  | CopyValue
  | ExpressionValue
  | { readonly [name: string]: FixValue };

/** The id of a resource: `nsg.id` in Bicep, `[resourceId('…', 'nsg')]` in JSON. */
export interface ResourceIdValue {
  /** The span of a resource of the file, or a resource that the same fix adds. */
  readonly $idOf: Span | NewResource;
}

/**
 * A value of the same file once more, as its text stands; good for a value that is computed. A property tells where the value is used:
 * what a rule knows of a list is where it is written.
 */
export interface CopyValue {
  readonly $copyOf: Span | { readonly object: Span; readonly path: PropertyPath };
  /** Other words for the last segment of a name, which must be written in the text: `vnet/a` becomes `vnet/b`. */
  readonly $renamed?: { readonly from: string; readonly to: string };
}

/** The text of an expression. Made where resources are written; a rule that needs one has the wrong kind of edit. */
export interface ExpressionValue {
  readonly $expression: string;
}

export interface NewResource {
  /** As Azure spells it, without a version. */
  readonly type: string;
  /** `2023-09-01`; where resources of the file have the type, their version is taken. */
  readonly apiVersion: string;
  /** Symbol in Bicep; a number is added where it is taken. */
  readonly symbol: string;
  readonly name: string;
  /** The resource of the file that it is below, such as the group of a rule; the type has both, the name only its own. */
  readonly parent?: Span;
  /** `location`, `properties` and the like; without `type`, `apiVersion` and `name`. `location` is taken from the resource beside it where it is absent. */
  readonly body: { readonly [name: string]: FixValue };
}

export interface LikeResource {
  /** The last segment of the other's name, and that of the new one; letters, digits and `_.-` only. */
  readonly name: { readonly from: string; readonly to: string };
  /** As {@link NewResource.symbol}. */
  readonly symbol: string;
  /** A resource of the file that must be changed before it is there, for it gives up what the new one takes. */
  readonly after?: Span | undefined;
  readonly properties: { readonly [name: string]: FixValue };
}

/** The file that an edit changes; where a value is written is found by following it. */
export function fileOfEdit(edit: Exclude<TreeEdit, { readonly kind: 'set-value' }>): FileId {
  switch (edit.kind) {
    case 'remove-item':
    case 'edit-comment':
    case 'edit-name':
      return edit.at.file;
    case 'insert-comment':
      return edit.above.file;
    case 'add-resource':
      return edit.beside.file;
    case 'add-like':
      return edit.like.file;
    default:
      return edit.object.file;
  }
}

export function idOf(resource: Span | NewResource): ResourceIdValue {
  return { $idOf: resource };
}

export function isResourceId(value: FixValue): value is ResourceIdValue {
  return typeof value === 'object' && value !== null && '$idOf' in value;
}

export function isCopy(value: FixValue): value is CopyValue {
  return typeof value === 'object' && value !== null && '$copyOf' in value;
}

export function isExpression(value: FixValue): value is ExpressionValue {
  return typeof value === 'object' && value !== null && '$expression' in value;
}

export function isList(value: FixValue): value is readonly FixValue[] {
  return Array.isArray(value);
}

export function isObject(value: FixValue): value is { readonly [name: string]: FixValue } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !isList(value) &&
    !isResourceId(value) &&
    !isCopy(value) &&
    !isExpression(value)
  );
}
