import type { FileId, Span } from '../base/span.ts';
import type { FixSource } from './fix-source.ts';

/** The files that a value may come through on its way from where it is written to where it is used. */
export interface FixFiles {
  /** `undefined` for a file that was not read, and for one that has no parts, such as YAML. */
  source(file: FileId): FixSource | undefined;
  /**
   * The template that takes what is given at a place: that of the module whose arguments stand there, or the one that a parameter
   * file is for. `undefined` where nothing is given, and where the template was not read.
   */
  takerOf(at: Span): FileId | undefined;
  /** The paths, as they are written, in calls that load the data of a file. */
  loadsOf(file: FileId): readonly Span[];
}

/** One file that neither deploys nor loads any other. */
export function onlyFile(source: FixSource): FixFiles {
  return {
    source: file => (file === source.file ? source : undefined),
    takerOf: () => undefined,
    loadsOf: () => [],
  };
}
