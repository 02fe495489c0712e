import { LineIndex } from '../../../server/src/base/line-index.ts';
import type { Core, CoreView, FixedTexts } from '../../../server/src/cli/core.ts';
import type { ExplainedTarget } from '../../../server/src/features/explain.ts';
import type { NetworkModel } from '../../../server/src/features/model.ts';
import type { FlowExplanation, FlowGroup } from '../../../server/src/protocol.ts';
import type { Finding, Severity } from '../../../server/src/rules/rule.ts';
import type { SourceText } from '../../../server/src/workspace/project.ts';
import type { Settings } from '../../../server/src/workspace/settings.ts';

export const emptyModel: NetworkModel = {
  version: 1,
  networkSecurityGroups: [],
  routeTables: [],
  virtualNetworks: [],
  subnets: [],
  apiManagementServices: [],
  workspaceGateways: [],
  publicIpAddresses: [],
  privateDnsZones: [],
};

const words: Readonly<Record<string, { rule: string; severity: Severity }>> = {
  ERROR: { rule: 'test-error', severity: 'error' },
  WARNING: { rule: 'test-warning', severity: 'warning' },
  INFORMATION: { rule: 'test-information', severity: 'information' },
  HINT: { rule: 'test-hint', severity: 'hint' },
  SYNTAX: { rule: 'syntax-error', severity: 'error' },
};

/** A core in which the words of a text are the findings, so that tests of the command line show what they expect. */
export class FakeCore implements Core {
  readonly seen: { source: SourceText; settings: Settings }[] = [];
  readonly forgotten: string[] = [];
  readonly rules = (['error', 'warning', 'information', 'hint'] as const).map(severity => ({
    id: `test-${severity}`,
    severity,
    summary: `Holds the word ${severity.toUpperCase()}.`,
    rationale: 'The word stops a deployment.',
    limits: 'Exact.',
    source: 'a page (06/2025)',
  }));
  readonly languages = ['json', 'jsonc', 'bicep-params'];
  readonly profiles: readonly string[] = ['stv2-current', 'vnet-2020-07'];
  readonly maxTextLength = 5_000_000;
  readonly targets: readonly ExplainedTarget[];

  constructor(targets: readonly ExplainedTarget[] = []) {
    this.targets = targets;
  }

  view(source: SourceText, settings: Settings): CoreView {
    this.seen.push({ source, settings });
    const { text, uri } = source;
    if (text.includes('THROW')) throw new Error('the core fell over');
    const recognised = text.includes('securityRules');
    const findings = findingsOf(text, uri);
    return {
      lines: () => new LineIndex(text),
      recognised,
      isPart: false,
      findings: () => (recognised ? findings : []),
      findingsInOthers: () => [],
      deployments: [uri],
      syntaxErrors: () => findings.filter(finding => finding.rule === 'syntax-error'),
      reports: () => [],
      ruleTables: () => (recognised ? [{ name: 'nsg-apim', file: uri, line: 0, incomplete: null, rules: [] }] : []),
      flowGroups: () => (recognised ? [groupIn(uri)] : []),
      explainFlow: () => ({ ok: true, ...allowed }),
      services: () => [],
      model: () => emptyModel,
      addressSpaces: () => [],
      offeredFixes: finding => finding.fixes(),
      fixAll: (_, mayChange) => fixed(uri, text, mayChange),
      explain: () => (recognised ? this.targets.map(target => inFile(target, uri)) : []),
    };
  }

  takeMistakes(): readonly string[] {
    return this.seen.at(-1)?.source.text.includes('BROKEN') ? ['rule test-error failed'] : [];
  }

  changed(): void {}

  forget(uri: string): void {
    this.forgotten.push(uri);
  }
}

/** Takes the word ERROR out of a text that is fixable, and empties the file that BESIDE names, if it may. */
function fixed(uri: string, text: string, mayChange: (uri: string) => boolean): FixedTexts {
  if (!text.includes('FIXABLE') || !text.includes('ERROR')) return { changes: [], made: [] };
  const made = [{ rule: 'test-error', message: "'ERROR' is here.", title: 'Remove the word' }];
  const own = { uri, before: text, after: text.replace('ERROR', '') };
  const name = /BESIDE:([\w.]+)/.exec(text)?.[1];
  const other = name === undefined ? undefined : new URL(name, uri).href;
  if (other === undefined || !mayChange(other)) return { changes: [own], made };
  const others = [{ uri: other, before: '{}', after: '[]' }];
  return { changes: [own, ...others], made: [...made, { ...made[0]!, title: `Empty ${name}` }] };
}

const start = { line: 0, character: 0 };

function groupIn(uri: string): FlowGroup {
  const place = { uri, range: { start, end: start } };
  return { key: 'nsg', name: 'nsg-apim', title: "'nsg-apim'", place, area: place, flows: [] };
}

const allowed: FlowExplanation = {
  title: 'TCP 443',
  group: "'nsg-apim'",
  verdict: 'allowed',
  outcome: 'allowed',
  summary: 'TCP 443 is allowed.',
  notes: [],
  rules: [],
};

function inFile(target: ExplainedTarget, file: string): ExplainedTarget {
  return { ...target, networkSecurityGroup: target.networkSecurityGroup && { ...target.networkSecurityGroup, file } };
}

function findingsOf(text: string, file: string): Finding[] {
  return [...text.matchAll(/ERROR|WARNING|INFORMATION|HINT|SYNTAX/g)].map(match => {
    const at = { file, start: match.index, end: match.index + match[0].length };
    const here = [...text.matchAll(/RELATED/g)].map(other => ({
      at: { file, start: other.index, end: other.index + other[0].length },
      message: 'decides first',
    }));
    // `ELSEWHERE:other.json:15-20` is a place in a file beside this one.
    const elsewhere = [...text.matchAll(/ELSEWHERE:([\w.]+):(\d+)-(\d+)/g)].map(([, name = '', start, end]) => ({
      at: { file: new URL(name, file).href, start: Number(start), end: Number(end) },
      message: 'is written here',
    }));
    const related = [...here, ...elsewhere];
    const fixes = text.includes('FIXABLE')
      ? [
          { title: 'Remove the word', safety: 'safe' as const, edits: [] },
          { title: 'Say it otherwise', safety: 'review' as const, edits: [] },
        ]
      : [];
    return {
      ...words[match[0]]!,
      at,
      message: `'${match[0]}' is here.`,
      related,
      fixes: () => fixes,
      unnecessary: false,
      uses: [],
    };
  });
}
