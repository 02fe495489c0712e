/** Which optional features of a service are in use, as far as the file or the user says. */
import { type Feature, type FeatureId, feature, featureIds, isFeatureId } from '../knowledge/features.ts';
import { flowsOf } from '../knowledge/profiles.ts';
import type { FeatureUse, Network } from '../network/network.ts';
import type { Target } from './target.ts';

export { type FeatureId, featureIds, isFeatureId };

export interface FlowUse {
  readonly feature: Feature;
  /** The resource that shows it; `undefined` where the user says so, in the settings or in a comment. */
  readonly shownBy: FeatureUse | undefined;
}

/**
 * Flows of the target's profile that a feature in use needs, by id. What is deployed under a condition shows nothing, nor does
 * a resource of another service.
 */
export function flowsInUse(target: Target, network: Network, said: readonly FeatureId[]): ReadonlyMap<string, FlowUse> {
  const used = new Map<string, FlowUse>();
  const flows = flowsOf(target.profile);
  const note = (id: string, use: FlowUse) => {
    if (!used.has(id) && flows.some(flow => flow.id === id)) used.set(id, use);
  };
  for (const shownBy of network.featureUses) {
    if (shownBy.conditional || shownBy.definedElsewhere) continue;
    if (target.service !== undefined && target.service.identity !== shownBy.service) continue;
    const use = { feature: feature(shownBy.feature), shownBy };
    for (const id of flowsFor(shownBy, flows)) note(id, use);
  }
  for (const id of [...said, ...(target.features ?? [])])
    for (const flow of feature(id).flows) note(flow, { feature: feature(id), shownBy: undefined });
  return used;
}

/** A cache that names its port uses that one; Azure's two services for Redis have different ones. */
function flowsFor(use: FeatureUse, flows: ReturnType<typeof flowsOf>): readonly string[] {
  const usual = feature(use.feature).flows;
  const { port } = use;
  if (use.feature !== 'external-cache' || port === undefined) return usual;
  return flows
    .filter(flow => flow.id.startsWith('redis-external') && flow.direction === 'Outbound')
    .filter(flow => flow.destinationPorts.some(range => range.first <= port && port <= range.last))
    .map(flow => flow.id);
}
