import type { Finding, Severity } from '../rules/rule.ts';
import type { LocatedFinding } from './located.ts';

/** What `check` and `parse` found, ready for any reporter. */
export interface Report {
  /** Files that had something to check. */
  readonly files: number;
  /** Those that were asked for; files in the order of the arguments, findings in the order of the text. */
  readonly findings: readonly LocatedFinding[];
  /** How many were not asked for, by severity. */
  readonly hidden: Readonly<Record<Severity, number>>;
  /** Files with findings that others lead to, which were not asked for themselves. */
  readonly others: number;
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
  /** Findings that came, by all that a reader sees of them. */
  private readonly known = new Set<string>();

  constructor(threshold: Threshold) {
    this.threshold = threshold;
  }

  /** Whether a finding is to be added: nobody has come with an equal one, and it reaches the threshold. */
  wants({ rule, severity, at, message }: Pick<Finding, 'rule' | 'severity' | 'at' | 'message'>): boolean {
    const key = `${rule} ${at.file} ${at.start} ${at.end} ${message}`;
    if (this.known.has(key)) return false;
    this.known.add(key);
    if (reaches(severity, this.threshold)) return true;
    this.hidden[severity]++;
    return false;
  }

  add(finding: LocatedFinding): void {
    this.findings.push(finding);
  }

  /** @param lookedAt how the files are shown that were asked for */
  report(files: number, lookedAt: ReadonlySet<string>): Report {
    const { findings, hidden } = this;
    const others = new Set(findings.flatMap(({ file }) => (lookedAt.has(file) ? [] : [file]))).size;
    return { files, findings, hidden, others };
  }
}
