/** Makes a security group let through all that API Management needs: for a mode, a tier and the features that are used. */

import { apimModes } from '../analysis/target.ts';
import type { CancellationSignal } from '../base/cancel.ts';
import { knownValue } from '../base/sourced.ts';
import type { TextEdit } from '../fix/apply.ts';
import { features, isFeatureId } from '../knowledge/features.ts';
import type { NetworkSecurityGroup } from '../network/nsg.ts';
import type { Answers, ChoiceQuestion, GeneratorStep } from '../protocol.ts';
import type { FileView } from '../workspace/view.ts';
import { fixAll, type MadeFix, type OfferedFix } from './fixes.ts';
import { textDiff } from './text-diff.ts';

/** Rules whose fixes let a flow through. */
const aboutFlows = new Set(['required-flow-blocked', 'required-flow-partly-blocked', 'optional-flow-blocked']);

export type ReadyOutcome =
  | {
      readonly ok: true;
      readonly edits: readonly TextEdit[];
      readonly made: readonly MadeFix[];
      readonly left: readonly string[];
    }
  /** A sentence. */
  | { readonly ok: false; readonly problem: string };

/** The next question; tiers are those of the classic platform, in which a group decides about inbound flows. */
export function readyStep(view: FileView | undefined, answers: Answers): GeneratorStep {
  const groups = view === undefined ? [] : groupsOf(view);
  const questions: ChoiceQuestion[] = [
    {
      kind: 'choice',
      key: 'group',
      prompt: 'The network security group to make ready',
      many: false,
      remembered: false,
      choices: groups.map(group => ({ id: group.identity, label: titleOf(group) })),
    },
    {
      kind: 'choice',
      key: 'mode',
      prompt: 'The mode of the service',
      many: false,
      remembered: true,
      choices: [...apimModes].reverse().map(mode => ({ id: mode, label: mode })),
    },
    {
      kind: 'choice',
      key: 'sku',
      prompt: 'The tier of the service',
      many: false,
      remembered: true,
      choices: ['Developer', 'Premium'].map(sku => ({ id: sku, label: sku })),
    },
    {
      kind: 'choice',
      key: 'features',
      prompt: 'Optional features that are used; their flows are opened too',
      many: true,
      remembered: true,
      choices: features.map(({ id, title }) => ({ id, label: title })),
    },
  ];
  const asked = questions.filter(({ key }) => key !== 'group' || groups.length !== 1);
  return { question: asked.find(({ key }) => answers[key] === undefined) ?? null, total: asked.length };
}

/** @throws Cancelled */
export function makeReady(view: FileView, answers: Answers, signal: CancellationSignal): ReadyOutcome {
  const groups = groupsOf(view);
  const group =
    groups.find(({ identity }) => identity === answers['group']) ?? (groups.length === 1 ? groups[0] : undefined);
  if (group === undefined) return { ok: false, problem: 'No network security group of this file has its rules in it.' };
  const used = answers['features'];
  const name = knownValue(group.name);
  const mode = String(answers['mode'] ?? '');
  const sku = String(answers['sku'] ?? '');
  const assumed = view.withSettings({
    ...view.settings,
    targets: [{ files: '**', ...(name !== undefined && { name }), mode, sku }, ...view.settings.targets],
    features: (Array.isArray(used) ? used : []).filter(isFeatureId),
    severity: {},
  });
  const isOfGroup = (text: FileView, at: { readonly file: string; readonly start: number; readonly end: number }) => {
    const own = text.network.securityGroups.find(({ identity }) => identity === group.identity);
    return own !== undefined && own.span.file === at.file && own.span.start <= at.start && at.end <= own.span.end;
  };
  const { made, view: after } = fixAll(assumed, signal, {
    wanted: ({ rule, at }, current) => aboutFlows.has(rule) && isOfGroup(current, at),
    // What the user has named is opened; what nobody has said to be used is not.
    choose: ({ rule, severity }, offers) =>
      rule === 'optional-flow-blocked' && severity === 'information' ? undefined : allowing(offers),
  });
  const left = after
    .findings(signal)
    .filter(({ rule, at, severity }) => aboutFlows.has(rule) && severity !== 'information' && isOfGroup(after, at))
    .map(finding => finding.fixes().find(fix => fix.withheld !== undefined)?.withheld ?? finding.message);
  return { ok: true, edits: textDiff(view.source.text, after.source.text), made, left };
}

function allowing(offers: readonly OfferedFix[]): OfferedFix | undefined {
  return offers.find(({ title }) => title.startsWith('Allow ')) ?? offers[0];
}

function groupsOf(view: FileView): readonly NetworkSecurityGroup[] {
  return view.network.securityGroups.filter(group => !group.definedElsewhere && group.span.file === view.source.uri);
}

function titleOf(group: NetworkSecurityGroup): string {
  return knownValue(group.name) ?? 'a group without a name';
}
