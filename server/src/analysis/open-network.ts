import type { Target } from './target.ts';

/**
 * Whether a route of the subnet may widen VirtualNetwork to addresses of the internet: the tag holds the prefixes of
 * user-defined routes, and may hold default routes. Only a default route counts, whole or in halves, and wherever it leads;
 * of narrower routes no text says what becomes of Internet. Source: list of service tags, July 2025.
 */
export function virtualNetworkIsOpen({ routeTable }: Pick<Target, 'routeTable'>): boolean {
  return (routeTable?.routes ?? []).some(({ prefix }) => {
    const meaning = prefix?.meaning;
    if (meaning?.kind === 'any') return true;
    return meaning?.kind === 'prefix' && meaning.prefix.family === 4 && meaning.prefix.length <= 1;
  });
}
