import type { ModelResource, ResourceLink } from '../network/network.ts';

/**
 * What a link leads to. Of several resources of one name, of which it is not certain that they are one, the one that lies just where the
 * link leads; else the first. `undefined` where there is none of that name.
 */
export function partAt<T extends Pick<ModelResource, 'identity' | 'place'>>(
  parts: readonly T[],
  link: Pick<ResourceLink, 'identity' | 'place'> | undefined,
): T | undefined {
  if (link?.identity === undefined) return undefined;
  let first: T | undefined;
  for (const part of parts) {
    if (part.identity !== link.identity) continue;
    if (part.place === link.place) return part;
    first ??= part;
  }
  return first;
}
