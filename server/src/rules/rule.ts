import type { Span } from '../base/span.ts';

/** Severities as LSP names them, most serious first. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

export const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** A place that helps to understand a finding, with a sentence about it. */
export interface RelatedPlace {
  readonly at: Span;
  readonly message: string;
}

/** What a fix would do; `safe` never opens a network wider and never changes what another resource sees. */
export interface FixSummary {
  readonly title: string;
  readonly safety: 'safe' | 'review';
}

/** One finding of one rule at one place, ready to be shown; offsets are turned into lines at the edge. */
export interface Finding {
  /** Rule id, kebab-case; names the flaw. */
  readonly rule: string;
  readonly severity: Severity;
  /** The words to look at, never a whole resource. */
  readonly at: Span;
  /** Names the resource, the values and the consequence, in that order. */
  readonly message: string;
  readonly related: readonly RelatedPlace[];
  readonly fixes: readonly FixSummary[];
  /** The text at `at` decides nothing; editors show it faded. */
  readonly unnecessary: boolean;
}
