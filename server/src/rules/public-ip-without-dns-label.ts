import { knownValue } from '../base/sourced.ts';
import type { Fix } from '../fix/tree-edit.ts';
import type { PublicIpAddress } from '../network/network.ts';
import { serviceText } from './examples.ts';
import { dnsLabel, examplePublicIp, examplePublicIpId, publicIpTitle, usedPublicIps } from './public-ip-findings.ts';
import { rule } from './rule.ts';
import { serviceTitle } from './wording.ts';

const properties = { publicIpAddressId: examplePublicIpId };

export const publicIpWithoutDnsLabel = rule({
  id: 'public-ip-without-dns-label',
  severity: 'error',
  summary: 'The public IP address of the service has no DNS label.',
  rationale:
    'A public IP address that is given to an stv2 service must have a DNS name label, usually the name of the service. Azure refuses it otherwise.',
  limits: 'Looks at addresses of the same file whose properties are all written down.',
  source: 'Prerequisites of injection, May 2024; internal-mode article, August 2026',
  bad: serviceText({ properties, others: [examplePublicIp({ dnsSettings: undefined })] }),
  good: serviceText({ properties, others: [examplePublicIp()] }),
  on: 'service',

  *check(service, file) {
    for (const { address, link } of usedPublicIps(service, file)) {
      if (address.domainNameLabel !== undefined || address.propertiesUnknown !== undefined) continue;
      yield {
        at: address.nameSpan,
        message: `${publicIpTitle(address)} has no dnsSettings.domainNameLabel, and ${serviceTitle(service)} uses it: API Management takes addresses with a DNS label only, so the deployment fails.`,
        related: [{ at: link.span, message: 'used here' }],
        fixes: () => addLabel(address),
      };
    }
  },
});

/** A label must be free in its region, which only Azure can tell. */
function addLabel({ name, span }: PublicIpAddress): readonly Fix[] {
  const label = knownValue(name)?.toLowerCase();
  if (label === undefined || !dnsLabel.test(label)) return [];
  return [
    {
      title: `Add the DNS label '${label}'`,
      safety: 'review',
      preferred: true,
      edits: [
        { kind: 'set-property', object: span, path: ['properties', 'dnsSettings', 'domainNameLabel'], value: label },
      ],
    },
  ];
}
