import { clientRoutes } from '../analysis/route-verdicts.ts';
import { routedText, toControlPlane, toFirewall } from './examples.ts';
import { decidingRoutes, prefixSpan, routeSends, tableTitle, usedBy } from './route-findings.ts';
import { rule } from './rule.ts';

const client = { name: 'to-partner', addressPrefix: '203.0.113.0/24' };
const rules = [{ name: 'AllowClients', sourceAddressPrefix: 'Internet', destinationAddressPrefix: 'VirtualNetwork' }];
const parts = { rules, properties: { virtualNetworkType: 'External' } };

export const externalModeTunnelled = rule({
  id: 'external-mode-tunnelled',
  severity: 'warning',
  summary: 'Answers to clients on the internet leave by an appliance or a gateway.',
  rationale: `In External mode clients call the public address of the service. Where a route sends 0.0.0.0/0 to an appliance or a gateway, the answer leaves from
another address than the request went to, and the client never takes it for its answer: calls time out. Every range of clients needs a route of its own with
next hop Internet, or the service belongs in Internal mode behind a gateway that faces the internet.`,
  limits: `Profiles stv2-current and stv1-final, and only where the mode is known. As soon as any other public range or service tag, such as
AzureFrontDoor.Backend, has a route to the Internet, nothing is reported: those may be all the clients there are.`,
  source: 'API Management, forced tunnelling to a firewall, November 2023, and external virtual network, August 2026',
  noFix:
    'Which clients are answered past the appliance is a decision; *APIM VNet: Generate route table…* asks for their prefixes and writes the routes.',
  bad: routedText([toFirewall, toControlPlane], parts),
  good: routedText([toFirewall, toControlPlane, client], parts),
  on: 'target',

  *check(target, file) {
    const table = target.routeTable;
    const speaks = target.profile === 'stv2-current' || target.profile === 'stv1-final';
    if (table === undefined || !speaks || target.mode !== 'External') return;
    const answers = clientRoutes(target, file.network);
    const [first] = decidingRoutes(answers.outcomes);
    if (answers.verdict !== 'cut-off' || first === undefined) return;
    yield {
      at: prefixSpan(first.route),
      message: `${tableTitle(table)}: ${routeSends(first.route, first.outcome)}. In External mode clients call from the internet, and answers to them leave that way too, from another address: their calls time out.`,
      related: usedBy(target),
    };
  },
});
