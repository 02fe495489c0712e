/**
 * The one place where edits of the tree become edits of texts.
 *
 * In: files with their parts, and the edits of a fix. Out: text edits in order, file by file, or the reason why the fix is withheld.
 * Never here: what is wrong with the files, and which language they are in.
 */
import type { FileId } from '../base/span.ts';
import type { TextEdit } from './bracket-edit.ts';
import type { FixFiles } from './fix-files.ts';
import { Planning } from './planning.ts';
import { type Fix, fileOfEdit, type NewResource, type TreeEdit } from './tree-edit.ts';
import { unreadFile, writtenPlace } from './written-place.ts';

export type { TextEdit } from './bracket-edit.ts';

/** What a fix does to one file. */
export interface FileEdits {
  readonly file: FileId;
  /** Sorted; they do not overlap. Never empty. */
  readonly edits: readonly TextEdit[];
}

export type FixOutcome =
  | {
      readonly ok: true;
      /** Never empty; one entry for each file that is changed. */
      readonly changes: readonly FileEdits[];
      /** The title of the fix, with the place that it writes to where that is not the use at hand. */
      readonly title: string;
      readonly safety: Fix['safety'];
    }
  | { readonly ok: false; readonly why: string };

/** What a fix does to the texts. All of its edits can be made, or none is. Never throws. */
export function applyFix(files: FixFiles, fix: Fix): FixOutcome {
  if (fix.withheld !== undefined) return { ok: false, why: fix.withheld };
  const plan = new Plan(files, fix);
  for (const edit of fix.edits) {
    const problem = plan.add(edit);
    if (problem !== undefined) return { ok: false, why: problem };
  }
  const changes: FileEdits[] = [];
  for (const [file, planning] of plan.plannings) {
    const edits = sorted(planning.textEdits());
    if (edits === undefined) return { ok: false, why: 'Its changes touch each other.' };
    if (edits.length > 0) changes.push({ file, edits });
  }
  if (changes.length === 0) return { ok: false, why: 'The file is like that already.' };
  const notes = [...plan.plannings.values()].flatMap(({ notes }) => [...notes]);
  return {
    ok: true,
    changes,
    title: [fix.title, ...new Set(notes)].join(', '),
    safety: plan.isCertain ? fix.safety : 'review',
  };
}

/** The text with edits made; they must be sorted and must not overlap. */
export function editText(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** Whether two lists of sorted edits of one file can be made together. */
export function canJoin(a: readonly TextEdit[], b: readonly TextEdit[]): boolean {
  return sorted([...a, ...b]) !== undefined && !a.some(edit => b.some(other => other.start === edit.start));
}

/** In the order of the text, edits that do nothing left out; `undefined` where two overlap. */
export function sorted(edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  return ordered.some((edit, i) => i > 0 && edit.start < ordered[i - 1]!.end) ? undefined : ordered;
}

/** The edits of one fix, file by file. */
class Plan {
  readonly plannings = new Map<FileId, Planning>();
  private readonly files: FixFiles;
  private readonly kept: ReadonlySet<FileId> | undefined;
  /** Where the resources are added that other edits may name. */
  private readonly homes: ReadonlyMap<NewResource, FileId>;

  constructor(files: FixFiles, { edits, kept }: Fix) {
    this.files = files;
    this.kept = kept;
    this.homes = new Map(
      edits.flatMap(edit => (edit.kind === 'add-resource' ? [[edit.resource, edit.beside.file] as const] : [])),
    );
  }

  /** Whether all that is changed is seen by the use at hand only, for all that is known. */
  get isCertain(): boolean {
    return [...this.plannings.values()].every(({ isCertain }) => isCertain);
  }

  /** Takes one edit in. @returns why it cannot be made, as a sentence */
  add(edit: TreeEdit): string | undefined {
    if (edit.kind !== 'set-value') return this.within(fileOfEdit(edit), planning => planning.add(edit));
    const place = writtenPlace(this.files, edit.at);
    if (!place.ok) return notChanged(place.why);
    return this.within(place.file, planning => planning.setPlace(place, edit.value));
  }

  private within(file: FileId, act: (planning: Planning) => string | undefined): string | undefined {
    const source = this.files.source(file);
    if (source === undefined) return notChanged(unreadFile);
    if (source.frozen !== undefined) return source.frozen;
    if (this.kept?.has(file) === true) return 'Its text is used in other ways too, for which this does not hold.';
    const planning = this.plannings.get(file) ?? new Planning(source, this.files, this.homes);
    this.plannings.set(file, planning);
    const why = act(planning);
    return why === undefined ? undefined : notChanged(why);
  }
}

function notChanged(why: string): string {
  return `It is not changed here, because ${why}.`;
}
