import type { CancellationSignal } from '../base/cancel.ts';
import type { LineIndex } from '../base/line-index.ts';
import type { Finding } from '../rules/rule.ts';
import type { SourceText } from './project.ts';
import type { Settings } from './settings.ts';

/** Everything known about one version of one text under one set of settings. Immutable; parts are computed when first asked. */
export interface FileView {
  readonly source: SourceText;
  readonly settings: Settings;
  readonly lines: LineIndex;
  /** Whether the text holds anything this tool reads (an NSG, a rule list, a deployment template …). */
  readonly recognised: boolean;
  /**
   * All findings, syntax errors included, in the order of the text; severities of the settings applied, switched-off
   * rules left out.
   * @throws Cancelled when the signal is raised on the way
   */
  findings(signal: CancellationSignal): readonly Finding[];
}
