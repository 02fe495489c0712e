import { fileURLToPath, pathToFileURL } from 'node:url';
import { neverCancelled } from '../base/cancel.ts';
import { fileKey } from '../base/uri.ts';
import type { ChangedText } from './core.ts';
import { shownPath } from './node-file-system.ts';
import { type Context, note, type VisitOptions, visit } from './visit.ts';
import { replaceTexts, type WriteProblem } from './write-file.ts';

/**
 * Makes the safe fixes in all files that are looked at and writes them; says what it did on the notes' output. Files with
 * syntax errors are left as they are, and so is everything that is not looked at. A fix that changes several files is made in all
 * of them or in none.
 *
 * @returns false where a file could not be changed; the user has been told
 */
export async function fixFiles(options: VisitOptions, context: Context): Promise<boolean> {
  const { host, core } = context;
  let isDone = true;
  let made = 0;
  const files = new Set<string>();
  await visit({ ...options, withParts: true, isQuiet: true }, context, '', ({ view, source, file }) => {
    if (!view.recognised || view.syntaxErrors().length > 0) return true;
    const refused = new Set<string>();
    for (;;) {
      const fixed = view.fixAll(neverCancelled, uri => !refused.has(uri));
      if (fixed.made.length === 0) return true;
      const problem = write(fixed.changes);
      if (problem === undefined) {
        for (const { uri } of fixed.changes) {
          core.changed(uri);
          files.add(uri);
        }
        made += fixed.made.length;
        for (const { title, rule } of fixed.made) note(host, `${file}: ${title} (${rule})`);
        return true;
      }
      isDone = false;
      note(host, `${shownPath(problem.path, host.workingFolder)} ${problem.text}`);
      const { href } = pathToFileURL(problem.path);
      const uri = fixed.changes.find(change => fileKey(change.uri) === fileKey(href))?.uri ?? source.uri;
      if (uri === source.uri) return true;
      // What can be done without the other file is done.
      refused.add(uri);
    }
  });
  note(
    host,
    made === 0
      ? 'no safe fixes to make'
      : `made ${counted(made, 'fix', 'fixes')} in ${counted(files.size, 'file', 'files')}`,
  );
  return isDone;
}

/** All of the texts, or none of them. */
function write(changes: readonly ChangedText[]): WriteProblem | undefined {
  return replaceTexts(changes.map(({ uri, before, after }) => ({ path: fileURLToPath(uri), before, after })));
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
