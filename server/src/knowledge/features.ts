/**
 * Optional features of API Management that need flows of their own, and which flows of the profiles these are.
 * The flows themselves, with ports and sources, are in the profiles; here stand only their ids.
 */

export type FeatureId =
  | 'event-hub-logging'
  | 'external-cache'
  | 'internal-cache'
  | 'rate-limit'
  | 'entra-sign-in'
  | 'credential-manager'
  | 'key-vault'
  | 'machine-health'
  | 'git';

export interface Feature {
  readonly id: FeatureId;
  /** As it stands in a sentence. */
  readonly title: string;
  /** Ids of flows in any profile; a profile need not have all of them, and a flow need not be optional in all. */
  readonly flows: readonly string[];
}

/** Source: the port tables of the configuration reference, November 2023 and April 2026, which tie each flow to its feature. */
export const features: readonly Feature[] = [
  { id: 'event-hub-logging', title: 'logging to Event Hubs', flows: ['eventhub'] },
  // Redis answers; the connection starts at the service. The classic port is asked for only where a file shows it.
  { id: 'external-cache', title: 'the external cache', flows: ['redis-external-managed-out', 'redis-external-out'] },
  {
    id: 'internal-cache',
    title: 'the internal cache',
    flows: ['redis-internal-in', 'redis-internal-out', 'redis-in', 'redis-out'],
  },
  { id: 'rate-limit', title: 'rate limits that count across units', flows: ['ratelimit-in', 'ratelimit-out'] },
  { id: 'entra-sign-in', title: 'sign-in with Entra ID', flows: ['aad', 'graph'] },
  { id: 'credential-manager', title: 'the credential manager', flows: ['connectors'] },
  { id: 'key-vault', title: 'named values and certificates of Key Vault', flows: ['keyvault'] },
  { id: 'machine-health', title: 'health monitoring of each machine', flows: ['machine-health'] },
  { id: 'git', title: 'the Git configuration', flows: ['git'] },
];

export const featureIds: readonly FeatureId[] = features.map(({ id }) => id);

export function isFeatureId(text: string): text is FeatureId {
  return (featureIds as readonly string[]).includes(text);
}

export function feature(id: FeatureId): Feature {
  return features.find(entry => entry.id === id)!;
}
