import { sayTheSame } from '../analysis/same-rule.ts';
import { shadowedRules } from '../analysis/shadowing.ts';
import { ruleName, ruleTitle, type SecurityRule } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';
import { removeRule } from './rule-fixes.ts';
import { list } from './wording.ts';

export const shadowedRule = rule({
  id: 'shadowed-rule',
  severity: 'warning',
  summary: 'A rule never matches, because earlier rules decide all its traffic.',
  rationale: `Azure asks the rules from the lowest priority number up, and the first match decides. A rule whose every packet is decided earlier does nothing, though
it reads as protection or as an opening.`,
  limits: `Exact on ports, protocols, prefixes and service tags, also where several earlier rules cover it together. A value that is not known here never makes a
rule shadowed. Rules with more than 4,096 combinations of source and destination are not judged, nor is what is left of
a group when the bound of work is reached.`,
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
        // Where the earlier rules decide the same way nothing is wrong but the reader's picture: common, and often meant as documentation.
        severity: differs ? 'warning' : 'information',
        message: `'${ruleName(shadowed)}' never matches: all its traffic is decided first by ${list(coveredBy.map(ruleTitle))}.${differs ? consequence(shadowed) : ''}`,
        related: coveredBy.map(other => ({ at: other.nameSpan, message: `${ruleTitle(other)} decides first` })),
        unnecessary: true,
        // A narrower rule may be there because another service asks for it by name, as Azure Bastion does.
        fixes: () => [removeRule(shadowed, coveredBy.some(other => sayTheSame(shadowed, other)) ? 'safe' : 'review')],
      };
    }
  },
});

/** What the earlier rules do instead; empty where the rule's own access is not known. */
function consequence({ access }: SecurityRule): string {
  if (access?.known !== true) return '';
  return access.value === 'Deny'
    ? ' Traffic that it should deny is let through.'
    : ' Traffic that it should allow is blocked.';
}
