import { ruleName, type SecurityRule } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';
import { counted, groupTitle, list } from './wording.ts';

export const ruleWithoutDescription = rule({
  id: 'rule-without-description',
  severity: 'information',
  pack: 'all',
  summary: 'Rules of a group do not say what they are for.',
  rationale: `Ports and prefixes say what passes, and not why. Whoever has to change a group later needs to know who asked for a rule, and keeps it where nobody knows.`,
  limits: 'Exact; one finding for a group. Rules with computed properties are left out.',
  source: 'Network security groups overview, July 2025',
  noFix: 'What the rule is for is known to whoever wrote it.',
  bad: groupText({}),
  good: groupText({ description: 'Lets the offices reach the web servers.' }),
  on: 'securityGroup',

  *check(group) {
    const silent = group.rules.filter(candidate => candidate.description === undefined && !isComputed(candidate));
    const [first] = silent;
    if (first === undefined) return;
    const named = silent.slice(0, mostNamed).map(candidate => `'${ruleName(candidate)}'`);
    const others = silent.length > mostNamed ? [`${silent.length - mostNamed} more`] : [];
    yield {
      at: first.nameSpan,
      message: `${groupTitle(group)}: ${counted(silent.length, 'rule')} without a description: ${list([...named, ...others])}.`,
    };
  },
});

const mostNamed = 3;

/** It may have a description that is not listed. */
function isComputed({ source }: SecurityRule): boolean {
  return source.unknown === 'it has properties that are computed';
}
