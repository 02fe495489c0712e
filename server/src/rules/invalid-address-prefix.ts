import { formatPrefix } from '../network/address.ts';
import { ruleName } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { type Draft, rule } from './rule.ts';

export const invalidAddressPrefix = rule({
  id: 'invalid-address-prefix',
  severity: 'error',
  summary: 'An address entry is no address, no CIDR prefix, no service tag and no asterisk.',
  rationale: `Azure refuses the rule. Until it is put right, what the rule matches is not known, and verdicts that hang on it are left open.
A prefix with host bits (10.0.0.5/24) is a warning: it is read as the network it lies in, which may not be what was meant.`,
  limits: 'Exact for texts that are written down. Names are the matter of unknown-service-tag.',
  source: 'REST description of security rules, API version 2023-09-01',
  bad: groupText({ sourceAddressPrefix: '10.0.0.0/33' }),
  good: groupText({ sourceAddressPrefix: '10.0.0.0/24' }),
  on: 'securityGroup',

  *check(group) {
    for (const candidate of group.rules) {
      for (const term of [...candidate.source.terms, ...candidate.destination.terms]) {
        const name = ruleName(candidate);
        if (term.meaning.kind === 'invalid') {
          yield {
            at: term.span,
            message: `'${name}': the address '${term.text}' ${term.meaning.problem}. Azure refuses the rule.`,
          } satisfies Draft;
        } else if (term.meaning.kind === 'prefix' && term.meaning.prefix.hostBits) {
          yield {
            at: term.span,
            severity: 'warning',
            message: `'${name}': '${term.text}' names an address inside its network; it is read as ${formatPrefix(term.meaning.prefix)}.`,
          } satisfies Draft;
        }
      }
    }
  },
});
