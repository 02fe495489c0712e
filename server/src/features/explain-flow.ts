/** "Test a packet": what a group of the open file does with a flow, and what each rule has to do with it. */
import type { FlowVerdict } from '../analysis/flow-verdict.ts';
import { flowBoxes } from '../analysis/flow-verdict.ts';
import { type PacketQuestion, type PacketScope, readPacket, subnetWord } from '../analysis/packet.ts';
import { type Trace, type TracedRule, trace } from '../analysis/trace.ts';
import { knownValue } from '../base/sourced.ts';
import { ruleName, ruleTitle, type SecurityRule } from '../network/nsg.ts';
import type { FlowAnswer, FlowExplanation, FlowGroup, FlowOutcome, FlowQuestion, FlowStep } from '../protocol.ts';
import { flowTitle, list, subnetTitle } from '../rules/wording.ts';
import type { FileView } from '../workspace/view.ts';
import { deploymentTitle, fileName, placeOf } from './place.ts';
import { verdictOutcome, verdictWords, worstFirst } from './verdict-words.ts';

/** The groups of a file whose rules are in it, in the order of the text. */
export function flowGroups(view: FileView): readonly FlowGroup[] {
  if (!view.settings.enable || !view.recognised) return [];
  return scopes(view).map(({ key, scope }) => {
    const { group, target } = scope;
    const place = placeOf(view, group.nameSpan);
    const { line } = place.range.start;
    const where = place.uri === view.source.uri ? '' : `${fileName(place.uri)}, `;
    const name = knownValue(group.name);
    const what =
      target === undefined
        ? []
        : [target.mode, target.sku, deploymentTitle(view, target)].filter(part => part !== undefined);
    return {
      key,
      name,
      title: [
        `${name === undefined ? 'a group without a name' : `'${name}'`} (${where}line ${line + 1})`,
        ...what,
      ].join(', '),
      place,
      area: placeOf(view, group.span),
      flows: target === undefined ? [] : worstFirstOf(view.verdicts(target)).map(presetOf),
    };
  });
}

/**
 * What a group does with a flow of its profile or with packets of the user's own.
 *
 * Never throws. A value that is not known gives the verdict `undetermined` and says which value that is; a question that
 * cannot be read gives a sentence that says what is allowed.
 */
export function explainFlow(view: FileView, group: string, question: FlowQuestion): FlowAnswer {
  const scope = scopes(view).find(({ key }) => key === group)?.scope;
  if (scope === undefined) {
    return { ok: false, field: 'group', problem: 'This file has no such network security group any more.' };
  }
  return 'flow' in question ? explainPreset(view, scope, question.flow) : explainPacket(view, scope, question);
}

interface KeyedScope {
  readonly key: string;
  readonly scope: PacketScope;
}

/** Each group with each target that it belongs to, those of every way in which the text is deployed. */
function scopes(view: FileView): readonly KeyedScope[] {
  const { targets } = view;
  const groups = new Set([...view.network.securityGroups, ...targets.flatMap(({ group }) => group ?? [])]);
  const seen = new Map<string, number>();
  return [...groups]
    .filter(group => !group.definedElsewhere)
    .flatMap((group): KeyedScope[] => {
      const own = targets.filter(target => target.group === group);
      return (own.length === 0 ? [undefined] : own).map(target => {
        const index = seen.get(group.identity) ?? 0;
        seen.set(group.identity, index + 1);
        return { key: `${group.identity}#${index}`, scope: { group, target, serviceTags: view.network.serviceTags } };
      });
    });
}

function worstFirstOf(verdicts: readonly FlowVerdict[]): readonly FlowVerdict[] {
  return verdicts.toSorted((a, b) => worstFirst.indexOf(a.verdict) - worstFirst.indexOf(b.verdict));
}

function presetOf({ flow, verdict }: FlowVerdict): FlowGroup['flows'][number] {
  return {
    id: flow.id,
    title: flowTitle(flow),
    purpose: flow.purpose,
    outcome: verdictOutcome[verdict],
    words: verdictWords[verdict],
  };
}

function explainPreset(view: FileView, scope: PacketScope, id: string): FlowAnswer {
  const { group, target } = scope;
  const found = target === undefined ? undefined : view.verdicts(target).find(({ flow }) => flow.id === id);
  if (target === undefined || found === undefined) {
    return { ok: false, field: 'flow', problem: `The profile of this group has no flow '${id}'.` };
  }
  const { flow, verdict, because } = found;
  const traced = trace(group, flow.direction, flowBoxes(target, flow));
  const title = flowTitle(flow, [...flow.destinationPorts, ...flow.optionalPorts]);
  const isPlatform = verdict !== traced.verdict && verdict !== 'not-required';
  const summary =
    verdict === 'not-required'
      ? `API Management does not need ${title} here: ${because ?? 'by its mode or tier'}. ${sentence(title, traced)}`
      : isPlatform
        ? `${title} is ${verdictWords[verdict]}${because === undefined ? '' : `: ${because}`}. By the rules alone: ${sentence(title, traced)}`
        : sentence(title, { ...traced, because: because ?? traced.because });
  const notes = [`API Management uses it for: ${flow.purpose}.`];
  return { ok: true, ...explanation(view, scope, title, verdict, summary, notes, traced) };
}

