/** The commands that ask questions and write a text. Which questions, and what text, is the server's affair. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type Answers,
  type CheckAnswerParams,
  type ChoiceQuestion,
  checkAnswerRequest,
  type Generated,
  type GenerateParams,
  type GeneratorParams,
  type GeneratorStep,
  generateRequest,
  generatorStepRequest,
  type Question,
} from '../../../server/src/protocol.ts';
import { withProgress } from '../progress.ts';
import { askSteps, givenAnswers, type QuestionShown } from './multi-step.ts';
import { registerPreviews, showPreview } from './preview.ts';

/** The generators of the server with the titles of their commands, which package.json has too. */
const generators: readonly { readonly id: string; readonly command: string; readonly title: string }[] = [
  { id: 'hosts', command: 'apimVnet.generateHosts', title: 'Generate hosts entries' },
  { id: 'dns', command: 'apimVnet.generateDns', title: 'Generate DNS records' },
  { id: 'subnet', command: 'apimVnet.planSubnet', title: 'Plan a subnet' },
  { id: 'nsg', command: 'apimVnet.generateNsg', title: 'Generate a network security group' },
  { id: 'routes', command: 'apimVnet.generateRoutes', title: 'Generate a route table' },
];

/** Where a text goes is asked last, whatever the generator. */
const destinationKey = 'destination';
type Destination = 'editor' | 'clipboard' | 'insert';

export function registerGenerators(
  client: BaseLanguageClient,
  memory: vscode.Memento,
  output: vscode.LogOutputChannel,
  onShown: (shown: QuestionShown | undefined) => void,
): vscode.Disposable {
  return vscode.Disposable.from(
    registerPreviews(),
    ...generators.map(({ id, command, title }) =>
      vscode.commands.registerCommand(command, async (given: unknown) => {
        try {
          await runGenerator({ client, memory, onShown }, id, title, givenAnswers(given));
        } catch (error) {
          output.error(`${title}: the language server did not answer.`, error);
          void vscode.window.showErrorMessage(`APIM VNet Lens: ${title}: the language server did not answer.`);
        }
      }),
    ),
  );
}

interface Host {
  readonly client: BaseLanguageClient;
  readonly memory: vscode.Memento;
  readonly onShown: (shown: QuestionShown | undefined) => void;
}

/**
 * Asks, then writes. Leaving at any step writes nothing.
 *
 * @param given answers that need not be asked for, such as those of a key binding
 */
async function runGenerator(
  { client, memory, onShown }: Host,
  generator: string,
  title: string,
  given: Answers,
): Promise<void> {
  // What is open when the command starts is meant, also when the user looks at something else meanwhile.
  const editor = vscode.window.activeTextEditor;
  const paramsFor = ({ [destinationKey]: _, ...answers }: Answers): GeneratorParams => ({
    generator,
    answers,
    ...(editor && { textDocument: { uri: client.code2ProtocolConverter.asUri(editor.document.uri) } }),
  });
  const memoryKey = ({ key, memory: name }: Question) => `generator.${name ?? `${generator}.${key}`}`;
  const destinations = destinationQuestion(editor);
  const asked: Question[] = [];
  const answers = await askSteps({
    title: `APIM VNet: ${title}`,
    given,
    inputs: {
      createQuickPick: () => vscode.window.createQuickPick(),
      createInputBox: () => vscode.window.createInputBox(),
      backButton: vscode.QuickInputButtons.Back,
    },
    async next(known) {
      const step = await client.sendRequest<GeneratorStep | null>(generatorStepRequest, paramsFor(known));
      if (step === null) throw new Error('no question came');
      const question = step.question ?? (known[destinationKey] === undefined ? destinations : null);
      if (question !== null) asked.push(question);
      return { question, total: step.total + 1 };
    },
    check(question, value, known) {
      const params: CheckAnswerParams = { ...paramsFor(known), key: question.key, value };
      return client.sendRequest<string | null>(checkAnswerRequest, params);
    },
    earlier: question => (question.remembered ? memory.get(memoryKey(question)) : undefined),
    onShown,
  });
  if (answers === undefined) return;
  for (const question of asked) {
    if (question.remembered) await memory.update(memoryKey(question), answers[question.key]);
  }
  const destination = answers[destinationKey] as Destination;
  const params: GenerateParams = {
    ...paramsFor(answers),
    ...(destination === 'insert' && editor && { currentText: editor.document.getText() }),
  };
  const generated = await withProgress(client.sendRequest<Generated>(generateRequest, params));
  if (!generated.ok) {
    void vscode.window.showErrorMessage(`APIM VNet Lens: ${generated.problems.join(' ')}`);
    return;
  }
  await deliver(generated, destination, editor);
  if (generated.notes.length > 0)
    void vscode.window.showInformationMessage(`APIM VNet Lens: ${generated.notes.join(' ')}`);
}

function destinationQuestion(editor: vscode.TextEditor | undefined): ChoiceQuestion {
  return {
    kind: 'choice',
    key: destinationKey,
    prompt: 'Where to put it',
    many: false,
    remembered: true,
    fallback: 'editor',
    choices: [
      { id: 'editor', label: 'New editor' },
      { id: 'clipboard', label: 'Clipboard' },
      ...(editor
        ? [
            {
              id: 'insert',
              label: 'Insert at the cursor',
              description: vscode.workspace.asRelativePath(editor.document.uri),
            },
          ]
        : []),
    ],
  };
}

async function deliver(
  generated: Generated & { readonly ok: true },
  destination: Destination,
  editor: vscode.TextEditor | undefined,
): Promise<void> {
  const { text, language, replacesDocument, preview } = generated;
  if (destination === 'clipboard') {
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage('APIM VNet Lens: copied to the clipboard', 5000);
  } else if (destination === 'insert' && editor !== undefined) {
    await insert(editor.document, editor.selection, text, replacesDocument === true);
  } else if (preview !== undefined) {
    await showPreview(preview);
  } else {
    const document = await vscode.workspace.openTextDocument({ language, content: text });
    await vscode.window.showTextDocument(document, { preview: false });
  }
}

/** By an edit of the workspace, not of the editor: the tab may have been closed since the command started. */
async function insert(
  document: vscode.TextDocument,
  selection: vscode.Selection,
  text: string,
  replacesDocument: boolean,
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  if (replacesDocument) {
    const all = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
    edit.replace(document.uri, all, text);
  } else edit.replace(document.uri, selection, indented(text, document.lineAt(selection.start.line).text));
  if (await vscode.workspace.applyEdit(edit)) await vscode.window.showTextDocument(document);
  else void vscode.window.showErrorMessage('APIM VNet Lens: the document could not be changed.');
}

/** The text with the blanks that the line starts with before each further line of its own. */
function indented(text: string, line: string): string {
  const blanks = /^[ \t]*/.exec(line)?.[0] ?? '';
  return text.replace(/\n(?=[^\n])/g, `\n${blanks}`);
}
