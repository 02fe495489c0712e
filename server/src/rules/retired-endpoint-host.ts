import { endpoints } from '../knowledge/hostnames.ts';
import { serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { serviceTitle } from './wording.ts';

const named = (type: string) =>
  serviceText({ properties: { hostnameConfigurations: [{ type, hostName: 'api.contoso.example' }] } });

export const retiredEndpointHost = rule({
  id: 'retired-endpoint-host',
  severity: 'information',
  strictSeverity: 'warning',
  summary: 'A custom host name is set for an endpoint whose feature is retired.',
  rationale: `The legacy portal was retired on 31 October 2023, Git configuration and the direct management API on 15 March 2025. Host names for them, with their certificates
and DNS records, serve nothing any more.`,
  limits:
    'Reads the type of each custom host name where it is written down. Articles still list the default hosts of these endpoints.',
  source:
    'Retirement notices of the legacy portal (November 2023), of Git configuration and of the direct management API (May 2024)',
  bad: named('Portal'),
  good: named('Proxy'),
  on: 'service',

  *check(service) {
    for (const { type, span } of service.hostnames) {
      if (type?.known !== true) continue;
      const endpoint = endpoints.find(({ armType }) => armType.toLowerCase() === type.value.toLowerCase());
      if (endpoint === undefined || endpoint.retired === null) continue;
      yield {
        at: type.origin.span,
        message: `${serviceTitle(service)} has a custom host name for ${endpoint.armType}, the ${endpoint.meaning}, which was retired on ${endpoint.retired}.`,
        fixes: () => [
          {
            title: `Remove the host name of ${endpoint.armType}`,
            safety: 'review',
            preferred: true,
            edits: [{ kind: 'remove-item', at: span }],
          },
        ],
      };
    }
  },
});
