/** Insertions, deletions, changes and swaps of neighbours between two texts; undefined where there are more than `bound`. */
export function editDistance(a: string, b: string, bound: number): number | undefined {
  if (Math.abs(a.length - b.length) > bound) return undefined;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(row[j - 1]! + 1, last[j]! + 1, change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row.push(cost);
    }
    if (Math.min(...row) > bound) return undefined;
    beforeLast = last;
    last = row;
  }
  const distance = last[b.length]!;
  return distance <= bound ? distance : undefined;
}

/**
 * The word that a text most likely means, without regard to case: one slip is allowed, two in a text of eight letters or more; or the first letters of the word alone, four or more of them.
 * `undefined` where none is near, and where two are equally near.
 */
export function nearestWord(text: string, words: readonly string[]): string | undefined {
  const folded = text.toLowerCase();
  const bound = folded.length >= 8 ? 2 : 1;
  const beginning = words.filter(word => folded.length >= 4 && word.toLowerCase().startsWith(folded));
  if (beginning.length === 1) return beginning[0];
  const near = words
    .map(word => ({ word, distance: editDistance(folded, word.toLowerCase(), bound) }))
    .filter((entry): entry is { word: string; distance: number } => entry.distance !== undefined)
    .sort((a, b) => a.distance - b.distance);
  const [first, second] = near;
  return first === undefined || first.distance === second?.distance ? undefined : first.word;
}
