import { knownValue } from '../base/sourced.ts';
import type { Fix } from '../fix/tree-edit.ts';
import type { Route, RouteTable } from '../network/network.ts';
import { tableText, toFirewall } from './examples.ts';
import { removeRoute } from './route-fixes.ts';
import { rule } from './rule.ts';

export const duplicateRouteName = rule({
  id: 'duplicate-route-name',
  severity: 'error',
  summary: 'Two routes of a table have the same name.',
  rationale: `A route is a resource of its own under the table, so its name must be unique there, without regard to case. Of two routes with one name at most one comes to be.`,
  limits: `Routes of the list in the table. A route that is written in the table and once more as a resource of its own, as exports do, is one route and not two.
Routes that may be absent are left out.`,
  source: 'Resource naming rules (general knowledge)',
  bad: tableText(toFirewall, { name: 'To-Firewall', addressPrefix: 'ApiManagement' }),
  good: tableText(toFirewall, { name: 'to-control-plane', addressPrefix: 'ApiManagement' }),
  on: 'routeTable',

  *check(table) {
    const seen = new Map<string, Route>();
    for (const route of table.routes) {
      if (route.name?.known !== true || route.maybe !== undefined) continue;
      const key = route.name.value.toLowerCase();
      const earlier = seen.get(key);
      if (earlier === undefined) {
        seen.set(key, route);
        continue;
      }
      yield {
        at: route.nameSpan,
        message: `'${route.name.value}' is the name of two routes of this table. Azure refuses the table, or one of the routes is lost.`,
        related: [{ at: earlier.nameSpan, message: `the other route named '${route.name.value}'` }],
        fixes: () => renameOrRemove(table, route),
      };
    }
  },
});

function renameOrRemove(table: RouteTable, second: Route): readonly Fix[] {
  if (second.name?.known !== true) return [];
  const name = second.name.value;
  const taken = new Set(table.routes.map(route => knownValue(route.name)?.toLowerCase()));
  let number = 2;
  while (taken.has(`${name}-${number}`.toLowerCase())) number++;
  const rename: Fix = {
    title: `Name it '${name}-${number}'`,
    safety: 'safe',
    preferred: true,
    edits: [{ kind: 'set-value', at: second.name.origin, value: `${name}-${number}` }],
  };
  return [rename, { ...removeRoute(second, 'review'), title: `Remove the second '${name}'` }];
}
