/** Looks through a workspace for files that deploy others, so that a module is judged as they use it. */
import type { FileSystem } from './file-system.ts';

/** Files and folders that are looked at, and what is read, in UTF-16 code units; in a larger workspace some uses are not known. */
const maxFiles = 3_000;
const maxFolders = 5_000;
const maxText = 50_000_000;

const leftOut = /^(\.|node_modules\/|dist\/|bin\/|obj\/)/;

/**
 * Reads the files of some folders one after the other, and tells of each. A workspace that holds more than a few thousand is
 * looked at in part. Never rejects.
 *
 * @param wanted names of files
 */
export async function findUses(
  files: FileSystem,
  folders: readonly string[],
  wanted: RegExp,
  found: (uri: string, text: string) => void,
): Promise<void> {
  const waiting = folders.map(folder => `${folder.replace(/\/+$/, '')}/`);
  let seenFiles = 0;
  let seenText = 0;
  for (let seenFolders = 0; seenFolders < waiting.length && seenFolders < maxFolders; seenFolders++) {
    const folder = waiting[seenFolders]!;
    for (const name of [...(await files.list(folder))].sort()) {
      if (leftOut.test(name)) continue;
      const uri = `${folder}${name.split('/').map(encodeURIComponent).join('/')}`;
      if (name.endsWith('/')) waiting.push(uri);
      else if (wanted.test(name)) {
        if (++seenFiles > maxFiles || seenText > maxText) return;
        const content = await files.read(uri);
        if (!content.ok) continue;
        seenText += content.text.length;
        found(uri, content.text);
      }
    }
  }
}
