import { subnetPrefix } from '../analysis/subnet-size.ts';
import { overlaps } from '../base/interval-set.ts';
import { privateUseV4 } from '../network/address.ts';
import { networkText } from './examples.ts';
import { rule } from './rule.ts';
import { subnetTitle } from './wording.ts';

const network = (range: string, prefix: string) =>
  networkText([{ name: 'snet-gateway', addressPrefix: prefix }], {
    addressSpace: { addressPrefixes: [range] },
  }).replace('"name": "snet-gateway"', '// apim-vnet: mode=Internal profile=vnet-2016-12\n            $&');

export const internalModePublicRange = rule({
  id: 'internal-mode-public-range',
  severity: 'information',
  summary: 'The subnet of a service in internal mode of 2016 has addresses that are not for private use.',
  rationale: `The text of December 2016 says that internal mode gives a service an address for private use (RFC 1918) only. A subnet with other addresses has none
to give.`,
  limits:
    'Only with the profile vnet-2016-12: later texts do not say it any more. Exact for a subnet with one IPv4 prefix that is written down.',
  source: 'Using API Management with virtual networks, December 2016',
  noFix: 'Which private addresses are free in the networks around it is not known.',
  bad: network('203.0.112.0/22', '203.0.113.0/28'),
  good: network('10.0.0.0/16', '10.0.1.0/28'),
  on: 'target',

  *check(target) {
    const { subnet, profile, mode } = target;
    const place = subnetPrefix(subnet);
    if (subnet === undefined || place === undefined || profile !== 'vnet-2016-12' || mode !== 'Internal') return;
    if (overlaps(privateUseV4, [place.prefix.start, place.prefix.end])) return;
    yield {
      at: place.term.span,
      message: `${subnetTitle(subnet)} has the prefix ${place.term.text}, which is not for private use (RFC 1918), and the text of December 2016 gives a service in internal mode an address for private use only.`,
    };
  },
});
