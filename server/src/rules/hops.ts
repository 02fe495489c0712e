/** How the value that a finding points at came there: the places that it went through, as related places. */
import { Memo } from '../base/memo.ts';
import type { Hop, Origin } from '../base/origin.ts';
import type { Span } from '../base/span.ts';
import type { Template } from '../template/template.ts';
import type { RelatedPlace } from './rule.ts';

/** Hops that somebody who looks for the value has to follow; the others stay within one expression. */
const words: Readonly<Partial<Record<Hop, string>>> = {
  parameter: 'the parameter, which has no value here, is declared here',
  'parameter-default': "the parameter's default is here",
  'parameter-file': 'the parameter file gives it here',
  'module-input': 'the module is given it here',
  variable: 'the variable is here',
};

/** Places that one finding lists. */
const mostHops = 5;
/** Parts of one resource that are looked through. */
const mostParts = 50_000;

/** By where a value is used: how it came there. Literals are left out. */
type Origins = ReadonlyMap<string, Origin>;

/** Members without values of their own: places, and what a text means. They are the greater part of a large group. */
const leaves: ReadonlySet<string> = new Set([
  'alsoAt',
  'head',
  'meaning',
  'nameSpan',
  'origin',
  'plural',
  'rulesSpan',
  'singular',
  'span',
  'uses',
  'valueSpan',
]);

const known = new Memo<object, Origins>();

/** Whether values of some templates can come from anywhere else than where they are used. */
export function hasHops(templates: readonly Template[]): boolean {
  return templates.length > 1 || templates.some(({ names }) => names.parameters.size + names.variables.size > 0);
}

/** @param subject the resource that the finding is about */
export function hopsTo(subject: object, at: Span): readonly RelatedPlace[] {
  const origins = known.get(subject) ?? originsIn(subject);
  known.set(subject, origins);
  const places: RelatedPlace[] = [];
  for (let origin = origins.get(keyOf(at)); origin !== undefined && places.length < mostHops; ) {
    const [source]: readonly (Origin | undefined)[] = origin.from;
    const message = words[origin.via];
    if (source !== undefined && message !== undefined) places.push({ at: source.span, message, isHop: true });
    origin = source;
  }
  return places;
}

function originsIn(subject: object): Origins {
  const found = new Map<string, Origin>();
  const seen = new Set<object>([subject]);
  const waiting: object[] = [subject];
  for (let part = waiting.pop(); part !== undefined && seen.size < mostParts; part = waiting.pop()) {
    const origin = 'origin' in part ? (part.origin as Origin | undefined) : undefined;
    if (origin !== undefined && origin.from.length > 0) {
      const place = 'span' in part ? (part.span as Span) : origin.span;
      found.set(keyOf(place), origin);
      found.set(keyOf(origin.span), origin);
    }
    // What has an imprint is written where it is used, all of it.
    if ('imprint' in part && part.imprint !== undefined) continue;
    for (const name in part) {
      const inner = (part as Readonly<Record<string, unknown>>)[name];
      if (typeof inner !== 'object' || inner === null || leaves.has(name) || seen.has(inner)) continue;
      seen.add(inner);
      waiting.push(inner);
    }
  }
  return found;
}

function keyOf({ file, start, end }: Span): string {
  return `${start} ${end} ${file}`;
}
