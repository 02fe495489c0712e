/** "APIM VNet: Explain a flow…": asks for a flow or a packet, and shows what a group does with it as a text with links. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type {
  Answers,
  Choice,
  FlowExplanation,
  FlowGroup,
  FlowOutcome,
  FlowQuestion,
  Question,
} from '../../../server/src/protocol.ts';
import { askFlow, askFlowGroups } from '../questions.ts';
import { showFlowAnswer } from './flow-document.ts';
import { askSteps, givenAnswers } from './multi-step.ts';
import { type CommandPlace, placeOf, sayNoAnswer } from './place.ts';

/**
 * @param given what a code lens names; else the cursor decides which group is suggested
 * @param answers what need not be asked, by the keys `group`, `flow`, `protocol`, `source`, `destination`, `destinationPort`, `sourcePort`
 */
export async function explainFlow(
  client: BaseLanguageClient,
  memory: vscode.Memento,
  given: unknown,
  answers: unknown,
): Promise<void> {
  const place = placeOf(given);
  if (place === undefined) return;
  const groups = await askFlowGroups(client, place.uri);
  if (groups === undefined) return sayNoAnswer();
  if (groups.length === 0) {
    void vscode.window.showInformationMessage('APIM VNet Lens: this file has no rules of a network security group.');
    return;
  }
  const chosen = await askSteps({
    title: 'APIM VNet: Explain a flow',
    given: { ...(groups.length === 1 && { group: groups[0]!.key }), ...givenAnswers(answers) },
    inputs: {
      createQuickPick: () => vscode.window.createQuickPick(),
      createInputBox: () => vscode.window.createInputBox(),
      backButton: vscode.QuickInputButtons.Back,
    },
    next: async known => nextStep(known, groups, groupAt(client, groups, place)),
    check: (question, value, known) => checkAnswer(client, place.uri, question.key, value, known),
    earlier: question => (question.remembered ? memory.get(memoryKey(question)) : undefined),
  });
  if (chosen === undefined) return;
  const group = textOf(chosen, 'group');
  const answer = await askFlow(client, place.uri, { group, question: questionOf(chosen) });
  if (answer === undefined) return sayNoAnswer();
  if (!answer.ok) {
    void vscode.window.showErrorMessage(`APIM VNet Lens: ${answer.problem}`);
    return;
  }
  for (const key of rememberedKeys) if (chosen[key] !== undefined) await memory.update(`flow.${key}`, chosen[key]);
  await showFlowAnswer(place.uri, answer satisfies FlowExplanation);
}

/** What stands for "a packet of your own" among the ids of flows. */
const own = { inbound: '#Inbound', outbound: '#Outbound' };

const rememberedKeys = ['protocol', 'destinationPort'];

function memoryKey({ key }: Question): string {
  return `flow.${key}`;
}

function nextStep(
  known: Answers,
  groups: readonly FlowGroup[],
  suggested: FlowGroup | undefined,
): { readonly question: Question | null; readonly total: number } {
  const flow = known['flow'];
  const isOwn = flow === own.inbound || flow === own.outbound;
  const group = groups.find(({ key }) => key === known['group']);
  const questions = [
    groupQuestion(groups, suggested),
    flowQuestion(group),
    ...(isOwn ? packetQuestions(flow === own.inbound) : []),
  ];
  return { question: questions.find(({ key }) => known[key] === undefined) ?? null, total: questions.length };
}

const base = { many: false, remembered: false } as const;

function groupQuestion(groups: readonly FlowGroup[], suggested: FlowGroup | undefined): Question {
  return {
    ...base,
    kind: 'choice',
    key: 'group',
    prompt: 'The network security group to ask',
    choices: groups.map(({ key, title }) => ({ id: key, label: title })),
    ...(suggested && { suggested: suggested.key }),
  };
}

const icons: Readonly<Record<FlowOutcome, string>> = {
  allowed: '$(pass)',
  'partly-blocked': '$(warning)',
  blocked: '$(error)',
  unknown: '$(question)',
  'not-required': '$(circle-slash)',
};

function flowQuestion(group: FlowGroup | undefined): Question {
  const presets = (group?.flows ?? []).map(
    ({ id, title, outcome, words, purpose }): Choice => ({
      id,
      label: `${icons[outcome]} ${title}`,
      description: words,
      detail: purpose,
    }),
  );
  return {
    ...base,
    kind: 'choice',
    key: 'flow',
    prompt: 'A flow that API Management needs, or a packet of your own',
    choices: [
      { id: own.inbound, label: '$(edit) A packet of your own, inbound', description: 'to the subnet' },
      { id: own.outbound, label: '$(edit) A packet of your own, outbound', description: 'from the subnet' },
      ...presets,
    ],
  };
}

function packetQuestions(isInbound: boolean): readonly Question[] {
  const address = 'An address (10.0.0.4), a prefix (10.0.0.0/24), a service tag (Storage), subnet, or *';
  const text = (key: string, prompt: string, placeholder: string, fallback: string, remembered = false): Question => ({
    kind: 'text',
    key,
    prompt,
    placeholder,
    fallback,
    remembered,
  });
  return [
    {
      ...base,
      kind: 'choice',
      key: 'protocol',
      prompt: 'The transport',
      remembered: true,
      choices: [
        { id: 'Tcp', label: 'TCP' },
        { id: 'Udp', label: 'UDP' },
        { id: '*', label: 'Either' },
      ],
    },
    text('source', 'Where it comes from', address, isInbound ? '*' : 'subnet'),
    text('destination', 'Where it goes to', address, isInbound ? 'subnet' : '*'),
    text('destinationPort', 'Its destination port', '443, 6381-6383, several with commas between, or *', '443', true),
    text('sourcePort', 'Its source port; * for any, as clients choose theirs at random', '*', '*'),
  ];
}

function questionOf(answers: Answers): FlowQuestion {
  const flow = textOf(answers, 'flow');
  if (flow !== own.inbound && flow !== own.outbound) return { flow };
  return {
    direction: flow === own.inbound ? 'Inbound' : 'Outbound',
    protocol: textOf(answers, 'protocol'),
    source: textOf(answers, 'source'),
    sourcePort: textOf(answers, 'sourcePort'),
    destination: textOf(answers, 'destination'),
    destinationPort: textOf(answers, 'destinationPort'),
  };
}

/** Asks the server about the packet with one part filled in; what it says of other parts is for their own steps. */
async function checkAnswer(
  client: BaseLanguageClient,
  uri: vscode.Uri,
  key: string,
  value: string,
  known: Answers,
): Promise<string | null> {
  const harmless = { protocol: '*', source: '*', sourcePort: '*', destination: '*', destinationPort: '*' };
  const question = questionOf({ ...harmless, flow: textOf(known, 'flow'), [key]: value });
  const answer = await askFlow(client, uri, { group: textOf(known, 'group'), question });
  if (answer === undefined) return 'The language server did not answer.';
  return answer.ok || answer.field !== key ? null : answer.problem;
}

function groupAt(
  client: BaseLanguageClient,
  groups: readonly FlowGroup[],
  { uri, position }: CommandPlace,
): FlowGroup | undefined {
  if (position === undefined) return undefined;
  const own = client.code2ProtocolConverter.asUri(uri);
  return groups.find(({ area }) => {
    const { start, end } = area.range;
    const range = new vscode.Range(start.line, start.character, end.line, end.character);
    return area.uri === own && range.contains(position);
  });
}

function textOf(answers: Answers, key: string): string {
  const value = answers[key];
  return typeof value === 'string' ? value : '';
}
