import { isDns } from '../analysis/flow-verdict.ts';
import { ruleTitle } from '../network/nsg.ts';
import { allowFixes } from './allow-fix.ts';
import { serviceText } from './examples.ts';
import { blockers } from './flow-findings.ts';
import { rule } from './rule.ts';
import { groupTitle } from './wording.ts';

const virtualNetwork = { dhcpOptions: { dnsServers: ['192.168.10.4'] } };
const deny = {
  name: 'DenyOnPremises',
  priority: 300,
  direction: 'Outbound',
  access: 'Deny',
  protocol: '*',
  destinationPortRange: '*',
  sourceAddressPrefix: '*',
};

export const customDnsBlocked = rule({
  id: 'custom-dns-blocked',
  severity: 'error',
  summary: 'The security group blocks the DNS servers of the virtual network.',
  rationale: `With DNS servers of one's own the service asks them for the names of Storage, SQL and Key Vault. Where it cannot reach them on port 53 it finds none of its dependencies,
and its deployment or its next restart fails. Azure's own DNS passes no security group.`,
  limits: `Only where the addresses of all servers are written down and every server is blocked, over UDP and TCP. What lies between, such as a firewall or a peering, is not seen.`,
  source: 'Network resources for injection, April 2025; what is 168.63.129.16, March 2023',
  bad: serviceText({ virtualNetwork, rules: [{ ...deny, destinationAddressPrefix: '192.168.0.0/16' }] }),
  good: serviceText({ virtualNetwork, rules: [{ ...deny, destinationAddressPrefix: '192.168.128.0/17' }] }),
  on: 'target',

  *check(target, file) {
    const { group, virtualNetwork: network } = target;
    if (group === undefined || network?.dnsServers !== 'custom') return;
    for (const verdict of file.verdicts(target)) {
      if (!isDns(verdict.flow) || verdict.verdict !== 'blocked') continue;
      const [blocker] = blockers(verdict);
      if (blocker === undefined) continue;
      const servers = network.dnsServerTerms.map(({ text }) => text).join(', ');
      yield {
        at: blocker.builtIn ? group.rulesSpan : blocker.nameSpan,
        message: `${groupTitle(group)}: port 53 outbound to the DNS servers of the virtual network (${servers}) is blocked by ${ruleTitle(blocker)}. API Management then finds none of its dependencies, and its deployment fails.`,
        related: network.dnsServerTerms.map(({ span, text }) => ({ at: span, message: `the DNS server ${text}` })),
        fixes: () =>
          allowFixes(target, verdict, {
            safety: 'safe',
            preferred: true,
            addresses: network.dnsServerTerms.map(({ text }) => text),
          }),
      };
    }
  },
});
