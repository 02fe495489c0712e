import { knownValue } from '../base/sourced.ts';
import { serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { serviceTitle } from './wording.ts';

const outside = { virtualNetworkType: 'None', virtualNetworkConfiguration: undefined };

export const publicAccessDisabledAtCreation = rule({
  id: 'public-access-disabled-at-creation',
  severity: 'information',
  summary: 'Public access is disabled in a template that gives the service no private endpoint.',
  rationale: `publicNetworkAccess can be Disabled only for a service that exists and has a private endpoint. A template that creates the service with it fails; one that updates a service
with a private endpoint from elsewhere works.`,
  limits:
    'Only in templates, not in exports, and only where no private endpoint of the file leads to the service or to somewhere that is not known.',
  source:
    'Private endpoint article, March 2022; Azure/bicep-registry-modules, module for API Management (read November 2026)',
  bad: serviceText({ properties: { ...outside, publicNetworkAccess: 'Disabled' } }),
  good: serviceText({ properties: { ...outside, publicNetworkAccess: 'Enabled' } }),
  on: 'service',

  *check(service, { network, template }) {
    const { publicNetworkAccess: access } = service;
    if (template.shape !== 'arm-template' && template.shape !== 'bicep') return;
    if (access === undefined || knownValue(access)?.toLowerCase() !== 'disabled') return;
    const targets = network.privateEndpoints.flatMap(({ connections }) => connections.map(({ target }) => target));
    if (targets.some(({ identity }) => identity === undefined || identity === service.identity)) return;
    if (service.hasPrivateEndpointConnections) return;
    yield {
      at: access.origin.span,
      message: `${serviceTitle(service)} has publicNetworkAccess Disabled, and this file gives it no private endpoint. Azure accepts Disabled only for a service that exists and has one, so creating the service this way fails.`,
      fixes: () => [
        {
          title: "Write 'Enabled', and disable it once there is a private endpoint",
          safety: 'review',
          edits: [{ kind: 'set-value', at: access.origin, value: 'Enabled' }],
        },
      ],
    };
  },
});
