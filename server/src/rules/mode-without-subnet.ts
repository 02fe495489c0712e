import { networkMode } from '../analysis/service-network.ts';
import { knownValue } from '../base/sourced.ts';
import { type Fix, idOf } from '../fix/tree-edit.ts';
import { tierOf } from '../knowledge/tiers.ts';
import type { ApimService, Network } from '../network/network.ts';
import { serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { serviceTitle } from './wording.ts';

export const modeWithoutSubnet = rule({
  id: 'mode-without-subnet',
  severity: 'error',
  summary: 'The service is to be in a virtual network and names no subnet.',
  rationale: `virtualNetworkType External or Internal needs virtualNetworkConfiguration.subnetResourceId. Without it Azure does not know where to put the service,
and refuses the deployment.`,
  limits: `Only where the properties of the service are all written down and its tier is Developer or Premium; a subnet that is computed counts as given. The v2 tiers
take a mode without a subnet.`,
  source:
    'Resource Manager schema of API Management, API version 2022-08-01; Azure/azure-cli, issue 15533; for the v2 tiers Azure-Samples/Apim-Samples, whose services without a network have the mode External (read November 2026)',
  bad: serviceText({ properties: { virtualNetworkConfiguration: undefined } }),
  good: serviceText(),
  on: 'service',

  *check(service, { network }) {
    const mode = networkMode(service);
    const tier = tierOf(knownValue(service.sku));
    if (tier?.isV2 !== false || !tier.networking.includes('injection')) return;
    if (service.mode === undefined || mode === 'None' || mode === 'unknown') return;
    if (service.subnet !== undefined || service.propertiesUnknown !== undefined) return;
    yield {
      at: service.mode.origin.span,
      message: `${serviceTitle(service)} has virtualNetworkType ${mode} and no virtualNetworkConfiguration with a subnet: Azure refuses the deployment.`,
      fixes: () => onlySubnet(service, network),
    };
  },
});

/** Names the subnet of the file, where there is just one. */
function onlySubnet(service: ApimService, { subnets }: Network): readonly Fix[] {
  const [subnet] = subnets;
  if (subnet === undefined || subnets.length > 1 || subnet.definedElsewhere || subnet.conditional) return [];
  return [
    {
      title: `Put the service into ${knownValue(subnet.name) === undefined ? 'the subnet' : `'${knownValue(subnet.name)}'`}`,
      safety: 'review',
      preferred: true,
      edits: [
        {
          kind: 'set-property',
          object: service.span,
          path: ['properties', 'virtualNetworkConfiguration', 'subnetResourceId'],
          value: idOf(subnet.span),
        },
      ],
    },
  ];
}
