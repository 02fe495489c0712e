import { accesses, directions, protocols } from '../knowledge/nsg-defaults.ts';
import { ruleName, type SecurityRule } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';
import { respell } from './rule-fixes.ts';
import { list } from './wording.ts';

export const unknownRuleValue = rule({
  id: 'unknown-rule-value',
  severity: 'error',
  summary: 'The protocol, access or direction is not a value that Azure accepts.',
  rationale: `Azure refuses the rule. A protocol 'Udb', for one, stands in snippets that are widely copied. Until the value is corrected, what the rule does
is not known, and verdicts that depend on it are left open.`,
  limits: 'Exact for texts that are written down; case does not count.',
  source: 'REST description of security rules, API version 2023-09-01',
  bad: groupText({ protocol: 'Udb', destinationPortRange: '4290' }),
  good: groupText({ protocol: 'Udp', destinationPortRange: '4290' }),
  on: 'securityGroup',

  *check(group) {
    for (const candidate of group.rules) {
      for (const [word, value, allowed] of valuesOf(candidate)) {
        if (value === undefined || value.known || value.invalid === undefined) continue;
        const near = nearest(value.invalid, allowed);
        yield {
          at: value.origin.span,
          message: `'${ruleName(candidate)}': '${value.invalid}' is not a valid ${word}.${near === undefined ? '' : ` Did you mean '${near}'?`} Azure accepts ${list(allowed.map(v => `'${v}'`))}; it refuses the rule, and the deployment with it.`,
          fixes: () => (near === undefined ? [] : [respell(value.origin, value.invalid ?? '', near)]),
        };
      }
    }
  },
});

function valuesOf(candidate: SecurityRule) {
  return [
    ['protocol', candidate.protocol, protocols],
    ['access', candidate.access, accesses],
    ['direction', candidate.direction, directions],
  ] as const;
}

/**
 * `Any` and `All` mean the asterisk; else the word that shares the first letters and is about as long, of which it is the beginning, or
 * that has the same letters in another order. Two words in one, such as `Tcp,Udp`, mean neither of them.
 */
function nearest(written: string, allowed: readonly string[]): string | undefined {
  const folded = written.toLowerCase();
  if ((folded === 'any' || folded === 'all') && allowed.includes('*')) return '*';
  const letters = (word: string) => [...word.toLowerCase()].sort().join('');
  return allowed.find(candidate => {
    const word = candidate.toLowerCase();
    const isAlike = folded.slice(0, 2) === word.slice(0, 2) && Math.abs(folded.length - word.length) <= mostMore;
    const isBeginning = folded.length > 1 && word.startsWith(folded);
    return word.length > 1 && (isAlike || isBeginning || letters(folded) === letters(word));
  });
}

/** `Allowed` and `Denied`, but not `TcpUdp`. */
const mostMore = 2;
