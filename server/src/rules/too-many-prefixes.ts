import { groupedDigits } from '../base/number-text.ts';
import { limits, nsgSources } from '../knowledge/nsg-defaults.ts';
import { ruleName } from '../network/nsg.ts';
import { rule } from './rule.ts';

const atMost = limits.addressesPerSide;

export const tooManyPrefixes = rule({
  id: 'too-many-prefixes',
  severity: 'warning',
  summary: 'One side of a rule has more addresses and prefixes than Azure takes.',
  rationale: `Azure takes up to ${groupedDigits(atMost)} addresses and prefixes as source, and as many as destination. It refuses more.`,
  limits: `Counted per rule and side. Whether Azure counts per rule or for a group as a whole the text does not say: sums over several rules are not reported. The text is of ${nsgSources.limits.month ?? 'an unknown month'}, so this is a warning.`,
  source: `Azure networking limits, ${nsgSources.limits.month ?? 'undated'}`,
  noFix: 'Which prefixes can go, be joined or move to a rule of their own is a decision.',
  bad: undefined,
  good: undefined,
  on: 'securityGroup',

  *check(group) {
    for (const candidate of group.rules) {
      for (const [what, side] of [
        ['source', candidate.source],
        ['destination', candidate.destination],
      ] as const) {
        const prefixes = side.terms.filter(({ meaning }) => meaning.kind === 'prefix');
        if (prefixes.length <= atMost) continue;
        yield {
          at: side.plural?.nameSpan ?? candidate.nameSpan,
          message: `'${ruleName(candidate)}' has ${groupedDigits(prefixes.length)} ${what} addresses, and Azure takes ${groupedDigits(atMost)}: it refuses the rule, and the deployment with it.`,
        };
      }
    }
  },
});
