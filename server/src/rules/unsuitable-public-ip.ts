import type { Sourced } from '../base/sourced.ts';
import { publicIpProperties } from '../knowledge/subnet-sizing.ts';
import { serviceText } from './examples.ts';
import { examplePublicIp, examplePublicIpId, publicIpTitle, usedPublicIps } from './public-ip-findings.ts';
import { rule } from './rule.ts';
import { respell } from './rule-fixes.ts';
import { serviceTitle } from './wording.ts';

const properties = { publicIpAddressId: examplePublicIpId };

export const unsuitablePublicIp = rule({
  id: 'unsuitable-public-ip',
  severity: 'error',
  summary: 'The public IP address is not of the kind that API Management takes.',
  rationale:
    'A public IP address for an stv2 service is of the Standard SKU, static and IPv4. Azure refuses the deployment with any other.',
  limits: `Looks at addresses of the same file, where SKU, allocation and version are written down. A missing property is left alone, because what it means
depends on the API version.`,
  source: 'Prerequisites of injection, May 2024; internal-mode article, August 2026',
  bad: serviceText({ properties, others: [examplePublicIp({ publicIPAllocationMethod: 'Dynamic' }, 'Basic')] }),
  good: serviceText({ properties, others: [examplePublicIp()] }),
  on: 'service',

  *check(service, file) {
    for (const { address, link } of usedPublicIps(service, file)) {
      const wrong: readonly (readonly [Sourced<string> | undefined, string, string])[] = [
        [address.sku, 'the SKU', publicIpProperties.sku],
        [address.allocationMethod, 'the allocation method', publicIpProperties.allocation],
        [address.version, 'the version', publicIpProperties.version],
      ];
      for (const [value, what, wanted] of wrong) {
        if (value?.known !== true || value.value.toLowerCase() === wanted.toLowerCase()) continue;
        yield {
          at: value.origin.span,
          message: `${publicIpTitle(address)} has ${what} ${value.value}, and ${serviceTitle(service)} uses it: API Management takes ${wanted} only, so the deployment fails.`,
          related: [{ at: link.span, message: 'used here' }],
          // An address that exists may have to be made anew for it.
          fixes: () => [{ ...respell(value.origin, value.value, wanted), safety: 'review' }],
        };
      }
    }
  },
});
