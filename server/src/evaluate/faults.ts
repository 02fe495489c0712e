/** Expressions that have no value wherever they are used, as far as what is deployed is made of them. */
import type { Origin } from '../base/origin.ts';
import type { Fault, Value } from './value.ts';

/** Parts of one resource that are looked through. */
const maxParts = 50_000;
/** Hops of one value that are followed. */
const maxHops = 200;

/** The faults that parts of a value have, each once. */
export function faultsOf(value: Value): readonly Fault[] {
  const found = new Set<Fault>();
  const waiting: Value[] = [value];
  let parts = 0;
  for (let part = waiting.pop(); part !== undefined && parts < maxParts; part = waiting.pop()) {
    parts++;
    const fault = faultOf(part);
    if (fault !== undefined) found.add(fault);
    if (part.kind === 'list') waiting.push(...part.items);
    // What has an imprint is written down in full.
    if (part.kind === 'object' && part.imprint === undefined)
      for (const member of part.members) waiting.push(member.value);
  }
  return [...found];
}

/** Of a value itself, not of its parts. */
export function faultOf(value: Value): Fault | undefined {
  return value.kind === 'unknown' || value.kind === 'list' ? value.fault : undefined;
}

/** Whether the default of a parameter has a part in a value. */
export function isByDefault({ via, from }: Origin, level = 0): boolean {
  return via === 'parameter-default' || (level < maxHops && from.some(origin => isByDefault(origin, level + 1)));
}

/** The text of an expression within a sentence. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
