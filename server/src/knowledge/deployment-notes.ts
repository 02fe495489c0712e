import data from '../../data/deployment-notes.json' with { type: 'json' };
import type { ApimMode, ProfileId } from './profiles.ts';
import { type RawSource, type Source, sourceLookup } from './source.ts';

/** What to know of a service in a network that no file shows. */
export interface DeploymentNote {
  /** Id of the fact, such as `vip-change`. */
  readonly id: string;
  /** When it matters: before the first deployment, at a change, or in operation. */
  readonly when: NoteMoment;
  readonly profiles: readonly ProfileId[];
  /** The mode it is about; `undefined` for both. */
  readonly mode: ApimMode | undefined;
  /** One or two sentences. */
  readonly text: string;
  readonly sources: readonly Source[];
}

export type NoteMoment = 'before' | 'change' | 'after';

interface RawNote extends Omit<DeploymentNote, 'sources' | 'mode'> {
  readonly mode?: ApimMode;
  readonly sources: readonly string[];
}

const sourcesOf = sourceLookup(data.sources as Readonly<Record<string, RawSource>>);

/**
 * In the order in which they matter.
 * Source: the documents of December 2016 to August 2026 that `server/data/deployment-notes.json` lists.
 */
export const deploymentNotes: readonly DeploymentNote[] = (data.notes as readonly RawNote[]).map(note => ({
  ...note,
  mode: note.mode,
  sources: sourcesOf(note.sources),
}));

/** Those for a profile and a mode; where the mode is not known, those for either mode are left out. */
export function notesFor(profile: ProfileId, mode: ApimMode | undefined): readonly DeploymentNote[] {
  return deploymentNotes.filter(note => {
    return note.profiles.includes(profile) && (note.mode === undefined || note.mode === mode);
  });
}
