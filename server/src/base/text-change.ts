/** How much two texts have in common at their ends, in UTF-16 code units; the two parts overlap in neither text. */
export function unchangedEnds(a: string, b: string): { readonly before: number; readonly after: number } {
  const shorter = Math.min(a.length, b.length);
  const before = longest(shorter, length => a.slice(0, length) === b.slice(0, length));
  const after = longest(shorter - before, length => a.slice(a.length - length) === b.slice(b.length - length));
  return { before, after };
}

/** The largest length, up to a bound, that something holds for; it holds for every length below one that it holds for. */
function longest(bound: number, holds: (length: number) => boolean): number {
  // Most changes are small and somewhere: comparing halves of what is left is a few long comparisons, which machines do fast.
  let low = 0;
  let high = bound;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
