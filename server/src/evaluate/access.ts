/** Parts of values, and what is asked of them whether or not they are known. */
import { type Hop, writtenAt } from '../base/origin.ts';
import { groupIn, parseResourceId } from '../base/resource-id.ts';
import type { Span } from '../base/span.ts';
import { chosenPart } from './choices.ts';
import { identityOf, indexIdentity, memberIdentity, unknown } from './identity.ts';
import { type Fault, memberValue, type ResourceReference, type Value } from './value.ts';

/** @param fromEnd counts from 1 at the end; @param safe null where there is no such item */
export function itemAt(
  base: Value,
  index: Value,
  span: Span,
  { fromEnd, safe }: { readonly fromEnd: boolean; readonly safe: boolean } = { fromEnd: false, safe: false },
): Value {
  const origin = writtenAt(span);
  const notKnown = (why: string, fault?: Fault) =>
    unknown(why, indexIdentity(identityOf(base), `${fromEnd ? '^' : ''}${identityOf(index)}`), origin, fault);
  if (base.kind === 'unknown') {
    if (base.choice === undefined) return notKnown(base.why, base.fault);
    return chosenPart(base.choice, origin, side => itemAt(side, index, span, { fromEnd, safe }));
  }
  if (index.kind === 'unknown') return notKnown(index.why, index.fault);
  if (base.kind !== 'list' || index.kind !== 'number')
    return notKnown('it is no entry of a list, and the deployment would fail');
  // What is not listed may stand anywhere in the list, so no place in it is known.
  if (base.mayRepeat === true && index.value > 0)
    return notKnown('whether two entries of the list are one is not known');
  if (base.open) return notKnown(base.why ?? 'the list is computed', base.fault);
  const item = base.items[fromEnd ? base.items.length - index.value : index.value];
  if (item !== undefined) return used(item, span, 'expression');
  return safe ? { kind: 'null', origin } : notKnown('the list has fewer entries, and the deployment would fail');
}

/** A member of a value by name; null where there is none and the access is safe. */
export function memberOfValue(base: Value, name: string, safe: boolean, span: Span): Value {
  const origin = writtenAt(span);
  if (base.kind === 'null' && safe) return { kind: 'null', origin };
  const found = memberValue(base, name);
  if (found !== undefined) return used(found.value, span, 'expression');
  const identity = memberIdentity(identityOf(base), name);
  if (base.kind === 'unknown') {
    if (base.choice === undefined) return unknown(base.why, identity, origin, base.fault);
    return chosenPart(base.choice, origin, side => memberOfValue(side, name, safe, span));
  }
  if (base.kind === 'object' && base.open)
    return unknown(base.why ?? `'${name}' may be among properties that are computed`, identity, origin);
  return safe
    ? { kind: 'null', origin }
    : unknown(`there is no '${name}', and the deployment would fail`, identity, origin);
}

/** The resource a value is the id of; `undefined` where the value is no id, or none that can be read. */
export function resourceOf(value: Value): ResourceReference | undefined {
  if (value.kind === 'unknown') return value.resource;
  if (value.kind !== 'text') return undefined;
  if (value.resource !== undefined) return value.resource;
  const group = groupIn(value.value);
  if (group !== undefined) return { type: 'microsoft.resources/resourcegroups', names: [group.toLowerCase()] };
  const parsed = parseResourceId(value.value);
  return parsed && { type: parsed.type, names: parsed.names.map(name => name.toLowerCase()) };
}

/**
 * A value as it is used somewhere else than where it was written. Lists and objects keep the places of their parts, so that
 * a finding about one of them points at its text.
 */
export function used(value: Value, span: Span, via: Hop): Value {
  if (value.kind === 'list' || value.kind === 'object') return value;
  return { ...value, origin: { span, via, from: [value.origin] } };
}
