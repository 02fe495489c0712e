/** What the core asks its host for: other files of the workspace. Hosts give Node's, the editor's, or one held in memory. */

export type FileContent =
  | { readonly ok: true; readonly text: string }
  /** `why` is the end of "it is not known, because …". */
  | { readonly ok: false; readonly why: string; readonly missing: boolean };

export interface FileSystem {
  /** Whether a file may be read: it lies in a folder of the workspace. Nothing else is ever asked for. */
  contains(uri: string): boolean;
  /** Why a file that it does not contain is not read, as the end of "it is not known, because …". */
  readonly whyOutside?: string;
  /** Never rejects. A file that is too large or no text is not read. */
  read(uri: string): Promise<FileContent>;
  /** The names in a folder, those of folders ending in `/`, in any order; nothing for a folder that cannot be read. Never rejects. */
  list(folder: string): Promise<readonly string[]>;
}

/** A host without files: every text stands alone. */
export const noFiles: FileSystem = {
  contains: () => false,
  read: async () => ({ ok: false, why: 'other files are not read here', missing: false }),
  list: async () => [],
};
