import { networkMode } from '../analysis/service-network.ts';
import { serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { serviceTitle } from './wording.ts';

export const modeWithoutSubnet = rule({
  id: 'mode-without-subnet',
  severity: 'error',
  summary: 'The service is to be in a virtual network and names no subnet.',
  rationale: `virtualNetworkType External or Internal needs virtualNetworkConfiguration.subnetResourceId. Without it Azure does not know where to put the service,
and refuses the deployment.`,
  limits: 'Only where the properties of the service are all written down; a subnet that is computed counts as given.',
  source:
    'Resource Manager schema of API Management, API version 2022-08-01; Azure/azure-cli, issue 15533 (read November 2026)',
  bad: serviceText({ properties: { virtualNetworkConfiguration: undefined } }),
  good: serviceText(),
  on: 'service',

  *check(service) {
    const mode = networkMode(service);
    if (service.mode === undefined || mode === 'None' || mode === 'unknown') return;
    if (service.subnet !== undefined || service.propertiesUnknown !== undefined) return;
    yield {
      at: service.mode.origin.span,
      message: `${serviceTitle(service)} has virtualNetworkType ${mode} and no virtualNetworkConfiguration with a subnet: Azure refuses the deployment.`,
    };
  },
});
