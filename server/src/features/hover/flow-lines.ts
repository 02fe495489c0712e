/** Lines about flows that all hovers share. */
import type { FlowVerdict } from '../../analysis/flow-verdict.ts';
import type { Target } from '../../analysis/target.ts';
import {
  disagreement,
  flowsOf,
  type ProfileId,
  profile,
  profileIds,
  type RequiredFlow,
} from '../../knowledge/profiles.ts';
import { ruleTitle } from '../../network/nsg.ts';
import { flowTitle, list } from '../../rules/wording.ts';
import type { HoverPlace } from '../hover.ts';
import { verdictWords } from '../verdict-words.ts';
import { plain } from './markdown.ts';

/** The target a group belongs to; `undefined` where it is nobody's. */
export function targetOf({ view, group }: HoverPlace): Target | undefined {
  return view.targets.find(target => target.group === group);
}

/** The profile that speaks about a group: its target's, else today's. */
export function profileOf(place: HoverPlace): ProfileId {
  return targetOf(place)?.profile ?? 'stv2-current';
}

/** Flows of the profile that a test picks, each as a paragraph with its source and this group's verdict; empty for none. */
export function flowParagraphs(place: HoverPlace, pick: (flow: RequiredFlow) => boolean): readonly string[] {
  const target = targetOf(place);
  const verdicts = target === undefined ? [] : place.view.verdicts(target);
  const id = profileOf(place);
  return flowsOf(id)
    .filter(pick)
    .map(flow =>
      paragraph(
        id,
        flow,
        verdicts.find(candidate => candidate.flow === flow),
      ),
    );
}

function paragraph(id: ProfileId, flow: RequiredFlow, verdict: FlowVerdict | undefined): string {
  const lines = [`**${plain(flowTitle(flow))}**: ${plain(flow.purpose)}.`, `${need(flow)} ${sourceOf(id, flow)}`];
  const conflict = disagreement(id, flow.id);
  if (conflict !== undefined) lines.push(`*Documents disagree:* ${plain(conflict)}`);
  if (verdict !== undefined) lines.push(`In this group: ${verdictLine(verdict)}`);
  return lines.join('  \n');
}

function need(flow: RequiredFlow): string {
  const level =
    flow.requirement === 'required-for-deployment'
      ? 'Required for deployment'
      : flow.requirement === 'required'
        ? 'Required'
        : `Optional${flow.feature === null ? '' : `, for ${flow.feature}`}`;
  const modes =
    flow.modes.length === 1
      ? `, ${flow.modes[0]} mode only`
      : flow.modes.length === 2
        ? ', External and Internal modes'
        : '';
  const sku = flow.skuCondition === null ? '' : `, not needed on ${flow.skuCondition.notNeededFor.join(', ')}`;
  const condition = flow.condition === null ? '' : ` ${flow.condition}`;
  return `${level}${modes}${sku}.${condition}`;
}

function sourceOf(id: ProfileId, flow: RequiredFlow): string {
  const { source } = profile(id);
  const since = flow.since === null ? '' : ` Since ${flow.since}.`;
  const prose = flow.inPortTable ? '' : ', outside its port table';
  return `*${source.document}${source.month === null ? '' : `, ${source.month}`}*${prose}.${since}`;
}

function verdictLine(verdict: FlowVerdict): string {
  const rules = [...new Set(verdict.ports.filter(port => !port.optional).flatMap(port => port.decidedBy))];
  const titles = plain(list(rules.map(ruleTitle)));
  const by =
    titles === '' || verdict.verdict === 'not-required'
      ? ''
      : verdict.verdict === 'undetermined'
        ? `; it may be decided by ${titles}`
        : ` by ${titles}`;
  const because = verdict.because === undefined ? '' : ` (${plain(verdict.because)})`;
  return `**${verdictWords[verdict.verdict]}**${by}${because}.`;
}

/** Profiles older than the one in effect that have a flow the newer one lacks: what people remember from old articles. */
export function olderParagraphs(place: HoverPlace, pick: (flow: RequiredFlow) => boolean): readonly string[] {
  const current = profileOf(place);
  const older = profileIds.slice(0, Math.max(0, profileIds.indexOf(current)));
  for (const id of older.toReversed()) {
    const flow = flowsOf(id).find(pick);
    if (flow === undefined) continue;
    const { month, document } = profile(id).source;
    return [
      `An older document has it, but profile ${current} does not: ${plain(flowTitle(flow))}, for ${plain(flow.purpose)} (*${document}${month === null ? '' : `, ${month}`}*).`,
    ];
  }
  return [];
}
