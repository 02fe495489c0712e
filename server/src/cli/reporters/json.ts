import type { ExplainedTarget, Explanation } from '../../features/explain.ts';
import type { NetworkModel } from '../../features/model.ts';
import type { RuleTable } from '../../features/rule-table.ts';
import type { SecurityGroupPlan } from '../../generate/nsg/security-group.ts';
import { type Place, regionOf } from '../../generate/place.ts';
import type { RouteTablePlan } from '../../generate/routes/route-table.ts';
import type { SubnetPlan } from '../../generate/subnet/plan-subnet.ts';
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

/** `subnet --format json`. @param block the prefix of the block with what is to know about it; null where none was looked for */
export function subnetPlanJson(
  plan: SubnetPlan,
  block: { readonly prefix: string; readonly notes: readonly string[] } | null,
): string {
  const { document, date, url } = plan.source;
  return print({ version: 1, ...plan, source: { document, date, url }, block });
}

/** `nsg --format json`. */
export function securityGroupJson({ tier, ...plan }: SecurityGroupPlan, place: Place): string {
  return print({ version: 1, name: place.name, region: regionOf(place) ?? null, sku: tier.sku, ...plan });
}

/** `routes --format json`. */
export function routeTableJson({ tier, ...plan }: RouteTablePlan, place: Place): string {
  return print({ version: 1, name: place.name, region: regionOf(place) ?? null, sku: tier.sku, ...plan });
}

function jsonOf({ rule, severity, file, range, message, related, fixes }: LocatedFinding): unknown {
  const summaries = fixes.map(({ title, safety }) => ({ title, safety }));
  const places = related.map(place => ({ file: place.file, range: place.range, message: place.message }));
  return { rule, severity, file, range, message, related: places, fixes: summaries };
}

function print(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
