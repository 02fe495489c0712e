import type { Origin } from '../base/origin.ts';
import type { Sourced } from '../base/sourced.ts';
import type { Span } from '../base/span.ts';
import type { AddressSide, PortSide, PropertyPlace, SecurityRule } from './nsg.ts';

/** A rule as it is where the text before it has grown by so many UTF-16 code units; all of it must be written in one place. */
export function ruleMoved(rule: SecurityRule, by: number): SecurityRule {
  if (by === 0) return { ...rule };
  return {
    kind: 'security-rule',
    name: valueMoved(rule.name, by),
    priority: valueMoved(rule.priority, by),
    access: valueMoved(rule.access, by),
    direction: valueMoved(rule.direction, by),
    protocol: valueMoved(rule.protocol, by),
    source: addressesMoved(rule.source, by),
    destination: addressesMoved(rule.destination, by),
    sourcePorts: portsMoved(rule.sourcePorts, by),
    destinationPorts: portsMoved(rule.destinationPorts, by),
    description: valueMoved(rule.description, by),
    builtIn: rule.builtIn,
    form: rule.form,
    maybe: rule.maybe,
    span: spanMoved(rule.span, by),
    nameSpan: spanMoved(rule.nameSpan, by),
    imprint: rule.imprint,
    alsoAt: rule.alsoAt && spanMoved(rule.alsoAt, by),
  };
}

function spanMoved({ file, start, end }: Span, by: number): Span {
  return { file, start: start + by, end: end + by };
}

function originMoved({ span, via, from }: Origin, by: number): Origin {
  return {
    span: spanMoved(span, by),
    via,
    from: from.length === 0 ? from : from.map(origin => originMoved(origin, by)),
  };
}

function valueMoved<T>(value: Sourced<T> | undefined, by: number): Sourced<T> | undefined {
  if (value === undefined) return undefined;
  const origin = originMoved(value.origin, by);
  return value.known ? { known: true, value: value.value, origin } : { ...value, origin };
}

function addressesMoved(side: AddressSide, by: number): AddressSide {
  return {
    terms: termsMoved(side.terms, by),
    singular: placeMoved(side.singular, by),
    plural: placeMoved(side.plural, by),
    applicationSecurityGroups: placeMoved(side.applicationSecurityGroups, by),
    unknown: side.unknown,
  };
}

function portsMoved(side: PortSide, by: number): PortSide {
  return {
    terms: termsMoved(side.terms, by),
    singular: placeMoved(side.singular, by),
    plural: placeMoved(side.plural, by),
    unknown: side.unknown,
  };
}

function termsMoved<T extends { readonly span: Span; readonly origin: Origin }>(
  terms: readonly T[],
  by: number,
): readonly T[] {
  return terms.map(term => ({ ...term, span: spanMoved(term.span, by), origin: originMoved(term.origin, by) }));
}

function placeMoved(place: PropertyPlace | undefined, by: number): PropertyPlace | undefined {
  return (
    place && {
      name: place.name,
      nameSpan: spanMoved(place.nameSpan, by),
      valueSpan: spanMoved(place.valueSpan, by),
    }
  );
}
