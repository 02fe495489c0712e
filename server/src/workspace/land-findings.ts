/**
 * Findings about what a registry's module deploys, at places of the user's: the argument that a value comes from, else the
 * module's name.
 */
import type { Span } from '../base/span.ts';
import { type BorrowedPlaces, usesOf } from '../evaluate/borrowed.ts';
import type { Finding, RelatedPlace } from '../rules/rule.ts';
import { byPlace, isGraver } from '../rules/run.ts';

/** The findings with none of their places borrowed; those that become equal are given once. In the order of the texts. */
export function landFindings(findings: readonly Finding[], borrowed: BorrowedPlaces): readonly Finding[] {
  if (!borrowed.isUsed) return findings;
  const landed = findings.map(finding => landFinding(finding, borrowed));
  const once = new Map<string, Finding>();
  for (const finding of landed) {
    const { rule, at, uses, message } = finding;
    const key = `${rule} ${placeKey(at)} ${uses.at(-1)?.id ?? ''} ${message}`;
    const known = once.get(key);
    if (known === undefined || isGraver(finding.severity, known.severity)) once.set(key, finding);
  }
  return [...once.values()].sort(byPlace);
}

function landFinding(finding: Finding, borrowed: BorrowedPlaces): Finding {
  const landing = borrowed.landing(finding.at);
  const about = finding.about && (borrowed.landing(finding.about)?.at ?? finding.about);
  const related = finding.related.map(place => landPlace(place, borrowed));
  // What is given from a text keeps its places, however many modules it goes through.
  if (landing === undefined) return { ...finding, about, related, uses: usesOf(finding.at, finding.uses) };
  const { at, uses, module } = landing;
  const others = related.filter(place => placeKey(place.at) !== placeKey(at));
  return {
    ...finding,
    at,
    about,
    related: module.reference === undefined ? others : [...others, madeBy(module.reference)],
    // Only the words of a value that is given fade; a module decides more than one thing.
    unnecessary: finding.unnecessary && at !== module.at,
    uses,
  };
}

function madeBy({ path, at }: { readonly path: string; readonly at: Span }): RelatedPlace {
  return { at, message: `it is part of what '${path}' deploys` };
}

function landPlace(place: RelatedPlace, borrowed: BorrowedPlaces): RelatedPlace {
  const landing = borrowed.landing(place.at);
  return landing === undefined ? place : { ...place, at: landing.at };
}

function placeKey({ file, start, end }: Span): string {
  return `${file} ${start} ${end}`;
}
