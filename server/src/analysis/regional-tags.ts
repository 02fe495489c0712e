/** Service tags of a region in the groups of API Management, and whether they are the right ones. */
import { overlaps } from '../base/interval-set.ts';
import { knownValue } from '../base/sourced.ts';
import type { RequiredFlow } from '../knowledge/profiles.ts';
import { regionKey } from '../knowledge/regions.ts';
import type { AddressTerm, SecurityRule } from '../network/nsg.ts';
import { portSet } from './compiled-rule.ts';
import { remoteTag } from './flow-slips.ts';
import { type FlowVerdict, type Verdict, verdictInRegion } from './flow-verdict.ts';
import type { Target } from './target.ts';

/** Regional tags of a flow that leave out a region that is needed. */
export interface MissedRegion {
  readonly flow: RequiredFlow;
  /** As the file writes it. */
  readonly region: string;
  /** The service's own region here, or the primary one of a service with several. */
  readonly role: 'own' | 'primary';
  /** `allowed-by-default`: a built-in rule lets the traffic through all the same. */
  readonly verdict: Verdict;
  /** Rules that open the flow for other regions, with the entry that says so. */
  readonly others: readonly { readonly rule: SecurityRule; readonly term: AddressTerm }[];
}

/** Services of the primary region that every region of a service talks to. Source: configuration reference, July 2020 and April 2026. */
const towardsPrimary: ReadonlySet<string> = new Set(['Storage', 'Sql', 'EventHub']);

/**
 * Flows of a target that rules open for other regions and not for one that is needed: that of the service, and where it has
 * several also the primary one. A region that is not known is not missed.
 */
export function missedRegions(target: Target, verdicts: readonly FlowVerdict[]): readonly MissedRegion[] {
  const missed: MissedRegion[] = [];
  const own = target.region;
  const primary = knownValue(target.service?.region);
  const rules = rulesWithRegions(target);
  for (const { flow, verdict } of verdicts) {
    if (verdict === 'not-required' || verdict === 'defined-elsewhere') continue;
    const others = regionalOpenings(rules, flow);
    if (others.length === 0) continue;
    const needed: [MissedRegion['role'], string | undefined][] = [['own', own]];
    if (towardsPrimary.has(remoteTag(flow) ?? '') && own !== undefined) needed.push(['primary', primary]);
    const seen = new Set<string>();
    for (const [role, region] of needed) {
      if (region === undefined || seen.has(regionKey(region))) continue;
      seen.add(regionKey(region));
      const towards = verdictInRegion(target, flow, regionKey(region));
      if (towards === 'blocked' || towards === 'allowed-by-default') {
        missed.push({ flow, region, role, verdict: towards, others });
      }
    }
  }
  return missed;
}

/** Rules that allow something for a tag in one region; few groups have any. */
function rulesWithRegions(target: Target): readonly SecurityRule[] {
  return (target.group?.rules ?? []).filter(
    rule =>
      rule.access?.known === true &&
      rule.access.value === 'Allow' &&
      rule.maybe === undefined &&
      [rule.source, rule.destination].some(side =>
        side.terms.some(({ meaning }) => meaning.kind === 'tag' && meaning.tag.region !== null),
      ),
  );
}

/** Those of them that allow ports of a flow for its tag in one region. */
function regionalOpenings(rules: readonly SecurityRule[], flow: RequiredFlow): MissedRegion['others'] {
  const tag = remoteTag(flow);
  return rules.flatMap(rule => {
    if (rule.direction?.known !== true || rule.direction.value !== flow.direction) return [];
    const side = flow.direction === 'Inbound' ? rule.source : rule.destination;
    const term = side.terms.find(
      ({ meaning }) => meaning.kind === 'tag' && meaning.tag.base === tag && meaning.tag.region !== null,
    );
    const ports = rule.destinationPorts.terms.flatMap(({ meaning }) =>
      meaning.kind === 'ports' ? [meaning.range] : [],
    );
    return term !== undefined && overlaps(portSet(ports), portSet(flow.destinationPorts)) ? [{ rule, term }] : [];
  });
}
