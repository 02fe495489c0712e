import { knownValue } from '../base/sourced.ts';
import { serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { serviceTitle } from './wording.ts';

export const retiredPlatform = rule({
  id: 'retired-platform',
  severity: 'warning',
  summary: 'The service runs on stv1, a platform that is retired.',
  rationale: `The stv1 platform was retired on 31 August 2024, and on 28 February 2025 in Azure Government and in Azure operated by 21Vianet. A service in a virtual network
moves to stv2 by a change of its subnet or public IP address, which changes its addresses.`,
  limits: `Reads platformVersion, which Azure writes and exports show. A template that has none says nothing about the platform, and a profile that somebody chose
is left alone.`,
  source: 'stv1 platform retirement, August 2024',
  noFix: 'A service leaves stv1 by a migration in Azure; the property only tells where it is.',
  bad: serviceText({ properties: { platformVersion: 'stv1' } }),
  good: serviceText({ properties: { platformVersion: 'stv2' } }),
  on: 'service',

  *check(service) {
    const { platformVersion } = service;
    if (platformVersion === undefined || knownValue(platformVersion)?.toLowerCase() !== 'stv1') return;
    yield {
      at: platformVersion.origin.span,
      message: `${serviceTitle(service)} runs on stv1, which was retired on 31 August 2024 (28 February 2025 in Azure Government and in Azure operated by 21Vianet).`,
    };
  },
});
