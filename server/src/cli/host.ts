/** Where output goes. `columns` is the width of a terminal; undefined where there is none. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
}

/** What the command line takes from its surroundings, so that tests can give it others. */
export interface Host {
  /** Absolute path; paths given by the user and paths shown to the user are relative to it. */
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  /** The report. */
  readonly output: Output;
  /** Notes and errors, so that a report can be piped on its own. */
  readonly notes: Output;
  /** Standard input up to its end, or the first `limit` bytes and some more where there are more. */
  readInput(limit: number): Promise<Uint8Array>;
}
