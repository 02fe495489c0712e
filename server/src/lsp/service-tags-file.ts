/** The user's list of service tags from a disk; for the Node server alone. */
import { open } from 'node:fs/promises';
import { decode } from '../disk/read-text.ts';
import { maxServiceTagsSize, type ServiceTagsText } from '../protocol.ts';

/**
 * Reads the file of `apimVnet.serviceTagsFile`, which only settings of the user can name. Never rejects.
 *
 * @param path absolute, or a `file:` URI; a relative path has nothing that it could be relative to
 */
export async function readServiceTagsFile(path: string): Promise<ServiceTagsText> {
  const isUri = /^file:\/\//i.test(path);
  if (!isUri && !/^([a-z]:)?[\\/]/i.test(path)) return { problem: 'is no absolute path' };
  try {
    const file = await open(isUri ? new URL(path) : path);
    try {
      const status = await file.stat();
      if (!status.isFile()) return { problem: 'is no file' };
      if (status.size > maxServiceTagsSize) {
        return { problem: `is larger than ${maxServiceTagsSize / 2 ** 20} MB, the most that is read` };
      }
      const reading = decode(await file.readFile());
      return reading.ok ? { text: reading.text } : { problem: reading.problem };
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return { problem: code === 'ENOENT' ? 'does not exist' : `cannot be read (${code ?? String(error)})` };
  }
}
