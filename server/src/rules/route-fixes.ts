/** Fixes that several rules about routes share, so that the same change reads the same everywhere. */
import { knownValue } from '../base/sourced.ts';
import type { Fix, FixValue, TreeEdit } from '../fix/tree-edit.ts';
import type { Route, RouteTable } from '../network/network.ts';
import { routeName } from './route-findings.ts';

/** A route to be added, all of it known. */
export interface NewRoute {
  /** Wanted; a number is added where the table has a route of that name. */
  readonly name: string;
  /** A prefix or a service tag. */
  readonly addressPrefix: string;
}

/**
 * Adds routes with the next hop Internet at the end of a table: the order of routes means nothing to Azure.
 * Withheld where the table is not written in the file.
 */
export function addInternetRoutes(table: RouteTable, wanted: readonly NewRoute[], title: string): Fix {
  const taken = new Set(table.routes.map(route => knownValue(route.name)?.toLowerCase()));
  const edits = wanted.map(({ name, addressPrefix }): TreeEdit => {
    const free = freeName(name, taken);
    taken.add(free.toLowerCase());
    const value: FixValue = { name: free, properties: { addressPrefix, nextHopType: 'Internet' } };
    return { kind: 'add-item', object: table.span, path: ['properties', 'routes'], value };
  });
  return table.definedElsewhere
    ? { title, safety: 'review', edits: [], withheld: 'The route table is written in another place.' }
    : { title, safety: 'safe', preferred: true, edits };
}

/** The route that the documents since November 2023 ask for. */
export function addControlPlaneRoute(table: RouteTable): Fix {
  const route = { name: 'to-api-management-control-plane', addressPrefix: 'ApiManagement' };
  return addInternetRoutes(table, [route], 'Add the route ApiManagement to Internet');
}

export function removeRoute(route: Route, safety: Fix['safety']): Fix {
  return {
    title: `Remove '${routeName(route)}'`,
    safety,
    edits: [{ kind: 'remove-item', at: route.span }],
  };
}

/** Sends what a route is for to the Internet; the address of an appliance goes with it, for Azure refuses the two together. */
export function leadToInternet(route: Route): readonly Fix[] {
  const { nextHopType } = route;
  if (nextHopType === undefined) return [];
  return [
    {
      title: `Lead '${routeName(route)}' to Internet`,
      safety: 'safe',
      preferred: true,
      edits: [
        { kind: 'set-value', at: nextHopType.origin, value: 'Internet' },
        ...(route.nextHopIpAddress === undefined ? [] : [removeHopAddress(route)]),
      ],
    },
  ];
}

export function removeHopAddress(route: Route): TreeEdit {
  return { kind: 'remove-property', object: route.span, path: ['properties', 'nextHopIpAddress'] };
}

function freeName(wanted: string, taken: ReadonlySet<string | undefined>): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
