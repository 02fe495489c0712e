/** Filter and sort of the table of flows, apart from the page so that they can be tested. */

export interface FlowRow {
  readonly outcome: string;
  /** All that the row says. */
  readonly text: string;
  /** By column, in the form for comparing. */
  readonly values: Readonly<Record<string, string>>;
}

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** Groups of outcomes that the page offers, by the value of its choice; an empty one is all. */
const outcomes: Readonly<Record<string, readonly string[]>> = {
  blocked: ['blocked', 'partly-blocked'],
  unknown: ['unknown'],
  allowed: ['allowed'],
  'not-required': ['not-required'],
};

/** Whether a row has every word of the filter in it, in any case and order, and one of the outcomes of the choice. */
export function isVisible(row: FlowRow, filter: string, choice: string): boolean {
  const text = row.text.toLowerCase();
  const words = filter.toLowerCase().split(/\s+/);
  return words.every(word => text.includes(word)) && (outcomes[choice]?.includes(row.outcome) ?? true);
}

/** The rows in the order of a column; equal ones keep their order. Words with numbers in them are compared by the numbers. */
export function sorted<T extends FlowRow>(rows: readonly T[], { column, descending }: Sort): readonly T[] {
  const compare = (a: T, b: T) =>
    (a.values[column] ?? '').localeCompare(b.values[column] ?? '', 'en', { numeric: true, sensitivity: 'base' });
  return [...rows].sort(descending ? (a, b) => compare(b, a) : compare);
}

/** The sort after a column's head was pressed: the other way round where it was sorted by it already. */
export function pressed(sort: Sort, column: string): Sort {
  return { column, descending: sort.column === column && !sort.descending };
}