function explainPacket(view: FileView, scope: PacketScope, asked: PacketQuestion): FlowAnswer {
  const reading = readPacket(asked, scope);
  if (!reading.ok) return reading;
  const { question } = reading;
  const traced = trace(scope.group, question.direction, [reading.box]);
  const title = packetTitle(question, scope);
  const summary = sentence(title, traced);
  return { ok: true, ...explanation(view, scope, title, traced.verdict, summary, reading.assumptions, traced) };
}

function explanation(
  view: FileView,
  { group }: PacketScope,
  title: string,
  verdict: FlowVerdict['verdict'],
  summary: string,
  notes: readonly string[],
  traced: Trace,
): FlowExplanation {
  const name = knownValue(group.name);
  return {
    title,
    group: name === undefined ? 'the security group' : `'${name}'`,
    verdict,
    outcome: verdictOutcome[verdict] satisfies FlowOutcome,
    summary,
    notes,
    rules: traced.rules.map(rule => stepOf(view, rule)),
  };
}

function packetTitle(question: PacketQuestion, { target }: PacketScope): string {
  const end = (text: string) => {
    if (text === '*') return 'any address';
    if (text !== subnetWord) return text;
    return target?.subnet?.name?.known === true ? `the subnet ${subnetTitle(target.subnet)}` : 'the subnet';
  };
  const protocol = question.protocol === '*' ? 'TCP or UDP' : question.protocol.toUpperCase();
  const port = question.destinationPort === '*' ? 'on every port' : question.destinationPort;
  const from = question.sourcePort === '*' ? '' : `, source port ${question.sourcePort},`;
  return `${protocol} ${port} ${question.direction.toLowerCase()} from ${end(question.source)}${from} to ${end(question.destination)}`;
}

function sentence(title: string, { verdict, because, decidedBy }: Omit<Trace, 'rules'>): string {
  const rules = list(decidedBy.map(ruleTitle));
  if (verdict === 'undetermined') {
    const by = rules === '' ? '' : ` It may be decided by ${rules}.`;
    return `It is not known whether ${title} is let through: ${because ?? 'a value is missing'}.${by}`;
  }
  if (verdict === 'partly-blocked') return `${title} is partly blocked; it is decided by ${rules}.`;
  return `${title} is ${verdict === 'blocked' ? 'blocked' : 'allowed'} by ${rules}.`;
}

function stepOf(view: FileView, { rule, part, misses, because }: TracedRule): FlowStep {
  const access = knownValue(rule.access) ?? null;
  const verb = access === 'Allow' ? 'allow' : access === 'Deny' ? 'block' : 'decide';
  const text = {
    decides: `it ${verb}s all of it`,
    'decides-part': `it ${verb}s a part of it`,
    'may-decide': `it may ${verb} it: ${withoutName(rule, because ?? 'a value is not known')}`,
    'no-match': `it does not match: ${list(misses.map(miss => missText(rule, miss)))}`,
    'nothing-left': 'what it matches was decided before it',
    'not-asked': 'it is not asked: all was decided before it',
  }[part];
  return {
    name: ruleName(rule),
    priority: knownValue(rule.priority) ?? null,
    access,
    builtIn: rule.builtIn,
    part,
    text,
    place: rule.builtIn ? null : placeOf(view, rule.nameSpan),
  };
}

/** The reasons of the analysis begin with the rule where they speak of its addresses. */
function withoutName(rule: SecurityRule, because: string): string {
  const head = `'${ruleName(rule)}': `;
  return because.startsWith(head) ? because.slice(head.length) : because;
}

function missText(rule: SecurityRule, miss: TracedRule['misses'][number]): string {
  if (miss === 'protocol') return `its protocol is ${knownValue(rule.protocol)?.toUpperCase() ?? 'another'}`;
  const side = rule[miss];
  const what = {
    source: 'source',
    sourcePorts: 'source port',
    destination: 'destination',
    destinationPorts: 'port',
  }[miss];
  const texts = side.terms.map(term => term.text).filter(text => text !== '');
  if (texts.length === 0) return `its ${what} is another`;
  const shown = texts.slice(0, mostTerms).join(', ');
  const more = texts.length > mostTerms ? ` and ${texts.length - mostTerms} more` : '';
  return texts.length === 1 ? `its ${what} is ${shown}` : `its ${what}s are ${shown}${more}`;
}

/** Entries of one side that are named; a rule may have thousands. */
const mostTerms = 4;
