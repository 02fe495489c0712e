/**
 * Where a fact comes from. Every data file and every profile carries at least one.
 * Nothing here is fetched: a source is a label to show, and a link to open where there is one.
 */
export interface Source {
  /** The document in our words, for a reader. */
  readonly document: string;
  /** The article's own date as it prints it, `MM/DD/YYYY`; null where it prints none. */
  readonly date: string | null;
  /** {@link date} as month and year, such as `April 2026`; null where there is no date. */
  readonly month: string | null;
  /** The learn.microsoft.com page that the file becomes. It shows today's text, not the dated one. Null where not certain. */
  readonly url: string | null;
  /** `owner/name` of the public repository the text was read from; null where it came from no repository. */
  readonly repo: string | null;
  readonly path: string | null;
  /** 40 hex digits; null where the commit of the copy is not known. */
  readonly commit: string | null;
  /** What weakens the source, such as a copy in a fork; null where nothing does. */
  readonly note: string | null;
}

/** A {@link Source} as the data files keep it: what is null is left out, and the month is worked out. */
export interface RawSource {
  readonly document: string;
  readonly date?: string | null;
  readonly url?: string | null;
  readonly repo?: string | null;
  readonly path?: string | null;
  readonly commit?: string | null;
  readonly note?: string | null;
}

export function toSource(raw: RawSource): Source {
  const date = raw.date ?? null;
  return {
    document: raw.document,
    date,
    month: date === null ? null : monthOf(date),
    url: raw.url ?? null,
    repo: raw.repo ?? null,
    path: raw.path ?? null,
    commit: raw.commit ?? null,
    note: raw.note ?? null,
  };
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `04/30/2026` or `04/2026` as `April 2026`; null for any other text. */
export function monthOf(date: string): string | null {
  const parts = /^(\d{2})\/(?:\d{2}\/)?(\d{4})$/.exec(date);
  const month = parts === null ? undefined : months[Number(parts[1]) - 1];
  return month === undefined ? null : `${month} ${parts![2]}`;
}

/** The sources of one data file under their keys, for looking them up. A key that is not there is a flaw of the data, which tests find. */
export function sourceLookup(
  sources: Readonly<Record<string, RawSource>>,
): (keys: readonly string[]) => readonly Source[] {
  const byKey = new Map(Object.entries(sources).map(([key, raw]) => [key, toSource(raw)]));
  return keys => keys.map(key => byKey.get(key)!);
}
