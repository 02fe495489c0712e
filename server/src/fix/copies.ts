/** Values of a file that a fix writes once more. */
import type { FixSource } from './fix-source.ts';
import { indentAt } from './layout.ts';
import { memberPart, objectAt, outwards, type Part, partAt } from './parts.ts';
import type { CopyValue } from './tree-edit.ts';

/** The text of a value, for a line of an indentation. */
export function copiedText(source: FixSource, value: CopyValue, indent: string): string {
  const part = copiedPart(source, value);
  if (part === undefined) return '';
  const copy = source.text.slice(part.start, part.end);
  const { $renamed } = value;
  if ($renamed !== undefined) {
    const last = copy.lastIndexOf($renamed.from);
    return copy.slice(0, last) + $renamed.to + copy.slice(last + $renamed.from.length);
  }
  // The lines of a text are part of its value.
  const isText = part.kind === 'scalar' || copy.includes("'''");
  return isText ? copy : copy.replaceAll(`\n${indentAt(source.text, part.start)}`, `\n${indent}`);
}

/** Why a value cannot be written once more in another place, as the end of "because …"; `undefined` where it can. */
export function whyNotCopied(source: FixSource, value: CopyValue): string | undefined {
  const part = copiedPart(source, value);
  if (part === undefined) return 'a part of it is computed';
  // The names that a loop binds mean nothing outside of it.
  for (const outer of outwards(part)) if (outer.kind === 'repeat') return outer.why;
  return undefined;
}

/** Values are pointed at without their quotes, which belong to the text all the same. */
function copiedPart({ parts }: FixSource, { $copyOf }: CopyValue): Part | undefined {
  if (!('path' in $copyOf)) return partAt(parts.root, $copyOf);
  let at: Part | undefined = objectAt(parts.root, $copyOf.object);
  for (const name of $copyOf.path) at = memberPart(at, name)?.value;
  return at;
}
