import { type PropertyPlace, ruleName } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';

export const conflictingRuleProperties = rule({
  id: 'conflicting-rule-properties',
  severity: 'warning',
  summary: 'A rule gives one thing in the singular and in the plural property.',
  rationale: `For each side of a rule Azure takes a single prefix, a list of prefixes, or application security groups: one of the three. For ports it takes a
single range or a list. Given both, the deployment is refused, or one of them is dropped. Verdicts take both together.`,
  limits:
    'Empty texts and empty lists do not count. No text of Azure that refuses both was found, so this is a warning.',
  source: 'Azure REST specifications, issue 1591; Terraform provider azurerm, pull request 29675 (read November 2026)',
  bad: groupText({ sourceAddressPrefixes: ['10.1.0.0/16'] }),
  good: groupText({ sourceAddressPrefix: undefined, sourceAddressPrefixes: ['10.0.0.0/16', '10.1.0.0/16'] }),
  on: 'securityGroup',

  *check(group) {
    for (const candidate of group.rules) {
      for (const side of [candidate.source, candidate.destination, candidate.sourcePorts, candidate.destinationPorts]) {
        const groups = 'applicationSecurityGroups' in side ? side.applicationSecurityGroups : undefined;
        const given: PropertyPlace[] = [side.singular, side.plural, groups].filter(place => place !== undefined);
        const [first, second] = given;
        if (first === undefined || second === undefined) continue;
        yield {
          at: second.nameSpan,
          message: `'${ruleName(candidate)}' gives both '${first.name}' and '${second.name}'. Azure takes one of them: put all entries into the list.`,
          related: [{ at: first.nameSpan, message: `'${first.name}' is given here` }],
        };
      }
    }
  },
});
