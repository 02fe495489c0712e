import type { FlowOutcome, FlowStep, PlaceInFile } from '../../protocol.ts';
import type { LocatedAnswer } from '../commands/packet.ts';
import { columnsOf, padded, printable, wrapped } from '../display.ts';
import type { Ink, Signs, Style } from '../style.ts';

const outcomes: Readonly<Record<FlowOutcome, { sign: keyof Signs; ink: Ink }>> = {
  allowed: { sign: 'yes', ink: 'good' },
  'partly-blocked': { sign: 'partly', ink: 'warning' },
  blocked: { sign: 'no', ink: 'error' },
  unknown: { sign: 'unknown', ink: 'warning' },
  'not-required': { sign: 'aside', ink: 'faint' },
};

/** Past this, the name of a rule is broken. */
const widestName = 32;

/** What a step says needs at least so many columns. */
const narrowestText = 20;

/** Each answer as a page: the verdict, and the rules in the order they are asked, up to the last that had a part in it. */
export function packetText(answers: readonly LocatedAnswer[], style: Style): string {
  return answers.map(answer => `${page(answer, style).join('\n')}\n`).join('\n');
}

function page({ file, explanation }: LocatedAnswer, style: Style): string[] {
  const { sign, ink } = outcomes[explanation.outcome];
  const asked = explanation.rules.filter(step => step.part !== 'not-asked');
  const left = explanation.rules.length - asked.length;
  const nameColumns = Math.max(0, ...asked.map(step => Math.min(widestName, columnsOf(printable(step.name)))));
  return [
    style.paint('strong', printable(`${explanation.group} in ${file}`)),
    ...hanging(`${style.paint(ink, style.signs[sign])} `, 2, explanation.summary, style.width),
    ...explanation.notes.flatMap(text => hanging('  ', 2, text, style.width)),
    '',
    ...asked.flatMap(step => stepLines(step, file, nameColumns, style)),
    ...(left === 0
      ? []
      : [style.paint('faint', `         ${left} more ${left === 1 ? 'rule is' : 'rules are'} not asked.`)]),
  ];
}

function stepLines(step: FlowStep, file: string, nameColumns: number, { paint, signs, width }: Style): string[] {
  const { sign, ink } = signOf(step);
  const where = step.place === null ? 'built in' : placeText(step.place, file);
  const name = wrapped(printable(step.name), nameColumns);
  const text = wrapped(printable(`${step.text} (${where})`), Math.max(narrowestText, width - nameColumns - 12));
  return Array.from({ length: Math.max(name.length, text.length) }, (_, line) => {
    const head =
      line === 0 ? `  ${paint(ink, signs[sign])} ${String(step.priority ?? '?').padStart(5)}` : ' '.repeat(9);
    return `${head}  ${padded(name[line] ?? '', nameColumns)}  ${text[line] ?? ''}`.trimEnd();
  });
}

/** Other files are named: a module, or one with parameters. */
function placeText({ uri, range }: PlaceInFile, file: string): string {
  const line = range.start.line + 1;
  return uri === file ? `line ${line}` : `${uri}:${line}`;
}

function signOf({ part, access }: FlowStep): { sign: keyof Signs; ink: Ink } {
  if (part === 'may-decide') return outcomes.unknown;
  if (part === 'decides' || part === 'decides-part') return outcomes[access === 'Allow' ? 'allowed' : 'blocked'];
  return outcomes['not-required'];
}

function hanging(head: string, headColumns: number, text: string, width: number): string[] {
  const [first, ...rest] = wrapped(printable(text), Math.max(narrowestText, width - headColumns));
  return [`${head}${first}`.trimEnd(), ...rest.map(line => ' '.repeat(headColumns) + line)];
}
