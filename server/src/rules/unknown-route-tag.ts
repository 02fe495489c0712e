import { tableText } from './examples.ts';
import { routeName } from './route-findings.ts';
import { rule } from './rule.ts';
import { respell } from './rule-fixes.ts';

export const unknownRouteTag = rule({
  id: 'unknown-route-tag',
  severity: 'warning',
  summary: 'The prefix of a route is a name that no list of service tags has.',
  rationale: `Azure refuses a route with a tag it does not know. Where the name is close to a known one, the finding says which. Any other name may be a tag that is newer than
the list; it is reported as information, and what the route holds is taken as unknown.`,
  limits: 'The list is that of July 2025 with the older names of April 2021. Case does not count.',
  source: 'Service tags overview, July 2025',
  bad: tableText({ name: 'to-control-plane', addressPrefix: 'ApiManagment' }),
  good: tableText({ name: 'to-control-plane', addressPrefix: 'apimanagement' }),
  on: 'routeTable',

  *check(table) {
    for (const route of table.routes) {
      const term = route.prefix;
      if (term?.meaning.kind !== 'unlisted-tag') continue;
      const { suggestion } = term.meaning;
      yield suggestion === undefined
        ? {
            at: term.span,
            severity: 'information',
            message: `'${routeName(route)}': '${term.text}' is not in the list of service tags of July 2025. Ignore this if the tag is newer; otherwise Azure refuses the route table, and the deployment with it.`,
          }
        : {
            at: term.span,
            message: `'${routeName(route)}': '${term.text}' is not a service tag. Did you mean '${suggestion}'? As it is, Azure refuses the route table, and the deployment with it.`,
            fixes: () => [respell(term.origin, term.text, suggestion)],
          };
    }
  },
});
