import { LineIndex } from '../../../server/src/base/line-index.ts';
import type { Core } from '../../../server/src/cli/core.ts';
import type { ExplainedTarget } from '../../../server/src/features/explain.ts';
import type { Finding, Severity } from '../../../server/src/rules/rule.ts';
import type { SourceText } from '../../../server/src/workspace/project.ts';
import type { Settings } from '../../../server/src/workspace/settings.ts';

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
  readonly rules = [
    {
      id: 'test-error',
      severity: 'error' as const,
      summary: 'Holds the word ERROR.',
      rationale: 'The word stops a deployment.',
      reference: 'https://example.org/errors',
    },
    { id: 'test-warning', severity: 'warning' as const, summary: 'Holds the word WARNING.', rationale: 'May hurt.' },
    {
      id: 'test-information',
      severity: 'information' as const,
      summary: 'Holds INFORMATION.',
      rationale: 'Good to know.',
    },
    { id: 'test-hint', severity: 'hint' as const, summary: 'Holds HINT.', rationale: 'Taste.' },
    { id: 'syntax-error', severity: 'error' as const, summary: 'Does not parse.', rationale: 'Azure refuses it.' },
  ];
  readonly syntaxErrorRules = ['syntax-error'];
  readonly languages = ['json', 'jsonc'];
  readonly profiles = ['stv2-current', 'vnet-2020-07'];
  readonly targets: readonly ExplainedTarget[];

  constructor(targets: readonly ExplainedTarget[] = []) {
    this.targets = targets;
  }

  view(source: SourceText, settings: Settings) {
    this.seen.push({ source, settings });
    const { text, uri } = source;
    if (text.includes('THROW')) throw new Error('the core fell over');
    return {
      source,
      settings,
      lines: new LineIndex(text),
      recognised: text.includes('securityRules'),
      findings: () => findingsOf(text, uri),
    };
  }

  forget(uri: string): void {
    this.forgotten.push(uri);
  }

  explain(view: { recognised: boolean; source: SourceText }): readonly ExplainedTarget[] {
    if (!view.recognised) return [];
    const file = view.source.uri;
    return this.targets.map(target => ({
      ...target,
      networkSecurityGroup: target.networkSecurityGroup && { ...target.networkSecurityGroup, file },
    }));
  }
}

function findingsOf(text: string, file: string): Finding[] {
  return [...text.matchAll(/ERROR|WARNING|INFORMATION|HINT|SYNTAX/g)].map(match => {
    const at = { file, start: match.index, end: match.index + match[0].length };
    const related = [...text.matchAll(/RELATED/g)].map(other => ({
      at: { file, start: other.index, end: other.index + other[0].length },
      message: 'decides first',
    }));
    const fixes = text.includes('FIXABLE')
      ? [
          { title: 'Remove the word', safety: 'safe' as const },
          { title: 'Say it otherwise', safety: 'review' as const },
        ]
      : [];
    return { ...words[match[0]]!, at, message: `'${match[0]}' is here.`, related, fixes, unnecessary: false };
  });
}
