import { createHash } from 'node:crypto';
import type { Severity } from '../../rules/rule.ts';
import type { RuleText } from '../core.ts';
import type { LocatedFinding, LocatedPlace } from '../located.ts';
import type { Report } from '../report.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/**
 * SARIF 2.1.0 for code scanning. Lines and columns count from 1 in UTF-16 code units, and the end column is out.
 * A fingerprint is made of rule, file and the words at the place, with a number where one file has the same again: it
 * survives moved lines and reworded messages.
 */
export function reportSarif(report: Report, catalogue: readonly RuleText[], version: string): string {
  const indexes = new Map(catalogue.map((rule, index) => [rule.id, index]));
  const seen = new Map<string, number>();
  const results = report.findings.map(finding => ({
    ruleId: finding.rule,
    ruleIndex: indexes.get(finding.rule) ?? -1,
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [{ physicalLocation: physicalLocation(finding) }],
    ...(finding.related.length > 0 && {
      relatedLocations: finding.related.map((place, index) => ({
        id: index + 1,
        message: { text: place.message },
        physicalLocation: physicalLocation(place),
      })),
    }),
    partialFingerprints: { 'apimVnet/v1': fingerprint(finding, seen) },
  }));
  const driver = { name: 'apim-vnet', version, rules: catalogue.map(descriptor) };
  const run = { tool: { driver }, columnKind: 'utf16CodeUnits', results };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function descriptor(rule: RuleText): unknown {
  return {
    id: rule.id,
    shortDescription: { text: rule.summary },
    fullDescription: { text: rule.rationale },
    help: { text: `${rule.rationale}\n\nLimits: ${rule.limits}\n\nSource: ${rule.source}` },
    defaultConfiguration: { level: levels[rule.severity] },
  };
}

function physicalLocation({ file, range }: LocatedPlace): unknown {
  return {
    artifactLocation: artifactLocation(file),
    region: {
      startLine: range.start.line + 1,
      startColumn: range.start.character + 1,
      endLine: range.end.line + 1,
      endColumn: range.end.character + 1,
    },
  };
}

/** Relative to the root of the sources, as SARIF wants it; a file outside of the working folder has no such address. */
function artifactLocation(file: string): unknown {
  const drive = /^[a-z]:\//i.exec(file)?.[0] ?? '';
  const uri = (drive && `file:///${drive}`) + file.slice(drive.length).split('/').map(encodeURIComponent).join('/');
  return drive || file.startsWith('../') ? { uri } : { uri, uriBaseId: '%SRCROOT%' };
}

function fingerprint(finding: LocatedFinding, seen: Map<string, number>): string {
  const identity = JSON.stringify([finding.rule, finding.file, finding.words]);
  const before = seen.get(identity) ?? 0;
  seen.set(identity, before + 1);
  return createHash('sha256').update(`${identity} ${before}`).digest('hex').slice(0, 32);
}
