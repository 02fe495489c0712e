import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver-types';
import type { CancellationSignal } from '../base/cancel.ts';
import type { Span } from '../base/span.ts';
import type { Finding, Severity } from '../rules/rule.ts';
import type { FileView } from '../workspace/view.ts';

export interface DiagnosticsOptions {
  /** URI of the folder with the rule pages, ending in `/`; without it diagnostics carry no link. */
  readonly rulePages?: string | undefined;
  /** Whether the client shows related places; default true. */
  readonly related?: boolean;
  readonly signal: CancellationSignal;
}

const severityNumbers: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The findings of a file as LSP shows them. @throws Cancelled */
export function diagnostics(view: FileView, options: DiagnosticsOptions): Diagnostic[] {
  const { signal } = options;
  return [...view.findings(signal), ...view.findingsOfUses(signal)].map(finding => diagnostic(view, finding, options));
}

function diagnostic(view: FileView, finding: Finding, options: DiagnosticsOptions): Diagnostic {
  const result: Diagnostic = {
    range: rangeOf(view, finding.at),
    severity: severityNumbers[finding.severity],
    source: 'apim-vnet',
    code: finding.rule,
    message: finding.message,
    data: { rule: finding.rule, start: finding.at.start, end: finding.at.end },
  };
  if (options.rulePages !== undefined) result.codeDescription = { href: `${options.rulePages}${finding.rule}.md` };
  if (finding.unnecessary) result.tags = [DiagnosticTag.Unnecessary];
  if (options.related !== false && finding.related.length > 0) {
    result.relatedInformation = finding.related.flatMap(({ at, message }) => {
      const lines = view.linesOf(at.file);
      if (lines === undefined) return [];
      const range = { start: lines.position(at.start), end: lines.position(at.end) };
      return [{ location: { uri: at.file, range }, message }];
    });
  }
  return result;
}

/** The range of a place in the text of the view. */
export function rangeOf(view: FileView, span: Span) {
  return { start: view.lines.position(span.start), end: view.lines.position(span.end) };
}
