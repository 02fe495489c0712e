import type { TextEdit } from '../fix/apply.ts';

/** Pairs of lines that are compared; past it the middle of the text is replaced as one. */
const maxPairs = 4_000_000;

/**
 * The edits that make one text of another, line by line: lines that are in both stay as they are. Sorted, without overlaps;
 * none for equal texts.
 */
export function textDiff(before: string, after: string): readonly TextEdit[] {
  const old = linesOf(before);
  const own = linesOf(after);
  let head = 0;
  while (head < old.length && head < own.length && old[head] === own[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < own.length - head && old.at(-1 - tail) === own.at(-1 - tail)) tail++;
  const from = old.slice(head, old.length - tail);
  const to = own.slice(head, own.length - tail);
  const start = old.slice(0, head).reduce((sum, line) => sum + line.length, 0);
  return from.length * to.length > maxPairs ? whole(from, to, start) : compare(from, to, start);
}

function linesOf(text: string): readonly string[] {
  return text.split(/(?<=\n)/);
}

function whole(from: readonly string[], to: readonly string[], start: number): readonly TextEdit[] {
  if (from.length === 0 && to.length === 0) return [];
  return [{ start, end: start + from.join('').length, text: to.join('') }];
}

/** By the longest list of lines that are in both. */
function compare(from: readonly string[], to: readonly string[], offset: number): readonly TextEdit[] {
  const width = to.length + 1;
  const common = new Uint32Array((from.length + 1) * width);
  for (let i = from.length - 1; i >= 0; i--) {
    for (let j = to.length - 1; j >= 0; j--) {
      common[i * width + j] =
        from[i] === to[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  const edits: TextEdit[] = [];
  let at = offset;
  for (let i = 0, j = 0; i < from.length || j < to.length; ) {
    if (i < from.length && j < to.length && from[i] === to[j]) {
      at += from[i]!.length;
      i++;
      j++;
      continue;
    }
    const start = at;
    let text = '';
    while ((i < from.length || j < to.length) && (i === from.length || j === to.length || from[i] !== to[j])) {
      const takesNew =
        j < to.length && (i === from.length || common[i * width + j + 1]! >= common[(i + 1) * width + j]!);
      if (takesNew) text += to[j++];
      else at += from[i++]!.length;
    }
    edits.push({ start, end: at, text });
  }
  return edits;
}
