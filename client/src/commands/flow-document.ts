/**
 * The answer about a flow as a text of a scheme of our own, beside the editor: it can be read in full, searched and copied, and
 * each rule of the file in it is a link to its place.
 */
import * as vscode from 'vscode';
import type { FlowExplanation, FlowOutcome, FlowStep } from '../../../server/src/protocol.ts';

const scheme = 'apim-vnet-flow';

interface FlowText {
  readonly text: string;
  readonly links: readonly { readonly start: number; readonly end: number; readonly target: vscode.Uri }[];
}

const texts = new Map<string, FlowText>();
const changes = new vscode.EventEmitter<vscode.Uri>();

export async function showFlowAnswer(file: vscode.Uri, answer: FlowExplanation): Promise<void> {
  const name = nameOf(file);
  const uri = vscode.Uri.from({ scheme, path: `/Flow in ${name}`, query: file.toString() });
  texts.set(uri.toString(), describe(file, answer));
  changes.fire(uri);
  await vscode.window.showTextDocument(uri, { preview: true, viewColumn: vscode.ViewColumn.Beside });
}

export function registerFlowDocument(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changes.event,
      provideTextDocumentContent: uri =>
        texts.get(uri.toString())?.text ?? 'Run the command "APIM VNet: Explain a flow…" again.\n',
    }),
    vscode.languages.registerDocumentLinkProvider(
      { scheme },
      {
        provideDocumentLinks: document => {
          const known = texts.get(document.uri.toString());
          // The text on the screen may be one behind for a moment.
          if (known === undefined || known.text !== document.getText()) return [];
          return known.links.map(({ start, end, target }) => {
            const link = new vscode.DocumentLink(
              new vscode.Range(document.positionAt(start), document.positionAt(end)),
              target,
            );
            link.tooltip = 'Go to the rule';
            return link;
          });
        },
      },
    ),
    vscode.workspace.onDidCloseTextDocument(document => texts.delete(document.uri.toString())),
  );
}

const signs: Readonly<Record<FlowOutcome, string>> = {
  allowed: '✓',
  'partly-blocked': '~',
  blocked: '✗',
  unknown: '?',
  'not-required': '·',
};

function nameOf(uri: vscode.Uri): string {
  return uri.path.split('/').at(-1) ?? '';
}

function describe(file: vscode.Uri, { title, group, outcome, summary, notes, rules }: FlowExplanation): FlowText {
  const asked = rules.filter(step => step.part !== 'not-asked');
  const left = rules.length - asked.length;
  const width = Math.max(0, ...asked.map(({ name }) => name.length));
  const links: FlowText['links'][number][] = [];
  let text = `${title}\n${group} in ${nameOf(file)}\n\n${signs[outcome]} ${summary}\n`;
  for (const note of notes) text += `  ${note}\n`;
  text += '\nThe rules in the order in which they are asked:\n\n';
  for (const step of asked) {
    text += `  ${signOf(step)} ${String(step.priority ?? '?').padStart(5)}  ${step.name.padEnd(width)}  ${step.text}`;
    if (step.place === null) text += ', built in\n';
    else {
      const { uri, range } = step.place;
      const target = vscode.Uri.parse(uri);
      const other = target.toString() === file.toString() ? '' : `${nameOf(target)} `;
      const shown = `${other}line ${range.start.line + 1}`;
      const fragment = `L${range.start.line + 1},${range.start.character + 1}`;
      const start = text.length + 2;
      links.push({ start, end: start + shown.length, target: target.with({ fragment }) });
      text += `, ${shown}\n`;
    }
  }
  if (left > 0) text += `\n  ${left} more ${left === 1 ? 'rule is' : 'rules are'} not asked.\n`;
  return { text, links };
}

function signOf({ part, access }: FlowStep): string {
  if (part === 'may-decide') return signs.unknown;
  if (part === 'decides' || part === 'decides-part') return signs[access === 'Allow' ? 'allowed' : 'blocked'];
  return signs['not-required'];
}
