/** An Azure resource id taken apart; `type` in lower case, one name per type segment after the provider. */
export interface ParsedResourceId {
  readonly type: string;
  readonly names: readonly string[];
}

/**
 * The last `…/providers/…` part of a resource id; `undefined` for a text that is no resource id.
 *
 * `/subscriptions/S/resourceGroups/G/providers/Microsoft.Network/virtualNetworks/v/subnets/s` gives type
 * `microsoft.network/virtualnetworks/subnets` and names `v`, `s`. Subscription and group are left out:
 * an export and a template of the same network often disagree about them.
 */
export function parseResourceId(text: string): ParsedResourceId | undefined {
  const at = text.toLowerCase().lastIndexOf('/providers/');
  if (at < 0) return undefined;
  const segments = text
    .slice(at + '/providers/'.length)
    .split('/')
    .filter(Boolean);
  if (segments.length < 3 || segments.length % 2 === 0) return undefined;
  const types = [segments[0]!];
  const names: string[] = [];
  for (let i = 1; i < segments.length; i += 2) {
    types.push(segments[i]!);
    names.push(segments[i + 1]!);
  }
  return { type: types.join('/').toLowerCase(), names };
}

/** The subscription of a resource id in lower case; `undefined` for a text that names none. */
export function subscriptionOf(text: string): string | undefined {
  return /^\/subscriptions\/([^/]+)\//i.exec(text)?.[1]?.toLowerCase();
}

/** The resource group that an id is of, as written; `undefined` for the id of anything else. */
export function groupIn(text: string): string | undefined {
  return /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\/?$/i.exec(text)?.[1];
}
