import { shadowedRules } from '../analysis/shadowing.ts';
import { ruleName, ruleTitle } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';
import { list } from './wording.ts';

export const shadowedRule = rule({
  id: 'shadowed-rule',
  severity: 'warning',
  summary: 'A rule never matches, because earlier rules decide all its traffic.',
  rationale: `Rules are asked from the lowest priority number up, and the first match decides. A rule whose every packet is decided earlier does nothing, though
it reads as protection, or as an opening.`,
  limits: `Exact on ports, protocols, prefixes and service tags, also where several earlier rules cover it together. A value that is not known here never makes a
rule shadowed. Rules with more than 4,096 combinations of source and destination are not judged.`,
  source: 'Network security groups overview, July 2025',
  bad: groupText(
    { name: 'AllowWeb' },
    { name: 'DenySite', priority: 200, access: 'Deny', sourceAddressPrefix: '10.0.7.0/24' },
  ),
  good: groupText(
    { name: 'DenySite', access: 'Deny', sourceAddressPrefix: '10.0.7.0/24' },
    { name: 'AllowWeb', priority: 200 },
  ),
  on: 'securityGroup',

  *check(group) {
    // An incomplete list may have rules that are asked earlier, but none that would take a shadow away.
    for (const { rule: shadowed, coveredBy, differs } of shadowedRules(group)) {
      yield {
        at: shadowed.nameSpan,
        message: `'${ruleName(shadowed)}' never matches: all its traffic is decided first by ${list(coveredBy.map(ruleTitle))}${differs ? ', and not the same way' : ''}.`,
        related: coveredBy.map(other => ({ at: other.nameSpan, message: `${ruleTitle(other)} decides first` })),
        unnecessary: true,
      };
    }
  },
});
