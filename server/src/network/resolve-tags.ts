import type { Network, Route } from './network.ts';
import type { AddressSide, AddressTerm, NetworkSecurityGroup } from './nsg.ts';
import type { ServiceTagList } from './service-tag-list.ts';

/**
 * The network with the addresses of its service tags, as far as the user's list has them. A name that only this list knows
 * becomes a tag. `undefined`: no list, and the network stays as it is.
 */
export function resolveTags(network: Network, list: ServiceTagList | undefined): Network {
  if (list === undefined) return network;
  const term = (one: AddressTerm): AddressTerm => resolveTerm(one, list);
  const side = (one: AddressSide): AddressSide => ({ ...one, terms: one.terms.map(term) });
  const group = (one: NetworkSecurityGroup): NetworkSecurityGroup => ({
    ...one,
    rules: one.rules.map(rule => ({
      ...rule,
      source: side(rule.source),
      destination: side(rule.destination),
      // Its text alone does not tell any more what it is.
      imprint: undefined,
    })),
  });
  const route = (one: Route): Route => ({ ...one, prefix: one.prefix && term(one.prefix) });
  return {
    ...network,
    securityGroups: network.securityGroups.map(group),
    routeTables: network.routeTables.map(table => ({ ...table, routes: table.routes.map(route) })),
    serviceTags: list,
  };
}

/** One entry with the addresses of its tag, as far as the list has them. */
export function resolveTerm<T extends Pick<AddressTerm, 'text' | 'meaning'>>(
  term: T,
  list: ServiceTagList | undefined,
): T {
  const { meaning } = term;
  if (list === undefined) return term;
  if (meaning.kind === 'tag') return { ...term, meaning: { ...meaning, tag: list.resolve(meaning.tag) } };
  if (meaning.kind !== 'unlisted-tag') return term;
  const tag = list.named(term.text);
  return tag === undefined ? term : { ...term, meaning: { kind: 'tag', tag, spelling: 'listed' } };
}
