import { allowsEverything as isForEverything, openToInternet } from '../analysis/wide-open.ts';
import { ruleTitle } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';
import { groupTitle } from './wording.ts';

const everything = {
  direction: 'Outbound',
  protocol: '*',
  sourceAddressPrefix: '*',
  destinationAddressPrefix: '*',
  destinationPortRange: '*',
};

export const allowsEverything = rule({
  id: 'allows-everything',
  severity: 'warning',
  pack: 'strict',
  summary: 'A rule allows every address every port in every protocol.',
  rationale: `A group whose rules name what is needed tells what a network does, and stops what it does not. A rule that allows everything takes both away for its
direction. Outbound it lets data leave to anywhere.`,
  limits: `Exact for rules that are written down, wherever they stand among the others. Inbound rules that let the Internet in are the matter of open-to-internet, and are
not reported twice.`,
  source: 'Network security groups overview, July 2025',
  noFix: 'What the rule is there for, and so what it should allow instead, is not known.',
  bad: groupText({ name: 'AllowAllOut', ...everything }),
  good: groupText({
    name: 'AllowStorage',
    ...everything,
    destinationAddressPrefix: 'Storage',
    destinationPortRange: '443',
  }),
  on: 'securityGroup',

  *check(group) {
    const told = openToInternet(group);
    for (const candidate of group.rules) {
      if (candidate.direction?.known !== true || !isForEverything(candidate) || told.includes(candidate)) continue;
      const way = candidate.direction.value === 'Inbound' ? 'in' : 'out';
      yield {
        at: candidate.nameSpan,
        message: `${groupTitle(group)}: ${ruleTitle(candidate)} lets everything ${way}. What no earlier rule denies is open, and nobody can tell what is needed.`,
      };
    }
  },
});
