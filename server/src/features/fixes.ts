/** The fixes of a file: which can be made, and all safe ones together. */
import type { CancellationSignal } from '../base/cancel.ts';
import type { FileId } from '../base/span.ts';
import { canJoin, editText, type FixOutcome, sorted, type TextEdit } from '../fix/apply.ts';
import type { Fix, Safety } from '../fix/tree-edit.ts';
import type { Finding } from '../rules/rule.ts';
import type { FileView } from '../workspace/view.ts';

/** What a list of findings shows of a fix. */
export interface FixSummary {
  readonly title: string;
  readonly safety: Safety;
}

/** A fix that can be made. */
export interface OfferedFix extends FixSummary {
  readonly fix: Fix;
  /** The file whose text is changed; with modules it may be another than that of the finding. */
  readonly file: FileId;
  readonly edits: readonly TextEdit[];
}

/** The fixes of a finding that can be made, the best first. */
export function offeredFixes(view: FileView, finding: Finding): readonly OfferedFix[] {
  return finding.fixes().flatMap(fix => {
    const outcome: FixOutcome = view.fix(fix);
    return outcome.ok ? [{ fix, ...outcome }] : [];
  });
}

export interface FixedFile {
  /** The text afterwards. */
  readonly text: string;
  /** The view of that text. */
  readonly view: FileView;
  /** What was done, in order. */
  readonly made: readonly MadeFix[];
}

export interface MadeFix {
  readonly rule: string;
  readonly message: string;
  readonly title: string;
}

export interface FixAllOptions {
  /** Which findings; all where absent. */
  readonly wanted?: (finding: Finding, view: FileView) => boolean;
  /** Which of the fixes that can be made; the first safe one where absent. */
  readonly choose?: (finding: Finding, offers: readonly OfferedFix[]) => OfferedFix | undefined;
}

/** Most fixes that are made in one go; a file with more is fixed in several. */
const maxFixes = 2_000;

/**
 * Makes the safe fixes of a file until none is left, one at a time, because each changes what the others see; only fixes that
 * say that they are independent are made together. A fix that does not take its finding away is undone, and not tried again.
 * Other files stay as they are.
 *
 * @throws Cancelled when the signal is raised between two rounds
 */
export function fixAll(view: FileView, signal: CancellationSignal, options: FixAllOptions = {}): FixedFile {
  const { wanted = () => true, choose = firstSafe } = options;
  const made: MadeFix[] = [];
  const failed = new Set<string>();
  let current = view;
  while (made.length < maxFixes) {
    const before = current.findings(signal).filter(finding => wanted(finding, current));
    const round = nextRound(current, before, failed, choose);
    if (round === undefined) break;
    const next = current.withText(editText(current.source.text, round.edits));
    const known = counts(before);
    const after = counts(next.findings(signal).filter(finding => wanted(finding, next)));
    const isDone = round.fixed.every(({ finding }) => (after.get(key(finding)) ?? 0) < known.get(key(finding))!);
    if (!isDone || next.syntaxErrors().length > 0) {
      for (const { finding } of round.fixed) failed.add(key(finding));
      continue;
    }
    for (const { finding, title } of round.fixed) made.push({ rule: finding.rule, message: finding.message, title });
    current = next;
  }
  return { text: current.source.text, view: current, made };
}

function firstSafe(_: Finding, offers: readonly OfferedFix[]): OfferedFix | undefined {
  return offers.find(({ safety }) => safety === 'safe');
}

interface Round {
  readonly edits: readonly TextEdit[];
  readonly fixed: readonly { readonly finding: Finding; readonly title: string }[];
}

/** The first fix, with all independent ones that do not touch each other where it is one of them. */
function nextRound(
  view: FileView,
  findings: readonly Finding[],
  failed: ReadonlySet<string>,
  choose: NonNullable<FixAllOptions['choose']>,
): Round | undefined {
  let edits: readonly TextEdit[] = [];
  const fixed: { finding: Finding; title: string }[] = [];
  for (const finding of findings) {
    if (failed.has(key(finding))) continue;
    const offer = choose(finding, offeredFixes(view, finding));
    if (offer === undefined || offer.file !== view.source.uri) continue;
    const isIndependent = offer.fix.independent === true;
    if (fixed.length > 0 && (!isIndependent || !canJoin(edits, offer.edits))) continue;
    edits = sorted([...edits, ...offer.edits]) ?? edits;
    fixed.push({ finding, title: offer.title });
    if (!isIndependent) break;
  }
  return fixed.length === 0 ? undefined : { edits, fixed };
}

/** Findings that say the same are told apart by their number only: places move. */
function key({ rule, message }: Finding): string {
  return `${rule} ${message}`;
}

function counts(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const result = new Map<string, number>();
  for (const finding of findings) result.set(key(finding), (result.get(key(finding)) ?? 0) + 1);
  return result;
}
