/** Makes a security group let through all that API Management needs: for a mode, a tier and the features that are used. */

import type { CancellationSignal } from '../base/cancel.ts';
import { knownValue } from '../base/sourced.ts';
import type { TextEdit } from '../fix/apply.ts';
import { features, isFeatureId } from '../knowledge/features.ts';
import type { ApimMode } from '../knowledge/profiles.ts';
import { tiers as knownTiers } from '../knowledge/tiers.ts';
import type { NetworkSecurityGroup } from '../network/nsg.ts';
import type { Answers, ChoiceQuestion, GeneratorStep } from '../protocol.ts';
import { isRequired } from '../rules/flow-findings.ts';
import { flowTitle, list } from '../rules/wording.ts';
import type { TargetSetting } from '../workspace/settings.ts';
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

/** What a group can be made ready for. */
interface Tier {
  readonly id: string;
  readonly label: string;
  /** The modes that it can have in a virtual network, with their titles; empty where there are none to tell apart. */
  readonly modes: readonly { readonly id: ApimMode; readonly label: string }[];
  readonly target: Omit<TargetSetting, 'files'>;
}

const gateway = 'workspace-gateway';

const tiers: readonly Tier[] = [
  ...knownTiers
    .filter(({ networking }) => networking.includes('injection') || networking.includes('integration'))
    .map(({ sku, isV2, networking }) => {
      const injected = { id: 'Internal', label: isV2 ? 'Internal (injection)' : 'Internal' } as const;
      const open = { id: 'External', label: isV2 ? 'External (outbound integration)' : 'External' } as const;
      const isOpen = !isV2 || networking.includes('integration');
      const modes = [...(networking.includes('injection') ? [injected] : []), ...(isOpen ? [open] : [])];
      return { id: sku, label: sku, modes, target: { sku } };
    }),
  { id: gateway, label: 'Gateway of a workspace', modes: [], target: { profile: gateway } },
];

/** The next question. Which modes there are hangs on the tier. */
export function readyStep(view: FileView | undefined, answers: Answers): GeneratorStep {
  const groups = view === undefined ? [] : groupsOf(view);
  const modes = tierOf(answers)?.modes ?? tiers[0]!.modes;
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
      key: 'sku',
      prompt: 'The tier of the service',
      many: false,
      remembered: true,
      choices: tiers.map(({ id, label }) => ({ id, label })),
    },
    {
      kind: 'choice',
      key: 'mode',
      prompt: 'The mode of the service',
      many: false,
      remembered: true,
      choices: modes,
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
  const isOpen: Readonly<Record<string, boolean>> = { group: groups.length !== 1, mode: modes.length > 1 };
  const asked = questions.filter(({ key }) => isOpen[key] ?? true);
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
  const tier = tierOf(answers);
  if (tier === undefined)
    return { ok: false, problem: `'${String(answers['sku'] ?? '')}' is no tier that can be in a virtual network.` };
  const mode = (tier.modes.find(({ id }) => id === answers['mode']) ?? tier.modes[0])?.id;
  const assumed = view.withSettings({
    ...view.settings,
    targets: [
      { files: '**', ...(name !== undefined && { name }), ...tier.target, ...(mode !== undefined && { mode }) },
      ...view.settings.targets,
    ],
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
  const edits = textDiff(view.source.text, after.source.text);
  return { ok: true, edits, made, left: [...left, ...undecided(after, group.identity)] };
}

/** Flows that the group blocks and that may be needed or not, as sentences: no finding speaks of them. */
function undecided(view: FileView, group: string): readonly string[] {
  const byReason = new Map<string, Set<string>>();
  for (const target of view.targets) {
    if (target.group?.identity !== group) continue;
    for (const verdict of view.verdicts(target)) {
      const { flow, ifNeeded, because } = verdict;
      // Where no text names the far end, nobody could open it.
      const far = flow.direction === 'Inbound' ? flow.source : flow.destination;
      const isJudged = verdict.verdict !== 'undetermined' && isRequired(verdict);
      if (far.kind !== 'tag' || flow.requirement === 'optional-feature' || isJudged || !/blocked/.test(ifNeeded))
        continue;
      const reason = because ?? "the group blocks it, and Microsoft's texts do not say for certain that it is needed";
      byReason.set(reason, (byReason.get(reason) ?? new Set()).add(flowTitle(flow)));
    }
  }
  return [...byReason].map(([because, flows]) => `${list([...flows])}: ${because}.`);
}

function tierOf(answers: Answers): Tier | undefined {
  return tiers.find(({ id }) => id === answers['sku']);
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
