import type { CodeLens, Command } from 'vscode-languageserver-types';
import { controlPlaneRoutes } from '../analysis/route-verdicts.ts';
import { subnetSize } from '../analysis/subnet-size.ts';
import type { Target } from '../analysis/target.ts';
import { baseName } from '../base/uri.ts';
import { chooseParametersCommand, explainFlowCommand, type LensPlace, openReportCommand } from '../protocol.ts';
import { counted } from '../rules/wording.ts';
import type { FileView } from '../workspace/view.ts';
import { verdictOutcome } from './verdict-words.ts';

export interface CodeLensOptions {
  /** Whether the client has our commands; without them the lenses only tell. */
  readonly commands: boolean;
}

/** How each target of a file stands, above its security group, or where it has none here, above what it was recognised by. */
export function codeLenses(view: FileView, options: CodeLensOptions): CodeLens[] {
  if (!view.settings.enable || !view.settings.codeLens || !view.recognised) return [];
  const titles = new Map<number, Set<string>>();
  for (const target of view.targets) {
    const { group, recognised, at } = target;
    const parts = [group?.definedElsewhere === true ? undefined : group, recognised];
    const spans = [...parts.flatMap(part => part?.span ?? []), at];
    const here = spans.map(span => view.shown(span)).find(({ file }) => file === view.source.uri);
    if (here !== undefined) titles.set(here.start, (titles.get(here.start) ?? new Set()).add(lensTitle(view, target)));
  }
  const targets = [...titles].flatMap(([offset, told]) => lensesAt(view, offset, [...told], options));
  return [...parameterLens(view, options), ...targets];
}

/** At the top of a template: which parameter files are in effect. */
function parameterLens(view: FileView, options: CodeLensOptions): CodeLens[] {
  const names = view.evaluations
    .filter(({ root }) => root === view.file)
    .flatMap(({ parameters }) => (parameters === undefined ? [] : [baseName(parameters.uri)]));
  if (names.length === 0) return [];
  const start = { line: 0, character: 0 };
  const shown = names.slice(0, 3).join(', ') + (names.length > 3 ? ` and ${names.length - 3} more` : '');
  const title = `Parameters: ${shown}`;
  const command = options.commands ? { title, command: chooseParametersCommand } : { title, command: '' };
  return [{ range: { start, end: start }, command }];
}

/** A text that is deployed in several ways has a title for each that differs; the links are the same. */
function lensesAt(view: FileView, offset: number, titles: readonly string[], options: CodeLensOptions): CodeLens[] {
  const start = view.lines.position(offset);
  const place: LensPlace = { uri: view.source.uri, position: start };
  const lens = (title: string, command: string): CodeLens => {
    const named: Command = options.commands ? { title, command, arguments: [place] } : { title, command: '' };
    return { range: { start, end: start }, command: named };
  };
  const told = titles.map(title => lens(title, openReportCommand));
  if (!options.commands) return told;
  return [...told, lens('Open report', openReportCommand), lens('Explain a flow', explainFlowCommand)];
}

function lensTitle(view: FileView, target: Target): string {
  const routes = controlPlaneRoutes(target, view.networkOf(target))?.verdict;
  const flows = flowsTitle(view, target);
  if (routes === 'cut-off' && target.routeTable !== undefined) {
    const cut = 'its routes cut off the control plane';
    return target.group === undefined ? `APIM: ${cut}` : `${flows}, and ${cut}`;
  }
  if (target.group !== undefined || target.recognised === undefined) return flows;
  if (routes === 'ok' && target.routeTable !== undefined) return 'APIM: the control plane is answered past its routes';
  const size = subnetSize(target, view.targets);
  if (size?.fits === false) return 'APIM: the subnet is too small';
  return size?.complete === true ? `APIM: room for ${counted(size.largestUnits, 'unit')}` : flows;
}

function flowsTitle(view: FileView, target: Target): string {
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
