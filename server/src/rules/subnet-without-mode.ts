import { networkMode } from '../analysis/service-network.ts';
import type { Fix } from '../fix/tree-edit.ts';
import type { ApimService, ResourceLink } from '../network/network.ts';
import { serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { serviceTitle } from './wording.ts';

export const subnetWithoutMode = rule({
  id: 'subnet-without-mode',
  severity: 'warning',
  summary: 'The service names a subnet and is not put into it.',
  rationale: `A subnet has an effect only with virtualNetworkType External or Internal. With None, which is also what a missing property means, the service is
deployed outside the virtual network and its gateway is on the internet.`,
  limits:
    'Only where the properties of the service are all written down. A subnet id that is computed, with a mode that comes from a parameter, is not judged: both may be left out together.',
  source: 'Resource Manager schema of API Management, API version 2022-08-01',
  bad: serviceText({ properties: { virtualNetworkType: 'None' } }),
  good: serviceText(),
  on: 'service',

  *check(service) {
    if (networkMode(service) !== 'None' || service.subnet === undefined) return;
    const { mode, subnet } = service;
    if (!isNamed(subnet, mode)) return;
    yield {
      at: mode?.origin.span ?? subnet.span,
      message: `${serviceTitle(service)} names ${subnet.name === undefined ? 'a subnet' : `the subnet '${subnet.name}'`}, but ${mode === undefined ? 'has no virtualNetworkType, which means None' : 'its virtualNetworkType is None'}: it is deployed outside the virtual network.`,
      related: mode === undefined ? [] : [{ at: subnet.span, message: 'the subnet without effect' }],
      // Which of the two was meant is not in the file.
      fixes: () => ['Internal', 'External'].map(wanted => setMode(service, wanted)),
    };
  },
});

/**
 * Whether the service names a subnet for certain. An id that is computed may turn out empty where the mode is None, as
 * modules write it that leave both to their callers; where the mode is written right there, any id is without effect.
 */
function isNamed(subnet: ResourceLink, mode: ApimService['mode']): boolean {
  if (subnet.maybe === true) return false;
  if (subnet.identity !== undefined) return true;
  return subnet.unknown !== undefined && (mode === undefined || mode.origin.via === 'literal');
}

function setMode({ mode, span }: ApimService, wanted: string): Fix {
  return {
    title: `Set 'virtualNetworkType' to ${wanted}`,
    safety: 'review',
    edits: [
      mode === undefined
        ? { kind: 'set-property', object: span, path: ['properties', 'virtualNetworkType'], value: wanted }
        : { kind: 'set-value', at: mode.origin, value: wanted },
    ],
  };
}
