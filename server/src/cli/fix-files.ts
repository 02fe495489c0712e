import { neverCancelled } from '../base/cancel.ts';
import { type Context, note, type VisitOptions, visit } from './visit.ts';
import { replaceText } from './write-file.ts';

/**
 * Makes the safe fixes in all files that are looked at and writes them; says what it did on the notes' output. Files with
 * syntax errors are left as they are, and so is everything that is not looked at.
 *
 * @returns false where a file could not be changed; the user has been told
 */
export async function fixFiles(options: VisitOptions, context: Context): Promise<boolean> {
  const { host, core } = context;
  let isDone = true;
  let made = 0;
  let files = 0;
  await visit({ ...options, withParts: true, isQuiet: true }, context, '', ({ view, path, source, file }) => {
    if (!view.recognised || view.syntaxErrors().length > 0) return true;
    const fixed = view.fixAll(neverCancelled);
    if (fixed.made.length === 0) return true;
    const problem =
      path === undefined ? 'is standard input, which is not changed' : replaceText(path, source.text, fixed.text);
    if (problem !== undefined) {
      isDone = false;
      note(host, `${file} ${problem}`);
      return true;
    }
    core.changed(source.uri);
    files++;
    made += fixed.made.length;
    for (const { title, rule } of fixed.made) note(host, `${file}: ${title} (${rule})`);
    return true;
  });
  note(
    host,
    made === 0
      ? 'no safe fixes to make'
      : `made ${counted(made, 'fix', 'fixes')} in ${counted(files, 'file', 'files')}`,
  );
  return isDone;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
