import type { Severity } from '../rules/rule.ts';
import type { LocatedFinding } from './located.ts';

/** What `check` and `parse` found, ready for any reporter. */
export interface Report {
  /** Files that had something to check. */
  readonly files: number;
  /** Those that were asked for; files in the order of the arguments, findings in the order of the text. */
  readonly findings: readonly LocatedFinding[];
  /** How many were not asked for, by severity. */
  readonly hidden: Readonly<Record<Severity, number>>;
}

/** `info` covers hints too. */
export type Threshold = 'error' | 'warning' | 'info';

export const thresholds: readonly Threshold[] = ['error', 'warning', 'info'];

export function reaches(severity: Severity, threshold: Threshold): boolean {
  return severity === 'error' || threshold === 'info' || (threshold === 'warning' && severity === 'warning');
}

/** Gathers findings of file after file; those below the threshold are only counted. */
export class ReportBuilder {
  private readonly findings: LocatedFinding[] = [];
  private readonly hidden: Record<Severity, number> = { error: 0, warning: 0, information: 0, hint: 0 };
  private readonly threshold: Threshold;

  constructor(threshold: Threshold) {
    this.threshold = threshold;
  }

  wants(severity: Severity): boolean {
    if (reaches(severity, this.threshold)) return true;
    this.hidden[severity]++;
    return false;
  }

  add(finding: LocatedFinding): void {
    this.findings.push(finding);
  }

  report(files: number): Report {
    return { files, findings: this.findings, hidden: this.hidden };
  }
}
