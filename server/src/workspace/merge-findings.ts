import { baseName } from '../base/uri.ts';
import type { Finding } from '../rules/rule.ts';
import { isGraver } from '../rules/run.ts';
import type { Evaluation } from './evaluation.ts';

interface Judged {
  readonly evaluation: Evaluation;
  readonly findings: readonly Finding[];
}

/** Places of one text that a finding holds for are named up to this many. */
const mostNamed = 3;

/**
 * The findings of several evaluations together: equal ones at one place once. One that does not hold for all uses of its
 * text, or not with all parameter files, says for which it does.
 */
export function mergeFindings(judged: readonly Judged[]): readonly Finding[] {
  const [only] = judged;
  if (only !== undefined && judged.length === 1 && only.evaluation.deployment.templates.length === 1)
    return only.findings;
  const merged = new Map<string, { finding: Finding; readonly holds: Map<Evaluation, Set<string>> }>();
  for (const { evaluation, findings } of judged) {
    for (const finding of findings) {
      const { at } = finding;
      const key = `${finding.rule} ${at.file} ${at.start} ${at.end} ${finding.message}`;
      const known = merged.get(key);
      const entry = known ?? { finding, holds: new Map<Evaluation, Set<string>>() };
      if (known === undefined) merged.set(key, entry);
      else if (isGraver(finding.severity, known.finding.severity)) known.finding = finding;
      const uses = entry.holds.get(evaluation) ?? new Set<string>();
      entry.holds.set(evaluation, uses);
      for (const use of finding.uses.slice(-1)) uses.add(use.id);
    }
  }
  const coverage = new Coverage(judged.map(({ evaluation }) => evaluation));
  return [...merged.values()].map(({ finding, holds }) => {
    const where = coverage.whereItHolds(finding.at.file, holds);
    return where === undefined ? finding : { ...finding, message: `${finding.message} ${where}` };
  });
}

/** Which uses of a file's text each evaluation has. */
class Coverage {
  private readonly evaluations: readonly Evaluation[];
  private readonly usesByFile = new Map<Evaluation, ReadonlyMap<string, ReadonlyMap<string, string>>>();

  constructor(evaluations: readonly Evaluation[]) {
    this.evaluations = evaluations;
  }

  /** A sentence that names the uses for which a finding holds; `undefined` where it holds for all. */
  whereItHolds(file: string, holds: ReadonlyMap<Evaluation, ReadonlySet<string>>): string | undefined {
    const judging = this.evaluations.filter(evaluation => evaluation.reaches(file));
    const places: string[] = [];
    let isEverywhere = judging.every(evaluation => holds.has(evaluation));
    for (const [evaluation, found] of holds) {
      const uses = this.uses(evaluation).get(file) ?? new Map<string, string>();
      const isPart =
        found.size > 0 && [...uses.keys()].some(id => !found.has(id)) && [...found].every(id => uses.has(id));
      isEverywhere &&= !isPart;
      const place = placeOf(evaluation, judging);
      if (isPart) for (const id of found) places.push([uses.get(id), place].filter(Boolean).join(' '));
      else places.push(place);
    }
    if (isEverywhere) return undefined;
    const named = [...new Set(places)].filter(place => place !== '');
    if (named.length === 0) return undefined;
    const more = named.length > mostNamed ? ` and ${named.length - mostNamed} more` : '';
    return `This holds for ${named.slice(0, mostNamed).join(', ')}${more}.`;
  }

  /** By file: the uses of its text by id, with their titles. */
  private uses(evaluation: Evaluation): ReadonlyMap<string, ReadonlyMap<string, string>> {
    const known = this.usesByFile.get(evaluation);
    if (known !== undefined) return known;
    const byFile = new Map<string, Map<string, string>>();
    for (const { span, uses } of evaluation.deployment.resources) {
      const use = uses.at(-1);
      if (use === undefined) continue;
      const own = byFile.get(span.file) ?? new Map<string, string>();
      byFile.set(span.file, own);
      own.set(use.id, `module '${uses.map(({ title }) => title).join(' > ')}'`);
    }
    this.usesByFile.set(evaluation, byFile);
    return byFile;
  }
}

/** What tells an evaluation from the others: the file that is deployed, and its parameter file. */
function placeOf({ root, parameters }: Evaluation, judging: readonly Evaluation[]): string {
  const roots = new Set(judging.map(other => other.root.uri));
  const of = roots.size > 1 ? `${baseName(root.uri)}` : '';
  const sameRoot = judging.filter(other => other.root.uri === root.uri);
  const withFile = sameRoot.length > 1 && parameters !== undefined ? `with ${baseName(parameters.uri)}` : '';
  return [of, withFile].filter(part => part !== '').join(' ');
}
