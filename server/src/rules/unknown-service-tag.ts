import { meantTag } from '../knowledge/service-tags.ts';
import { ruleName } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';
import { respell } from './rule-fixes.ts';

export const unknownServiceTag = rule({
  id: 'unknown-service-tag',
  severity: 'warning',
  summary: 'A name is not a service tag of the published list.',
  rationale: `Azure refuses a rule with a tag it does not know. Where the name is close to a known one, the finding says which. Any other name
may be a tag that is newer than the list; it is reported as information, and what the rule matches is taken as unknown. A tag with a region is
reported where one letter makes the region a known one; any other may be newer, and is not reported.`,
  limits: 'The list is that of July 2025 with the older names of April 2021. Case does not count.',
  source: 'Service tags overview, July 2025',
  bad: groupText({ name: 'AllowManagement', sourceAddressPrefix: 'ApiManagment', destinationPortRange: '3443' }),
  good: groupText({ name: 'AllowManagement', sourceAddressPrefix: 'AzureTrafficManager', destinationPortRange: '443' }),
  on: 'securityGroup',

  *check(group) {
    for (const candidate of group.rules) {
      for (const term of [...candidate.source.terms, ...candidate.destination.terms]) {
        const { meaning } = term;
        const suggestion =
          meaning.kind === 'unlisted-tag'
            ? meaning.suggestion
            : meaning.kind === 'tag'
              ? meantTag(meaning.tag)
              : undefined;
        if (suggestion === undefined && meaning.kind !== 'unlisted-tag') continue;
        yield suggestion === undefined
          ? {
              at: term.span,
              severity: 'information',
              message: `'${ruleName(candidate)}': '${term.text}' is not in the list of service tags of July 2025. Ignore this if the tag is newer; otherwise Azure refuses the rule, and the deployment with it.`,
            }
          : {
              at: term.span,
              message: `'${ruleName(candidate)}': '${term.text}' is not a service tag. Did you mean '${suggestion}'? As it is, Azure refuses the rule, and the deployment with it.`,
              fixes: () => [respell(term.origin, term.text, suggestion)],
            };
      }
    }
  },
});
