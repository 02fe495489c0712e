import type { ExplainedTarget, Explanation } from '../../features/explain.ts';
import type { NetworkModel } from '../../features/model.ts';
import type { RuleTable } from '../../features/rule-table.ts';
import type { LocatedAnswer } from '../commands/packet.ts';
import type { LocatedFinding } from '../located.ts';
import type { Report } from '../report.ts';

/** `check --format json`: a shape that other tools depend on. Lines and characters count from 0, as in LSP. */
export function reportJson(report: Report): string {
  return print({ version: 1, files: report.files, findings: report.findings.map(jsonOf) });
}

/** `explain --format json`. */
export function explainJson(targets: readonly ExplainedTarget[]): string {
  const explanation: Explanation = { version: 1, targets };
  return print(explanation);
}

/** `packet --format json`. */
export function packetJson(answers: readonly LocatedAnswer[]): string {
  return print({ version: 1, answers: answers.map(({ file, explanation }) => ({ file, ...explanation })) });
}

/** `model --format json`. */
export function modelJson(model: NetworkModel): string {
  return print(model);
}

/** `export --format json`. */
export function ruleTablesJson(tables: readonly RuleTable[]): string {
  return print({ version: 1, networkSecurityGroups: tables });
}

function jsonOf({ rule, severity, file, range, message, related, fixes }: LocatedFinding): unknown {
  const summaries = fixes.map(({ title, safety }) => ({ title, safety }));
  return { rule, severity, file, range, message, related, fixes: summaries };
}

function print(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
