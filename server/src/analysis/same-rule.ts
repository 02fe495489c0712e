/** Whether two rules of a group say the same, so that one of them can go without a thought. */
import type { Origin } from '../base/origin.ts';
import type { Sourced } from '../base/sourced.ts';
import type { AddressSide, PortSide, SecurityRule } from '../network/nsg.ts';

/**
 * Whether two rules have the same direction, access, protocol, addresses and ports, letter for letter but for case and order.
 * Values that come from a parameter or from another file are not the same: the next deployment may give others.
 */
export function sayTheSame(a: SecurityRule, b: SecurityRule): boolean {
  return (
    sameValue(a.direction, b.direction) &&
    sameValue(a.access, b.access) &&
    sameValue(a.protocol, b.protocol) &&
    sameTerms(a.source, b.source) &&
    sameTerms(a.destination, b.destination) &&
    sameTerms(a.sourcePorts, b.sourcePorts) &&
    sameTerms(a.destinationPorts, b.destinationPorts)
  );
}

function sameValue<T>(a: Sourced<T> | undefined, b: Sourced<T> | undefined): boolean {
  if (a?.known !== true || b?.known !== true) return false;
  return a.value === b.value && isFixed(a.origin) && isFixed(b.origin);
}

function sameTerms(a: AddressSide | PortSide, b: AddressSide | PortSide): boolean {
  if (a.unknown !== undefined || b.unknown !== undefined) return false;
  return [...a.terms, ...b.terms].every(({ origin }) => isFixed(origin)) && textOf(a) === textOf(b);
}

function textOf({ terms }: AddressSide | PortSide): string {
  return terms
    .map(({ text }) => text.toLowerCase())
    .sort()
    .join();
}

/** Whether a value is the same in every deployment of the text. */
function isFixed({ via, from }: Origin): boolean {
  return (
    via !== 'parameter' &&
    via !== 'parameter-default' &&
    via !== 'parameter-file' &&
    via !== 'module-input' &&
    from.every(isFixed)
  );
}
