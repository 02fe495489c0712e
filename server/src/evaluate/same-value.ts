/** Whether two values are alike in everything: what they amount to, and where all of it was written. */
import type { Origin } from '../base/origin.ts';
import type { Span } from '../base/span.ts';
import type { ListValue, ObjectValue, Piece, ResourceReference, UnknownValue, Value } from './value.ts';

/** Parts of two values that are compared, origins included; longer ones are taken for different. */
const maxParts = 5_000;

/** Works out what is not yet worked out of either. */
export function isSameValue(a: Value, b: Value): boolean {
  return new Comparison().values(a, b);
}

export function areSamePieces(a: readonly Piece[], b: readonly Piece[]): boolean {
  return new Comparison().pieces(a, b);
}

class Comparison {
  private left = maxParts;

  values(a: Value, b: Value): boolean {
    if (--this.left < 0 || a.kind !== b.kind || !this.isSameOrigin(a.origin, b.origin)) return false;
    if (a.kind === 'list') {
      if (b.kind !== 'list' || a.mayRepeat !== b.mayRepeat || !isSameOpening(a, b)) return false;
      return this.lists(a.items, b.items);
    }
    if (a.kind === 'object') return b.kind === 'object' && isSameOpening(a, b) && this.objects(a, b);
    if (a.kind === 'unknown') return b.kind === 'unknown' && this.unknowns(a, b);
    if (a.kind === 'text' && b.kind === 'text' && !isSameReference(a.resource, b.resource)) return false;
    return a.kind === 'null' || ('value' in b && a.value === b.value);
  }

  pieces(a: readonly Piece[], b: readonly Piece[]): boolean {
    return areAlike(a, b, (one, other) =>
      typeof one === 'string' || typeof other === 'string' ? one === other : this.values(one, other),
    );
  }

  private lists(a: readonly Value[], b: readonly Value[]): boolean {
    return areAlike(a, b, (one, other) => this.values(one, other));
  }

  private objects(a: ObjectValue, b: ObjectValue): boolean {
    if (a.imprint !== b.imprint) return false;
    return areAlike(a.members, b.members, (one, other) => {
      const isSamePlace = isSameSpan(one.nameSpan, other.nameSpan) && isSameSpan(one.span, other.span);
      return one.name === other.name && isSamePlace && this.values(one.value, other.value);
    });
  }

  private unknowns(a: UnknownValue, b: UnknownValue): boolean {
    if (a.why !== b.why || a.identity !== b.identity) return false;
    if (!isSameReference(a.resource, b.resource)) return false;
    if (a.ifGiven === undefined || b.ifGiven === undefined) {
      if (a.ifGiven !== b.ifGiven) return false;
    } else if (!this.values(a.ifGiven, b.ifGiven)) return false;
    if (a.choice === undefined || b.choice === undefined) {
      if (a.choice !== b.choice) return false;
    } else if (!this.values(a.choice.yes, b.choice.yes) || !this.values(a.choice.no, b.choice.no)) return false;
    if (a.pieces === undefined || b.pieces === undefined) return a.pieces === b.pieces;
    return this.pieces(a.pieces, b.pieces);
  }

  private isSameOrigin(a: Origin, b: Origin): boolean {
    if (a === b) return true;
    if (--this.left < 0 || a.via !== b.via || !isSameSpan(a.span, b.span)) return false;
    return areAlike(a.from, b.from, (one, other) => this.isSameOrigin(one, other));
  }
}

function isSameOpening(a: ObjectValue | ListValue, b: ObjectValue | ListValue): boolean {
  return a.open === b.open && a.identity === b.identity && a.why === b.why;
}

function isSameReference(a: ResourceReference | undefined, b: ResourceReference | undefined): boolean {
  return a?.type === b?.type && areAlike(a?.names ?? [], b?.names ?? [], Object.is);
}

function areAlike<T>(a: readonly T[], b: readonly T[], isAlike: (a: T, b: T) => boolean): boolean {
  return a.length === b.length && a.every((one, i) => isAlike(one, b[i]!));
}

export function isSameSpan(a: Span, b: Span): boolean {
  return a === b || (a.start === b.start && a.end === b.end && a.file === b.file);
}
