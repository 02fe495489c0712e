import { neverCancelled } from '../../server/src/base/cancel.ts';
import type { LinePosition } from '../../server/src/base/line-index.ts';
import type { Finding } from '../../server/src/rules/rule.ts';
import { Project } from '../../server/src/workspace/project.ts';
import { defaultSettings, type Settings, type TargetSetting } from '../../server/src/workspace/settings.ts';
import type { FileView } from '../../server/src/workspace/view.ts';

/** The view of a text under settings; a rule that throws fails the test. */
export function viewOfText(text: string, settings: Partial<Settings> = {}, name = 'network.json'): FileView {
  const project = new Project({
    log: (_, error) => {
      throw error;
    },
  });
  const languageId = name.endsWith('.bicep') ? 'bicep' : name.endsWith('.jsonc') ? 'jsonc' : 'json';
  const source = { uri: `file:///workspace/${name}`, version: 1, languageId, text };
  return project.view(source, { ...defaultSettings, ...settings });
}

/** As {@link viewOfText}, with every group of the text said to be API Management's. */
export function viewOfTarget(text: string, target: Omit<TargetSetting, 'files'>): FileView {
  return viewOfText(text, { targets: [{ files: '**', ...target }] });
}

export function findingsIn(view: FileView): readonly Finding[] {
  return view.findings(neverCancelled);
}

/** `severity rule-id "the words it points at"`, one for each finding, in the order of the text. */
export function shortFindings(view: FileView): readonly string[] {
  return findingsIn(view).map(
    ({ severity, rule, at }) => `${severity} ${rule} "${view.source.text.slice(at.start, at.end)}"`,
  );
}

/** Takes the cursor `$0` out of a text. */
export function withCursor(marked: string): { readonly text: string; readonly at: LinePosition } {
  const offset = marked.indexOf('$0');
  if (offset < 0 || marked.indexOf('$0', offset + 1) >= 0) throw new Error('expected one cursor $0');
  const before = marked.slice(0, offset);
  const line = before.split('\n').length - 1;
  return {
    text: before + marked.slice(offset + 2),
    at: { line, character: offset - (before.lastIndexOf('\n') + 1) },
  };
}
