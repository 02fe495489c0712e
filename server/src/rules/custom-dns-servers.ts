import { usesSubnet } from '../analysis/service-network.ts';
import { serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { list, serviceTitle } from './wording.ts';

export const customDnsServers = rule({
  id: 'custom-dns-servers',
  severity: 'information',
  summary: 'The virtual network of the service has DNS servers of its own, which need care.',
  rationale: `The service reads the DNS servers of its virtual network when it is deployed. A later change reaches it only when somebody applies the network configuration
(Apply network configuration updates in the portal, applynetworkconfigurationupdates in the REST interface). The servers must also resolve public names of Azure, usually by
forwarding to 168.63.129.16; a Premium v2 instance needs names under vault.azure.net.`,
  limits:
    "A reminder, given where service and virtual network are in one file. Whether the servers forward to Azure's DNS cannot be seen in a file.",
  source: 'Network resources for injection, April 2025; DNS resolver of the v2 tiers, June 2025',
  noFix: 'What the DNS servers answer is not in the file; nothing in it need be wrong.',
  bad: serviceText({ virtualNetwork: { dhcpOptions: { dnsServers: ['10.0.0.4'] } } }),
  good: serviceText(),
  on: 'target',

  *check(target) {
    const { service, virtualNetwork: network } = target;
    if (service === undefined || network?.dnsServers !== 'custom' || !usesSubnet(target)) return;
    const [first] = network.dnsServerTerms;
    if (first === undefined || network.dnsServerTerms.every(({ text }) => text === azureDns)) return;
    const name = network.name?.known === true ? `'${network.name.value}'` : 'The virtual network';
    const need =
      target.profile === 'premium-v2-injection'
        ? 'they must resolve names under vault.azure.net'
        : 'they must resolve public names of Azure, and a change of them reaches the service only when its network configuration is applied again';
    yield {
      at: first.span,
      message: `${name} has DNS servers of its own (${list(network.dnsServerTerms.map(({ text }) => text || '…'))}), and ${serviceTitle(service)} uses them: ${need}.`,
      related: [{ at: target.at, message: 'the service in this virtual network' }],
    };
  },
});

/** Azure's own DNS, the same everywhere. Source: what is 168.63.129.16, March 2023. */
const azureDns = '168.63.129.16';
