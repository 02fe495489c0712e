import { type MissedRegion, missedRegions } from '../analysis/regional-tags.ts';
import type { Fix } from '../fix/tree-edit.ts';
import { regionSpelling } from '../knowledge/regions.ts';
import { readServiceTag } from '../knowledge/service-tags.ts';
import { ruleTitle } from '../network/nsg.ts';
import { apimGroupText } from './examples.ts';
import { isRequired } from './flow-findings.ts';
import { rule } from './rule.ts';
import { flowTitle, list } from './wording.ts';

const storage = {
  name: 'AllowStorage',
  direction: 'Outbound',
  sourceAddressPrefix: 'VirtualNetwork',
  destinationPortRange: '443',
};
const hints = 'mode=Internal sku=Developer region=westeurope';

export const regionalTagMissesRegion = rule({
  id: 'regional-tag-misses-region',
  severity: 'warning',
  summary: 'Rules open a flow for the service tag of another region than the one that API Management needs.',
  rationale: `'Storage.WestUS' holds the addresses of one region. API Management uses Storage, SQL and the others in its own region, and a service in several regions
uses Storage, SQL and Event Hubs of its primary region from all of them: with regional tags, each region's group must allow its own and the primary region.`,
  limits: `Exact on rule order. The region must be known: from the service in the file, a directive or a setting. Where a built-in rule lets the traffic through all the same it is
information. Only flows of the port table are looked at that the text does not call optional.`,
  source: 'API Management, virtual network article, July 2020, and virtual network configuration reference, April 2026',
  bad: apimGroupText(hints, { ...storage, destinationAddressPrefix: 'Storage.WestUS' }),
  good: apimGroupText(hints, { ...storage, destinationAddressPrefix: 'Storage.WestEurope' }),
  on: 'target',

  *check(target, file) {
    for (const missed of missedRegions(target, file.verdicts(target).filter(isRequired))) {
      const [first, ...others] = missed.others;
      if (first === undefined) continue;
      yield {
        at: first.term.span,
        ...(missed.verdict === 'allowed-by-default' && { severity: 'information' }),
        message: messageOf(missed),
        related: others.map(({ rule: other, term }) => ({
          at: term.span,
          message: `${ruleTitle(other)} opens it for '${term.text}'`,
        })),
        fixes: () => fixesOf(missed),
      };
    }
  },
});

function messageOf({ flow, region, role, verdict, others }: MissedRegion): string {
  const tags = [...new Set(others.map(({ term }) => `'${term.text}'`))];
  const where = role === 'own' ? `the service is in '${region}'` : `the primary region of the service is '${region}'`;
  const rules = [...new Set(others.map(other => ruleTitle(other.rule)))];
  const consequence =
    verdict === 'blocked'
      ? 'There the flow is blocked.'
      : 'There only a built-in rule lets the flow through, and the first rule that denies it blocks it.';
  return `${list(rules)} ${rules.length === 1 ? 'opens' : 'open'} ${flowTitle(flow)} for ${list(tags)}, and ${where}. ${consequence}`;
}

/** Another region than the one that was opened, or all of them; which is meant depends on who else uses the group. */
function fixesOf({ others, region, role }: MissedRegion): readonly Fix[] {
  const [only, ...more] = others;
  const tag = only?.term.meaning.kind === 'tag' ? only.term.meaning.tag.base : undefined;
  if (only === undefined || more.length > 0 || tag === undefined) return [];
  const regional = `${tag}.${regionSpelling(region)}`;
  const write = (value: string): Fix => ({
    title: `Write '${value}' instead of '${only.term.text}'`,
    safety: 'review',
    edits: [{ kind: 'set-value', at: only.term.origin, value }],
  });
  // The region that is written may be the service's own, where it is the primary one that is missed.
  return role === 'own' && readServiceTag(regional).kind === 'known' ? [write(regional), write(tag)] : [write(tag)];
}
