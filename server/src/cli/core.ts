import type { CancellationSignal } from '../base/cancel.ts';
import type { LineIndex } from '../base/line-index.ts';
import type { ExplainedTarget } from '../features/explain.ts';
import type { FixSummary, MadeFix } from '../features/fixes.ts';
import type { NetworkModel } from '../features/model.ts';
import type { Report } from '../features/report/report.ts';
import type { RuleTable } from '../features/rule-table.ts';
import type { ServiceNames } from '../generate/hosts/service-names.ts';
import type { SpaceChoice } from '../generate/subnet/address-space.ts';
import type { FlowAnswer, FlowGroup, FlowQuestion } from '../protocol.ts';
import type { Finding, RuleInfo } from '../rules/rule.ts';
import type { SourceText } from '../workspace/project.ts';
import type { Settings } from '../workspace/settings.ts';

/** One rule as the catalogue shows it. */
export type RuleText = Pick<RuleInfo, 'id' | 'severity' | 'summary' | 'rationale' | 'limits' | 'source'>;

/** What safe fixes make of the texts of files. */
export interface FixedTexts {
  readonly changes: readonly ChangedText[];
  /** What was done, in order. */
  readonly made: readonly MadeFix[];
}

export interface ChangedText {
  readonly uri: string;
  readonly before: string;
  readonly after: string;
}

/** One text as the core sees it; parts are computed when first asked. */
export interface CoreView {
  /** Made when first asked: most files of a folder are parsed, not recognised, and never shown. */
  lines(): LineIndex;
  /** Whether the text holds anything this tool reads. */
  readonly recognised: boolean;
  /** Whether the text is shown with the files that deploy it, which are looked at, too. */
  readonly isPart: boolean;
  /**
   * All findings in the order of the text, and after them those in the texts of files that it deploys and that are not
   * looked at themselves; nothing for a text that is not recognised.
   */
  findings(signal: CancellationSignal): readonly Finding[];
  /**
   * Those in the texts of files that it leads to, that are looked at themselves, and that are not known to be judged as this
   * one deploys them.
   */
  findingsInOthers(signal: CancellationSignal): readonly Finding[];
  /** The ways in which the text is deployed: equal texts for one way in the views of several files. */
  readonly deployments: readonly string[];
  /** Syntax errors in the order of the text, whether or not it is recognised. */
  syntaxErrors(): readonly Finding[];
  /** The fixes of a finding that can be made, the best first. */
  offeredFixes(finding: Finding): readonly FixSummary[];
  /** All safe fixes that change nothing but files that are looked at, and of these none for which `mayChange` says no. */
  fixAll(signal: CancellationSignal, mayChange: (uri: string) => boolean): FixedTexts;
  explain(): readonly ExplainedTarget[];
  /** What {@link explain} says, with all places, for pages to read. */
  reports(): readonly Report[];
  /** The rules of every security group in the text, on wish with those that Azure adds. */
  ruleTables(withBuiltIn: boolean): readonly RuleTable[];
  /** The security groups whose rules are in the text. */
  flowGroups(): readonly FlowGroup[];
  /** @param group key of one of them */
  explainFlow(group: string, question: FlowQuestion): FlowAnswer;
  /** What the file says about each service it defines, for their host names. */
  services(): readonly ServiceNames[];
  /** The network as the file's own parameters make it: an empty default is what it says. */
  model(): NetworkModel;
  /** The virtual networks that the text defines, with their room. */
  addressSpaces(): readonly SpaceChoice[];
}

/** The shared core as the command line sees it. `main.ts` fills it in; tests may bring their own. */
export interface Core {
  /**
   * Told of the files that will be looked at, by their absolute paths, and of parameter files that were named, by their URIs,
   * before the first of them is looked at.
   */
  begin?(paths: readonly string[], parameters: readonly string[]): Promise<void>;
  view(source: SourceText, settings: Settings): CoreView | Promise<CoreView>;
  /** A file was written: what is remembered of it and of those that use it no longer holds. */
  changed(uri: string): void;
  /** Lets go of everything remembered for a file. */
  forget(uri: string): void;
  /** One sentence for each rule that failed since this was asked last: a mistake in the core, which cost its findings. */
  takeMistakes(): readonly string[];
  readonly rules: readonly RuleText[];
  /** Language ids that the core has a parser for. */
  readonly languages: readonly string[];
  readonly profiles: readonly string[];
  /** Longest text that the core reads, in UTF-16 code units. */
  readonly maxTextLength: number;
}
