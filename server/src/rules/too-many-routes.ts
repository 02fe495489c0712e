import { routeLimits, serviceTagRoutes } from '../knowledge/routing.ts';
import { tableText } from './examples.ts';
import { prefixSpan, routeName, tableTitle } from './route-findings.ts';
import { rule } from './rule.ts';

const tags =
  `ActionGroup ApiManagement AppConfiguration AppService AzureActiveDirectory AzureCloud AzureConnectors AzureContainerRegistry AzureCosmosDB
AzureDatabricks AzureDevOps AzureEventGrid AzureKeyVault AzureMonitor AzureSignalR AzureTrafficManager BatchNodeManagement CognitiveServicesManagement DataFactory
EventHub GuestAndHybridManagement HDInsight LogicApps ServiceBus Sql Storage`.split(/\s+/);
const routes = tags.map(tag => ({ name: `to-${tag}`, addressPrefix: tag }));

export const tooManyRoutes = rule({
  id: 'too-many-routes',
  severity: 'warning',
  summary: 'A route table has more routes than Azure allows.',
  rationale: `A route table holds 400 routes, and 25 of them may be for service tags. Azure refuses one that has more.`,
  limits: `The numbers are those of December 2022 and May 2023 and may have grown since, so this is a warning. Routes that may be absent, or whose prefix is not known, are not
counted.`,
  source: 'Azure networking limits, December 2022; virtual network traffic routing, May 2023',
  noFix: 'Which routes can go or be joined is a decision.',
  bad: tableText(...routes),
  good: tableText(...routes.slice(0, 25)),
  on: 'routeTable',

  *check(table) {
    const sure = table.routes.filter(({ maybe }) => maybe === undefined);
    const tagged = sure.filter(({ prefix }) => prefix?.meaning.kind === 'tag');
    const limits = [
      { some: sure, most: routeLimits.routesPerTable, what: 'routes' },
      { some: tagged, most: serviceTagRoutes.maximumPerTable, what: 'routes for service tags' },
    ];
    for (const { some, most, what } of limits) {
      const first = some[most];
      if (first === undefined) continue;
      yield {
        at: table.routesSpan,
        message: `${tableTitle(table)} has ${some.length} ${what}; Azure allows ${most} and refuses a route table with more.`,
        related: [{ at: prefixSpan(first), message: `'${routeName(first)}' is number ${most + 1}` }],
      };
    }
  },
});
