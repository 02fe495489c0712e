import type { ExplainedTarget } from '../features/explain.ts';
import type { Severity } from '../rules/rule.ts';
import type { SourceText } from '../workspace/project.ts';
import type { Settings } from '../workspace/settings.ts';
import type { FileView } from '../workspace/view.ts';

/** One rule as the catalogue shows it. */
export interface RuleText {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly rationale: string;
  /** Address of the page with the facts behind the rule; absent or null where there is none. */
  readonly reference?: string | null | undefined;
}

/** The shared core as the command line sees it. `main.ts` fills it in; tests may bring their own. */
export interface Core {
  view(source: SourceText, settings: Settings): FileView;
  /** Lets go of everything remembered for a file. */
  forget(uri: string): void;
  explain(view: FileView): readonly ExplainedTarget[];
  readonly rules: readonly RuleText[];
  /** Ids of the rules whose findings are syntax errors. */
  readonly syntaxErrorRules: readonly string[];
  /** Language ids that the core has a parser for. */
  readonly languages: readonly string[];
  readonly profiles: readonly string[];
}
