import { networkMode, targetsOfService } from '../analysis/service-network.ts';
import { knownValue } from '../base/sourced.ts';
import type { Fix } from '../fix/tree-edit.ts';
import { type Tier, tierOf, tiers } from '../knowledge/tiers.ts';
import type { ApimService } from '../network/network.ts';
import { serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { serviceTitle } from './wording.ts';

const injecting = tiers
  .filter(tier => tier.networking.includes('injection'))
  .map(tier => tier.sku)
  .join(' or ');

export const tierWithoutVirtualNetwork = rule({
  id: 'tier-without-virtual-network',
  severity: 'error',
  summary: 'The tier cannot be in a virtual network in the way the service asks for.',
  rationale: `Of the classic tiers only Developer and Premium can be put into a virtual network. Premium v2 can be injected (Internal) or integrated for its outbound
calls (External); Standard v2 can only be integrated. Azure refuses every other combination.`,
  limits: `Exact where tier and mode are written down. A tier that is not in our list is left alone, and so is a v2 tier with a mode and no subnet: Azure deploys that,
outside of any network.`,
  source:
    'Virtual network concepts, October 2024; overview of the v2 tiers, April 2026; Azure-Samples/Apim-Samples (read November 2026)',
  bad: serviceText({ service: { sku: { name: 'Standard', capacity: 1 } } }),
  good: serviceText(),
  on: 'service',

  *check(service, file) {
    const tier = tierOf(knownValue(service.sku));
    const mode = networkMode(service);
    if (tier === undefined || service.mode === undefined || mode === 'None' || mode === 'unknown') return;
    // Templates for all tiers leave the mode at its default where there is no subnet, and a v2 tier takes that.
    if (tier.isV2 && service.subnet === undefined) return;
    // The oldest text lets Premium alone connect.
    const isOldest = targetsOfService(file.targets, service).some(t => t.profile === 'classic-vpn-2016-05');
    const feature = tier.isV2 && mode === 'External' ? 'integration' : 'injection';
    if (tier.networking.includes(feature) && !(isOldest && tier.sku !== 'Premium')) return;
    const able = tiers.filter(
      other => other.isV2 === tier.isV2 && (isOldest ? other.sku === 'Premium' : other.networking.includes(feature)),
    );
    const instead = isOldest
      ? 'By the text of May 2016 only Premium can.'
      : feature === 'integration'
        ? 'Outbound integration needs StandardV2 or PremiumV2.'
        : tier.networking.includes('integration')
          ? `Internal asks for injection, which needs ${injecting}; ${tier.sku} has outbound integration (External) only.`
          : `That needs ${injecting}, or outbound integration of StandardV2 or PremiumV2.`;
    yield {
      at: service.mode.origin.span,
      message: `${serviceTitle(service)} has virtualNetworkType ${mode}, and the tier ${tier.sku} cannot be in a virtual network that way: Azure refuses the deployment. ${instead}`,
      related: service.sku === undefined ? [] : [{ at: service.sku.origin.span, message: 'the tier' }],
      fixes: () => [...(isOldest ? [] : integrationFixes(service, tier)), ...tierFixes(service, tier, able)],
    };
  },
});

/** A tier that cannot be injected may be integrated: its calls go out by the subnet, and clients come in from the internet. */
function integrationFixes({ mode }: ApimService, { networking }: Tier): readonly Fix[] {
  if (mode === undefined || knownValue(mode) !== 'Internal' || !networking.includes('integration')) return [];
  const title = "Write 'External' instead of 'Internal', which is outbound integration";
  return [{ title, safety: 'review', edits: [{ kind: 'set-value', at: mode.origin, value: 'External' }] }];
}

/** What another tier costs and how long the change takes is for whoever pays. One that is injected needs another subnet, too. */
function tierFixes({ sku }: ApimService, { networking }: Tier, able: readonly Tier[]): readonly Fix[] {
  if (sku === undefined || networking.includes('integration')) return [];
  return able.map(tier => ({
    title: `Change the tier to '${tier.sku}'`,
    safety: 'review',
    edits: [{ kind: 'set-value', at: sku.origin, value: tier.sku }],
  }));
}
