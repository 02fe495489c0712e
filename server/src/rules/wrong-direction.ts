import { type DirectionSlip, flowSlips } from '../analysis/flow-slips.ts';
import type { FlowVerdict } from '../analysis/flow-verdict.ts';
import { priorityToAllow } from '../analysis/free-priority.ts';
import type { Target } from '../analysis/target.ts';
import { knownValue } from '../base/sourced.ts';
import type { Fix, TreeEdit } from '../fix/tree-edit.ts';
import { ruleName, type SecurityRule } from '../network/nsg.ts';
import { apimGroupText } from './examples.ts';
import { blockers, safetyOfOpening } from './flow-findings.ts';
import { rule } from './rule.ts';
import { flowTitle } from './wording.ts';

const monitor = {
  name: 'AllowMonitor',
  sourceAddressPrefix: 'VirtualNetwork',
  destinationAddressPrefix: 'AzureMonitor',
  destinationPortRange: undefined,
  destinationPortRanges: ['443', '1886'],
};

export const wrongDirection = rule({
  id: 'wrong-direction',
  severity: 'warning',
  summary: 'A rule has the service tag and the ports of a flow, and the other direction.',
  rationale: `Connections of API Management to Azure Monitor, Storage or SQL start at the service: rules for them are outbound. Rules are stateful, so answers need no
rule of the other direction. A rule of the wrong direction opens nothing that the service uses, and the flow itself stays without a rule.`,
  limits: `Looked at are rules of API Management's groups that allow, with a tag for which Microsoft's list recommends one direction only, and no ports but those of the
flow. Quiet where another rule opens the flow, and for tags that the profile's table has in both directions.`,
  source:
    'API Management, virtual network configuration reference, April 2026 (and the older texts for the older profiles); service tags overview, July 2025',
  bad: apimGroupText('mode=Internal sku=Developer', { ...monitor, direction: 'Inbound' }),
  good: apimGroupText('mode=Internal sku=Developer', { ...monitor, direction: 'Outbound' }),
  on: 'target',

  *check(target, file) {
    for (const slip of flowSlips(target, file.verdicts(target))) {
      if (slip.kind !== 'direction') continue;
      yield { at: slip.at, message: messageOf(slip), fixes: () => turned(target, slip, file.verdicts(target)) };
    }
  },
});

function messageOf({ rule: written, flow, matchesNothing }: DirectionSlip): string {
  const inbound = flow.direction === 'Outbound';
  const what = matchesNothing
    ? inbound
      ? 'no inbound packet has that destination, so the rule matches nothing'
      : 'no outbound packet has that source, so the rule matches nothing'
    : 'connections the other way are none that the service uses';
  return `'${ruleName(written)}' is ${inbound ? 'an inbound' : 'an outbound'} rule, and API Management needs ${flowTitle(flow)}: ${what}.`;
}

/** The rule in the other direction, with a number that is free there and comes before what blocks the flow. */
function turned(
  target: Target,
  { rule: written, flow, matchesNothing }: DirectionSlip,
  verdicts: readonly FlowVerdict[],
) {
  const { direction } = written;
  const sides = matchesNothing ? [] : swapped(written);
  if (direction === undefined || sides === undefined) return [];
  const verdict = verdicts.find(other => other.flow === flow);
  const own = knownValue(written.priority);
  const article = flow.direction === 'Inbound' ? 'an inbound' : 'an outbound';
  const title = `Make '${ruleName(written)}' ${article} rule${matchesNothing ? '' : ', with source and destination swapped'}`;
  const place = placeFor(target, own, verdict, flow);
  if (!place.ok) return [{ title, safety: 'review', edits: [], withheld: place.why } satisfies Fix];
  const isMoved = own !== undefined && place.priority !== own;
  const fix: Fix = {
    title: isMoved ? `${title} (priority ${place.priority})` : title,
    // A rule that matches nothing loses nothing.
    safety: matchesNothing && place.isCertain ? safetyOfOpening(flow) : 'review',
    preferred: true,
    edits: [
      { kind: 'set-value', at: direction.origin, value: flow.direction },
      ...sides,
      ...(isMoved && written.priority !== undefined
        ? [{ kind: 'set-value', at: written.priority.origin, value: place.priority } as const]
        : []),
    ],
  };
  return [fix];
}

function placeFor(
  target: Target,
  own: number | undefined,
  verdict: FlowVerdict | undefined,
  flow: FlowVerdict['flow'],
): ReturnType<typeof priorityToAllow> {
  const denies = verdict === undefined ? [] : blockers(verdict).filter(({ builtIn }) => !builtIn);
  const others = (target.group?.rules ?? []).filter(
    other => other.direction?.known !== true || other.direction.value === flow.direction,
  );
  const isTaken = others.some(other => knownValue(other.priority) === own);
  const isFirst = denies.every(deny => (knownValue(deny.priority) ?? 0) > (own ?? 0));
  if (own !== undefined && !isTaken && isFirst) {
    const isCertain = target.group?.rulesUnknown === undefined && others.every(other => other.priority?.known === true);
    return { ok: true, priority: own, isCertain, moved: undefined };
  }
  const place = priorityToAllow(target, flow, denies);
  return place.ok && place.moved !== undefined
    ? { ok: false, why: `No ${flow.direction.toLowerCase()} priority is free where the rule would have to be.` }
    : place;
}

/** `undefined` where a side is not one value in the singular property. */
function swapped({ span, source, destination }: SecurityRule): readonly TreeEdit[] | undefined {
  const [from, to] = [source, destination].map(side => (side.terms.length === 1 ? side.singular : undefined));
  if (from === undefined || to === undefined) return undefined;
  const set = (name: string, value: typeof from): TreeEdit => ({
    kind: 'set-property',
    object: span,
    path: ['properties', name],
    value: { $copyOf: value.valueSpan },
  });
  return [set(from.name, to), set(to.name, from)];
}
