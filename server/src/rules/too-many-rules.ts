import { groupedDigits } from '../base/number-text.ts';
import { limits, nsgSources } from '../knowledge/nsg-defaults.ts';
import { rule } from './rule.ts';
import { groupTitle } from './wording.ts';

const rulesAtMost = limits.rulesPerNsg;

export const tooManyRules = rule({
  id: 'too-many-rules',
  severity: 'warning',
  summary: 'A group has more rules than Azure takes.',
  rationale: `A network security group has up to ${groupedDigits(rulesAtMost)} rules, inbound and outbound together. Azure refuses more.`,
  limits: `Rules that are deployed under a condition or by a loop are not counted. The newest text with the number that was found is of ${nsgSources.limits.month ?? 'an unknown month'}, so this is a
warning.`,
  source: `Azure networking limits, ${nsgSources.limits.month ?? 'undated'}`,
  noFix: 'Which rules can go or be joined is a decision.',
  bad: undefined,
  good: undefined,
  on: 'securityGroup',

  *check(group) {
    const certain = group.rules.filter(candidate => candidate.maybe === undefined);
    const tooMuch = certain[rulesAtMost];
    if (tooMuch === undefined) return;
    yield {
      at: group.rulesSpan,
      message: `${groupTitle(group)} has ${groupedDigits(certain.length)} rules, and Azure takes ${groupedDigits(rulesAtMost)}: it refuses the group, and the deployment with it.`,
      related: [{ at: tooMuch.nameSpan, message: `This is rule ${groupedDigits(rulesAtMost + 1)}` }],
    };
  },
});
