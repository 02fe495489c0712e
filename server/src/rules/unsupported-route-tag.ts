import { serviceTagRoutes } from '../knowledge/routing.ts';
import { describeTag } from '../knowledge/service-tags.ts';
import { tableText } from './examples.ts';
import { routeName } from './route-findings.ts';
import { removeRoute } from './route-fixes.ts';
import { rule } from './rule.ts';

export const unsupportedRouteTag = rule({
  id: 'unsupported-route-tag',
  severity: 'error',
  summary: 'A service tag that only security rules know is the prefix of a route.',
  rationale: `Routes take the service tags of Azure services. Internet, VirtualNetwork, AzureLoadBalancer and the tags of the platform itself stand for no list of prefixes
that a route could hold, and Azure refuses them. For the internet write 0.0.0.0/0.`,
  limits: 'The list is that of July 2025. Spellings of the classic deployment model count as the tag they stand for.',
  source: 'Service tags overview, July 2025',
  bad: tableText({ name: 'to-internet', addressPrefix: 'Internet' }),
  good: tableText({ name: 'to-internet', addressPrefix: 'AzureCloud' }),
  on: 'routeTable',

  *check(table) {
    for (const route of table.routes) {
      const term = route.prefix;
      if (term?.meaning.kind !== 'tag') continue;
      const { tag } = term.meaning;
      if (describeTag(tag)?.usableInUdr !== false && !serviceTagRoutes.unsupportedTags.includes(tag.base)) continue;
      yield {
        at: term.span,
        message: `'${routeName(route)}': routes do not support the service tag ${tag.name}. Azure refuses the route table, and the deployment with it.`,
        fixes: () => [removeRoute(route, 'review')],
      };
    }
  },
});
