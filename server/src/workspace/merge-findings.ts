import { baseName, folderOf } from '../base/uri.ts';
import { type Fix, fileOfEdit } from '../fix/tree-edit.ts';
import type { Finding } from '../rules/rule.ts';
import { isGraver } from '../rules/run.ts';
import type { Judgement } from './evaluation.ts';

/** Places of one text that a finding holds for are named up to this many. */
const mostNamed = 3;

/**
 * The findings of several evaluations together: equal ones at one place once. One that does not hold for all uses of its
 * text, or not with all parameter files, says for which it does.
 */
export function mergeFindings(judgements: readonly Judgement[]): readonly Finding[] {
  const [only] = judgements;
  if (only !== undefined && judgements.length === 1 && only.uses.size === 1) return only.findings;
  const merged = new Map<string, { finding: Finding; readonly holds: Map<Judgement, Set<string>> }>();
  for (const judgement of judgements) {
    for (const finding of judgement.findings) {
      const { at } = finding;
      const key = `${finding.rule} ${at.file} ${at.start} ${at.end} ${finding.message}`;
      const known = merged.get(key);
      const entry = known ?? { finding, holds: new Map<Judgement, Set<string>>() };
      if (known === undefined) merged.set(key, entry);
      else if (isGraver(finding.severity, known.finding.severity)) known.finding = finding;
      const uses = entry.holds.get(judgement) ?? new Set<string>();
      entry.holds.set(judgement, uses);
      for (const use of finding.uses.slice(-1)) uses.add(use.id);
    }
  }
  return [...merged.values()].map(({ finding, holds }) => {
    const where = whereItHolds(finding.at.file, holds, judgements);
    if (where === undefined) return finding;
    return {
      ...finding,
      message: `${finding.message} ${where}`,
      fixes: () => finding.fixes().map(fix => ofOneUse(fix, finding)),
    };
  });
}

/** The text of a finding that holds for some of its uses only is right for the others: what these give it may be changed. */
function ofOneUse(fix: Fix, { at }: Finding): Fix {
  if (!fix.edits.some(edit => fileOfEdit(edit) === at.file)) return fix;
  return {
    ...fix,
    edits: [],
    otherwise: undefined,
    withheld: 'Its text is used in other ways too, for which this does not hold.',
  };
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
