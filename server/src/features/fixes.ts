/** The fixes of a file: which can be made, in which files, and all safe ones together. */
import type { CancellationSignal } from '../base/cancel.ts';
import type { FileId } from '../base/span.ts';
import { canJoin, editText, type FileEdits, type FixOutcome, sorted, type TextEdit } from '../fix/apply.ts';
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
  /** File by file; with modules and parameter files these may be others than that of the finding. */
  readonly changes: readonly FileEdits[];
}

/** A fix that somebody would expect, and why it cannot be made. */
export interface WithheldFix {
  readonly fix: Fix;
  readonly why: string;
}

/** The fixes of a finding that can be made, the best first. */
export function offeredFixes(view: FileView, finding: Finding): readonly OfferedFix[] {
  return judgedFixes(view, finding.fixes()).filter(fix => 'changes' in fix);
}

/**
 * What comes of fixes, in their order. Of several with one title the first is left: uses of one text have the same fixes where the
 * text itself is changed.
 */
export function judgedFixes(view: FileView, fixes: readonly Fix[]): readonly (OfferedFix | WithheldFix)[] {
  const judged = new Map<string, OfferedFix | WithheldFix>();
  for (const fix of fixes) {
    const outcome: FixOutcome = view.fix(fix);
    const title = outcome.ok ? outcome.title : fix.title;
    const known = judged.get(title);
    if (known !== undefined && ('changes' in known || !outcome.ok)) continue;
    judged.set(title, outcome.ok ? { fix, ...outcome } : { fix, why: outcome.why });
  }
  return [...judged.values()];
}

export interface FixedFiles {
  /** The texts afterwards of the files that were changed, by URI. */
  readonly texts: ReadonlyMap<FileId, string>;
  /** The view of the same file with these texts. */
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
  /** Which files may be changed; the file of the view alone where absent. A fix that needs others is not made. */
  readonly mayChange?: (file: FileId) => boolean;
  /** Whether findings in the texts of files that it deploys are put right, too. */
  readonly elsewhere?: boolean;
}

/** Most fixes that are made in one go; a file with more is fixed in several. */
const maxFixes = 2_000;

/**
 * Makes the safe fixes of a file until none is left, one at a time, because each changes what the others see; only fixes that
 * say that they are independent are made together. A fix that does not take its finding away is undone, and not tried again.
 *
 * @throws Cancelled when the signal is raised between two rounds
 */
export function fixAll(view: FileView, signal: CancellationSignal, options: FixAllOptions = {}): FixedFiles {
  const { wanted = () => true, choose = firstSafe, mayChange = file => file === view.source.uri, elsewhere } = options;
  const findingsOf = (of: FileView) =>
    [...of.findings(signal), ...(elsewhere === true ? of.findingsElsewhere(signal) : [])].filter(finding =>
      wanted(finding, of),
    );
  const made: MadeFix[] = [];
  const failed = new Set<string>();
  const texts = new Map<FileId, string>();
  let current = view;
  while (made.length < maxFixes) {
    const before = findingsOf(current);
    const round = nextRound(current, before, failed, (finding, offers) =>
      choose(
        finding,
        offers.filter(({ changes }) => changes.every(({ file }) => mayChange(file))),
      ),
    );
    if (round === undefined) break;
    const next = withChanges(current, round.changes);
    const known = counts(before);
    const after = counts(findingsOf(next));
    const isDone = round.fixed.every(({ finding }) => (after.get(key(finding)) ?? 0) < known.get(key(finding))!);
    if (!isDone || [...round.changes.keys()].some(file => next.isBroken(file))) {
      for (const { finding } of round.fixed) failed.add(key(finding));
      continue;
    }
    for (const { finding, title } of round.fixed) made.push({ rule: finding.rule, message: finding.message, title });
    for (const file of round.changes.keys()) texts.set(file, next.textOf(file) ?? '');
    current = next;
  }
  return { texts, view: current, made };
}

function firstSafe(_: Finding, offers: readonly OfferedFix[]): OfferedFix | undefined {
  return offers.find(({ safety }) => safety === 'safe');
}

type Changes = ReadonlyMap<FileId, readonly TextEdit[]>;

function withChanges(view: FileView, changes: Changes): FileView {
  let changed = view;
  for (const [file, edits] of changes) changed = changed.withText(editText(view.textOf(file) ?? '', edits), file);
  return changed;
}

interface Round {
  readonly changes: Changes;
  readonly fixed: readonly { readonly finding: Finding; readonly title: string }[];
}

/** The first fix, with all independent ones that do not touch each other where it is one of them. */
function nextRound(
  view: FileView,
  findings: readonly Finding[],
  failed: ReadonlySet<string>,
  choose: NonNullable<FixAllOptions['choose']>,
): Round | undefined {
  const changes = new Map<FileId, readonly TextEdit[]>();
  const fixed: { finding: Finding; title: string }[] = [];
  for (const finding of findings) {
    if (failed.has(key(finding))) continue;
    const offer = choose(finding, offeredFixes(view, finding));
    if (offer === undefined) continue;
    const isIndependent = offer.fix.independent === true;
    const canBeJoined = () => offer.changes.every(({ file, edits }) => canJoin(changes.get(file) ?? [], edits));
    if (fixed.length > 0 && (!isIndependent || !canBeJoined())) continue;
    for (const { file, edits } of offer.changes) changes.set(file, sorted([...(changes.get(file) ?? []), ...edits])!);
    fixed.push({ finding, title: offer.title });
    if (!isIndependent) break;
  }
  return fixed.length === 0 ? undefined : { changes, fixed };
}

/** Findings that say the same in one file are told apart by their number only: places move. */
function key({ rule, at, message }: Finding): string {
  return `${rule} ${at.file} ${message}`;
}

function counts(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const result = new Map<string, number>();
  for (const finding of findings) result.set(key(finding), (result.get(key(finding)) ?? 0) + 1);
  return result;
}
