/** Who reaches the management endpoint of a service beside the control plane. */
import { flowsOf } from '../knowledge/profiles.ts';
import type { AddressTerm, SecurityRule } from '../network/nsg.ts';
import { portSet, protocolMask } from './compiled-rule.ts';
import { decide } from './decide.ts';
import { localRegion } from './flow-verdict.ts';
import { tagNamed, tagRegion } from './region.ts';
import type { Target } from './target.ts';

/** A rule that lets all of the Internet, or all of Azure, reach port 3443, and the entry that does. */
export interface WideOpening {
  readonly rule: SecurityRule;
  readonly term: AddressTerm;
}

/**
 * Rules that open the management port wider than the tag ApiManagement, in the order they are asked. Exact: a rule that others
 * decide before is none. Empty where the text of the profile itself names another source, or knows no management port.
 */
export function wideManagementOpenings(target: Target): readonly WideOpening[] {
  const { group } = target;
  const flow = flowsOf(target.profile).find(({ id }) => id === 'management');
  if (group === undefined || flow?.source.kind !== 'tag' || flow.source.tag !== 'ApiManagement') return [];
  const outcomes = decide(group, 'Inbound', {
    protocols: protocolMask('Tcp'),
    sourcePorts: portSet(flow.sourcePorts),
    destinationPorts: portSet(flow.destinationPorts),
    source: tagRegion(tagNamed('Internet')),
    destination: localRegion(target),
  });
  return outcomes.flatMap(({ access, rule, certain }) => {
    if (access !== 'Allow' || !certain || rule === undefined || rule.builtIn) return [];
    const term = rule.source.terms.find(isWide);
    return term === undefined ? [] : [{ rule, term }];
  });
}

function isWide({ meaning }: AddressTerm): boolean {
  return meaning.kind === 'any' || (meaning.kind === 'tag' && ['Internet', 'AzureCloud'].includes(meaning.tag.base));
}
