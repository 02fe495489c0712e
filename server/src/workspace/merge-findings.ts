import { baseName, folderOf } from '../base/uri.ts';
import type { Finding } from '../rules/rule.ts';
import { isGraver } from '../rules/run.ts';
import type { Judgement } from './evaluation.ts';

/** Places of one text that a finding holds for are named up to this many. */
const mostNamed = 3;
/** Uses of one text whose fixes are offered. */
const mostUses = 20;

/**
 * The findings of several evaluations together: equal ones at one place once. One that does not hold for all uses of its
 * text, or not with all parameter files, says for which it does.
 */
export function mergeFindings(judgements: readonly Judgement[]): readonly Finding[] {
  const [only] = judgements;
  if (only !== undefined && judgements.length === 1 && only.uses.size === 1) return only.findings;
  const merged = new Map<string, Merged>();
  for (const judgement of judgements) {
    for (const finding of judgement.findings) {
      const { at } = finding;
      const key = `${finding.rule} ${at.file} ${at.start} ${at.end} ${finding.message}`;
      const known = merged.get(key);
      const entry = known ?? emptyEntry(finding);
      if (known === undefined) merged.set(key, entry);
      else if (isGraver(finding.severity, known.finding.severity)) known.finding = finding;
      entry.all.push(finding);
      const uses = entry.holds.get(judgement) ?? new Set<string>();
      entry.holds.set(judgement, uses);
      for (const use of finding.uses.slice(-1)) uses.add(use.id);
      const turns = entry.turns.get(judgement) ?? new Set<string>();
      entry.turns.set(judgement, turns);
      for (const use of finding.uses) turns.add(use.id);
    }
  }
  return [...merged.values()].map(entry => {
    const { finding, all, holds } = entry;
    const where = whereItHolds(finding.at.file, holds, judgements);
    return {
      ...finding,
      message: where === undefined ? finding.message : `${finding.message} ${where}`,
      fixes: () => {
        const kept = keptFiles(entry, judgements);
        return all
          .slice(0, mostUses)
          .flatMap((one, i) =>
            one.fixes().map(fix => ({ ...fix, kept, preferred: fix.preferred === true && i === 0 })),
          );
      },
    };
  });
}

/** A finding that several uses of one text have. */
interface Merged {
  finding: Finding;
  /** Of each use; they differ in where the values of their fixes are written. */
  readonly all: Finding[];
  /** The ids of the last modules that lead to it. */
  readonly holds: Map<Judgement, Set<string>>;
  /** The ids of all modules that lead to it. */
  readonly turns: Map<Judgement, Set<string>>;
}

function emptyEntry(finding: Finding): Merged {
  return { finding, all: [], holds: new Map(), turns: new Map() };
}

/** Files that are used in other ways, too, for which the finding does not hold: what they say is right there. */
function keptFiles({ turns }: Merged, judgements: readonly Judgement[]): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const judgement of judgements) {
    const own = turns.get(judgement);
    for (const file of judgement.uses.keys()) {
      const uses = judgement.turns.get(file);
      const isOther = uses !== undefined && uses.size > 1 && [...uses].some(id => own?.has(id) !== true);
      if (own === undefined || isOther) kept.add(file);
    }
  }
  return kept;
}

/** A sentence that names the uses of a text for which a finding holds; `undefined` where it holds for all. */
function whereItHolds(
  file: string,
  holds: ReadonlyMap<Judgement, ReadonlySet<string>>,
  judgements: readonly Judgement[],
): string | undefined {
  const judging = judgements.filter(({ uses }) => uses.has(file));
  /** The evaluations that it holds in, by the module in which it does; the empty name where it does in all modules. */
  const byModule = new Map<string, Judgement[]>();
  for (const [judgement, found] of holds) {
    const uses = judgement.uses.get(file) ?? new Map<string, string>();
    const isPart =
      found.size > 0 && [...uses.keys()].some(id => !found.has(id)) && [...found].every(id => uses.has(id));
    for (const title of isPart ? [...found].map(id => uses.get(id) ?? '') : [''])
      byModule.set(title, [...(byModule.get(title) ?? []), judgement]);
  }
  const places = [...byModule].flatMap(([title, where]) => {
    const module = title === '' ? '' : `module '${title}'`;
    if (where.length === judging.length) return [module];
    return where.map(judgement => [module, placeOf(judgement, judging)].filter(Boolean).join(' of '));
  });
  // A place without words is "everywhere".
  if (places.includes('')) return undefined;
  const more = places.length > mostNamed ? ` and ${places.length - mostNamed} more` : '';
  return `This holds for ${places.slice(0, mostNamed).join(', ')}${more}.`;
}

/** What tells an evaluation from the others: the file that is deployed, and its parameter file. */
function placeOf({ root, parameters }: Judgement, judging: readonly Judgement[]): string {
  const of = judging.some(other => other.root !== root) ? shownIn(root, judging) : '';
  const several = judging.filter(other => other.root === root).length > 1;
  return [of, several && parameters !== undefined ? baseName(parameters) : ''].filter(Boolean).join(' with ');
}

/** The name of a file, with its folder where another of them has the same name. */
function shownIn(root: string, judging: readonly Judgement[]): string {
  const name = baseName(root);
  const isUnique = judging.every(other => other.root === root || baseName(other.root) !== name);
  return isUnique ? name : `${baseName(folderOf(root).replace(/\/$/, ''))}/${name}`;
}
