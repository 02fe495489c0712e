import { ruleName } from '../network/nsg.ts';
import { correctedPorts, spaceInPorts } from '../network/ports.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';
import { corrected } from './rule-fixes.ts';

export const invalidPort = rule({
  id: 'invalid-port',
  severity: 'error',
  summary: 'A port entry is neither a port, nor a range of ports, nor an asterisk.',
  rationale:
    'Azure refuses the rule. Until it is corrected, what the rule lets through is not known, and verdicts that depend on it are left open.',
  limits:
    'Exact for texts that are written down. A warning where a space is all that is wrong: no text says whether Azure takes it.',
  source: 'REST description of security rules, API version 2023-09-01',
  bad: groupText({ destinationPortRange: '443-80' }),
  good: groupText({ destinationPortRange: '80-443' }),
  on: 'securityGroup',

  *check(group) {
    for (const candidate of group.rules) {
      for (const side of ['source', 'destination'] as const) {
        for (const term of candidate[`${side}Ports`].terms) {
          if (term.meaning.kind !== 'invalid') continue;
          // No text says what becomes of blanks, and templates that have one were published.
          const isBlank = term.meaning.problem === spaceInPorts;
          yield {
            at: term.span,
            message: `'${ruleName(candidate)}': ${term.text === '' ? 'a port entry' : `the port '${term.text}'`} ${term.meaning.problem}. Azure ${isBlank ? 'may refuse' : 'refuses'} the rule, and the deployment with it.`,
            ...(isBlank && { severity: 'warning' }),
            fixes: () => corrected(candidate, { side, what: 'PortRange' }, term, correctedPorts(term.text)),
          };
        }
      }
    }
  },
});
