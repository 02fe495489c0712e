import { ruleName } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';
import { respell } from './rule-fixes.ts';

export const legacyServiceTag = rule({
  id: 'legacy-service-tag',
  severity: 'warning',
  summary: 'A service tag is spelled as in the classic deployment model.',
  rationale: `Articles of 2016 and the classic deployment model write VIRTUAL_NETWORK, INTERNET and AZURE_LOADBALANCER. Resource Manager has its own names;
the rule is judged as if it used them.`,
  limits:
    'Exact for the spellings of the published table and of the API Management articles of 2016. INTERNET is also a legal spelling today and is not reported.',
  source: 'Service tags overview, April 2021',
  bad: groupText({ sourceAddressPrefix: 'VIRTUAL_NETWORK' }),
  good: groupText({ sourceAddressPrefix: 'VirtualNetwork' }),
  on: 'securityGroup',

  *check(group) {
    for (const candidate of group.rules) {
      for (const term of [...candidate.source.terms, ...candidate.destination.terms]) {
        if (term.meaning.kind !== 'tag' || term.meaning.spelling !== 'legacy') continue;
        const { name } = term.meaning.tag;
        yield {
          at: term.span,
          message: `'${ruleName(candidate)}': '${term.text}' is the spelling of the classic deployment model. Resource Manager calls this tag '${name}': write that. The rule is judged as if it did.`,
          fixes: () => [respell(term.origin, term.text, name)],
        };
      }
    }
  },
});
