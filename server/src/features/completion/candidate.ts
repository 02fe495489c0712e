/** A value that may be written at a place, before anybody knows how its language quotes it. */
export interface Candidate {
  readonly value: string;
  /** A few words beside it. */
  readonly detail?: string | undefined;
  /** Markdown. */
  readonly documentation?: string | undefined;
  /** The smaller, the earlier; those of one rank keep their order. Default 5. */
  readonly rank?: number;
  /** A schema lists it too, so it is left out where another extension offers what schemas list. */
  readonly isOfSchema?: boolean;
}
