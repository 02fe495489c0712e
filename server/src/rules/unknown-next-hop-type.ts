import { nextHopTypes, unsettableNextHops } from '../knowledge/routing.ts';
import { tableText, toFirewall } from './examples.ts';
import { hopSpan, routeName } from './route-findings.ts';
import { rule } from './rule.ts';
import { respell } from './rule-fixes.ts';
import { list } from './wording.ts';

export const unknownNextHopType = rule({
  id: 'unknown-next-hop-type',
  severity: 'error',
  summary: 'The next hop type of a route is none that Azure knows.',
  rationale: `A route names one of five next hop types. Lists of effective routes show others, such as peerings and service endpoints; Azure makes those itself, and no route
table can set them.`,
  limits: `The values of API version 2023-09-01, without regard to case. VirtualApplianceEcmp, which newer versions have, is left alone, and where a route with it leads is
taken as not known.`,
  source:
    'Resource Manager schema of route tables, API version 2023-09-01; the newer value: Azure/azure-powershell, pull request 29847 (July 2026)',
  bad: tableText({ ...toFirewall, nextHopType: 'Firewall' }),
  good: tableText(toFirewall),
  on: 'routeTable',

  *check(table) {
    for (const route of table.routes) {
      const { nextHopType } = route;
      if (nextHopType === undefined || nextHopType.known || nextHopType.invalid === undefined) continue;
      const text = nextHopType.invalid;
      if (text.toLowerCase() === 'virtualapplianceecmp') continue;
      const isMadeByAzure = unsettableNextHops.some(hop => folded(hop) === folded(text));
      yield {
        at: hopSpan(route),
        message: `'${routeName(route)}': '${text}' ${isMadeByAzure ? 'is a next hop that only Azure itself sets' : 'is not a next hop type'}. Azure knows ${list(nextHopTypes)}, and refuses the route table, and the deployment with it.`,
        fixes: () => {
          const near = nextHopTypes.find(hop => letters(hop) === letters(text));
          return near === undefined ? [] : [respell(nextHopType.origin, text, near)];
        },
      };
    }
  },
});

/** `Virtual appliance` and `virtual-appliance` are meant to be VirtualAppliance. */
function letters(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, '');
}

function folded(text: string): string {
  return text.toLowerCase().replace(/\s+/g, '');
}
