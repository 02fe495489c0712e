/** Edits of one side of a security rule: its addresses or its ports, which stand in a singular property, a list, or both. */
import type { TreeEdit } from '../fix/tree-edit.ts';
import type { AddressSide, AddressTerm, PortSide, PortTerm, PropertyPlace, SecurityRule } from '../network/nsg.ts';

/** Which side of a rule, in the words of its properties. */
export interface SideName {
  readonly side: 'source' | 'destination';
  readonly what: 'AddressPrefix' | 'PortRange';
}

type Side = AddressSide | PortSide;
type Term = AddressTerm | PortTerm;

export function sideOf(rule: SecurityRule, { side, what }: SideName): Side {
  if (what === 'AddressPrefix') return side === 'source' ? rule.source : rule.destination;
  return side === 'source' ? rule.sourcePorts : rule.destinationPorts;
}

/** `sourceAddressPrefix`. */
export function singularName({ side, what }: SideName): string {
  return `${side}${what}`;
}

/** `sourceAddressPrefixes`. */
export function pluralName(name: SideName): string {
  return `${singularName(name)}${name.what === 'PortRange' ? 's' : 'es'}`;
}

/** `source address`, `destination port range`, as a title says it. */
export function sideWords({ side, what }: SideName): string {
  return `${side} ${what === 'PortRange' ? 'port range' : 'address'}`;
}

/** One value in place of all that a side has. */
export function onlyValue(rule: SecurityRule, name: SideName, value: string): readonly TreeEdit[] {
  const side = sideOf(rule, name);
  const [first] = side.terms;
  if (first?.form === 'singular' && side.terms.length === 1) return [{ kind: 'set-value', at: first.origin, value }];
  return [
    ...placesOf(side)
      .filter(place => place !== side.singular)
      .map(place => removal(rule, place)),
    { kind: 'set-property', object: rule.span, path: ['properties', singularName(name)], value },
  ];
}

/** Several entries in place of one, which moves from the singular property to the list. `undefined` where the side has both. */
export function severalFor(
  rule: SecurityRule,
  name: SideName,
  term: Term,
  texts: readonly string[],
): readonly TreeEdit[] | undefined {
  const side = sideOf(rule, name);
  const [first, ...others] = texts;
  if (first === undefined || term.form === 'application-security-group') return undefined;
  if (others.length === 0) return [{ kind: 'set-value', at: term.origin, value: first }];
  const place = term.form === 'plural' ? (side.plural ?? side.singular) : side.singular;
  if (place === undefined) return undefined;
  const isInList = term.span.start > place.valueSpan.start + 1;
  if (isInList) {
    return [
      { kind: 'set-value', at: term.origin, value: first },
      ...others.map((value): TreeEdit => {
        return { kind: 'add-item', object: rule.span, path: ['properties', place.name], value };
      }),
    ];
  }
  if (side.plural !== undefined) return undefined;
  return [
    { kind: 'rename-property', object: rule.span, path: ['properties', place.name], name: pluralName(name) },
    { kind: 'set-property', object: rule.span, path: ['properties', place.name], value: texts },
  ];
}

/** Takes entries out of a side that has others. */
export function without(rule: SecurityRule, side: Side, terms: readonly Term[]): readonly TreeEdit[] {
  return terms.map(term =>
    term.form === 'singular' && side.singular !== undefined
      ? removal(rule, side.singular)
      : { kind: 'remove-item', at: term.span },
  );
}

export function removal(rule: SecurityRule, { name }: PropertyPlace): TreeEdit {
  return { kind: 'remove-property', object: rule.span, path: ['properties', name] };
}

/** The properties in which the entries of a side stand. */
export function placesOf(side: Side): readonly PropertyPlace[] {
  const groups = 'applicationSecurityGroups' in side ? side.applicationSecurityGroups : undefined;
  return [side.singular, side.plural, groups].filter(place => place !== undefined);
}
