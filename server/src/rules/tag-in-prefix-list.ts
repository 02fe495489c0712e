import { ruleName } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';

export const tagInPrefixList = rule({
  id: 'tag-in-prefix-list',
  severity: 'warning',
  summary: 'A list of prefixes holds a service tag or an asterisk.',
  rationale: `The plural properties take addresses and CIDR prefixes only. With a tag in them Azure answers SecurityRuleParameterContainsUnsupportedValue.
A rule has at most one tag per side: several tags need several rules. Verdicts count the tag as it is meant.`,
  limits:
    'Whether newer API versions accept some tags in a list is not settled in what was read, so this is a warning.',
  source: 'Terraform provider azurerm, issue 5617, which quotes the answer of Azure (read November 2026)',
  bad: groupText({ sourceAddressPrefix: undefined, sourceAddressPrefixes: ['10.0.0.0/16', 'AzureLoadBalancer'] }),
  good: groupText(
    { sourceAddressPrefix: undefined, sourceAddressPrefixes: ['10.0.0.0/16', '10.1.0.0/16'] },
    { name: 'AllowProbe', priority: 110, sourceAddressPrefix: 'AzureLoadBalancer' },
  ),
  on: 'securityGroup',

  *check(group) {
    for (const candidate of group.rules) {
      for (const side of [candidate.source, candidate.destination]) {
        for (const term of side.terms) {
          if (term.form !== 'plural' || !['tag', 'any', 'unlisted-tag'].includes(term.meaning.kind)) continue;
          if (term.text.includes('/')) continue; // 0.0.0.0/0 means every address, but is a prefix like others.
          const { name } = side.plural ?? side.singular ?? { name: 'the list' };
          yield {
            at: term.span,
            message: `'${ruleName(candidate)}': '${term.text}' stands in '${name}', which takes addresses and CIDR prefixes only. Azure refuses the rule: give ${term.meaning.kind === 'any' ? 'the asterisk' : 'the tag'} a rule of its own, in the singular property.`,
          };
        }
      }
    }
  },
});
