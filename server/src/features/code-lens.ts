import type { CodeLens, Command } from 'vscode-languageserver-types';
import type { Target } from '../analysis/target.ts';
import { explainFlowCommand, type LensPlace, openReportCommand } from '../protocol.ts';
import { counted } from '../rules/wording.ts';
import type { FileView } from '../workspace/view.ts';
import { verdictOutcome } from './verdict-words.ts';

export interface CodeLensOptions {
  /** Whether the client has our commands; without them the lenses only tell. */
  readonly commands: boolean;
}

/** How each target of a file stands, above its security group, or where it has none here, above what points to it. */
export function codeLenses(view: FileView, options: CodeLensOptions): CodeLens[] {
  if (!view.settings.enable || !view.settings.codeLens || !view.recognised) return [];
  return view.targets.flatMap(target => {
    const { span } = target.group?.definedElsewhere === false ? target.group : { span: target.at };
    if (span.file !== view.source.uri) return [];
    const start = view.lines.position(span.start);
    const range = { start, end: start };
    const place: LensPlace = { uri: view.source.uri, position: start };
    const lens = (title: string, command: string): CodeLens => {
      const named: Command = options.commands ? { title, command, arguments: [place] } : { title, command: '' };
      return { range, command: named };
    };
    const told = lens(lensTitle(view, target), openReportCommand);
    if (!options.commands) return [told];
    return [told, lens('Open report', openReportCommand), lens('Explain a flow', explainFlowCommand)];
  });
}

function lensTitle(view: FileView, target: Target): string {
  const required = view.verdicts(target).filter(({ flow, verdict }) => {
    return flow.requirement !== 'optional-feature' && verdict !== 'not-required';
  });
  const of = (outcome: string) => required.filter(({ verdict }) => verdictOutcome[verdict] === outcome).length;
  const [blocked, partly, unknown] = [of('blocked'), of('partly-blocked'), of('unknown')];
  const flows = (count: number) => counted(count, 'required flow');
  if (required.length > 0 && unknown === required.length) return 'APIM: its rules are not known here';
  if (blocked > 0) return `APIM: ${flows(blocked)} blocked${partly > 0 ? `, ${partly} partly` : ''}`;
  if (partly > 0) return `APIM: ${flows(partly)} partly blocked`;
  return unknown > 0
    ? `APIM: no required flow blocked, ${unknown} not known`
    : `APIM: all ${flows(required.length)} let through`;
}
