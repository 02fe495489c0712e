/**
 * A whole number as English prose writes it: `12,345`. The platform's own `toLocaleString` says the same, but the first call
 * of a process loads the languages, which takes longer than judging a file.
 *
 * @param value whole, of either sign
 */
export function groupedDigits(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
