import { nameLengths } from '../knowledge/nsg-defaults.ts';
import { ruleName } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';
import { shortened } from './wording.ts';

export const tooLongDescription = rule({
  id: 'too-long-description',
  severity: 'error',
  summary: 'The description of a rule is longer than Azure takes.',
  rationale: `A description of a rule has up to ${nameLengths.description} characters. Azure refuses a longer one.`,
  limits: 'Exact for descriptions that are written down.',
  source: 'Network security groups overview, July 2025',
  bad: groupText({ description: 'Lets the offices reach the web servers. '.repeat(4) }),
  good: groupText({ description: 'Lets the offices reach the web servers.' }),
  on: 'securityGroup',

  *check(group) {
    for (const candidate of group.rules) {
      const { description } = candidate;
      if (description?.known !== true || description.value.length <= nameLengths.description) continue;
      yield {
        at: description.origin.span,
        message: `'${ruleName(candidate)}': the description has ${description.value.length} characters, and Azure takes ${nameLengths.description}: it refuses the rule, and the deployment with it.`,
        fixes: () => [
          {
            title: `Cut the description to ${nameLengths.description} characters`,
            // What is cut off is for whoever reads the rule.
            safety: 'review',
            preferred: true,
            edits: [
              {
                kind: 'set-value',
                at: description.origin,
                value: shortened(description.value, nameLengths.description),
              },
            ],
          },
        ],
      };
    }
  },
});
