import type { Fix } from '../fix/tree-edit.ts';
import { correctedPrefixes, formatPrefix } from '../network/address.ts';
import { type AddressTerm, ruleName } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { type Draft, rule } from './rule.ts';
import { corrected } from './rule-fixes.ts';

export const invalidAddressPrefix = rule({
  id: 'invalid-address-prefix',
  severity: 'error',
  summary: 'An address entry is neither an address, nor a CIDR prefix, nor a service tag, nor an asterisk.',
  rationale: `Azure refuses the rule. Until it is corrected, what the rule matches is not known, and verdicts that depend on it are left open.
A prefix with host bits (10.0.0.5/24) is a warning: it is read as the whole network, which may be more than was meant.`,
  limits: 'Exact for texts that are written down. Names are left to unknown-service-tag.',
  source: 'REST description of security rules, API version 2023-09-01',
  bad: groupText({ sourceAddressPrefix: '10.0.0.0/33' }),
  good: groupText({ sourceAddressPrefix: '10.0.0.0/24' }),
  on: 'securityGroup',

  *check(group) {
    for (const candidate of group.rules) {
      const name = ruleName(candidate);
      for (const side of ['source', 'destination'] as const)
        for (const term of candidate[side].terms) {
          if (term.meaning.kind === 'invalid') {
            yield {
              at: term.span,
              message: `'${name}': ${term.text === '' ? 'an address entry' : `the address '${term.text}'`} ${term.meaning.problem}. Azure refuses the rule, and the deployment with it.`,
              fixes: () => corrected(candidate, { side, what: 'AddressPrefix' }, term, correctedPrefixes(term.text)),
            } satisfies Draft;
          } else if (term.meaning.kind === 'prefix' && term.meaning.prefix.hostBits) {
            yield {
              at: term.span,
              severity: 'warning',
              message: `'${name}': '${term.text}' names one address inside a network; it is read as the whole network ${formatPrefix(term.meaning.prefix)}.`,
              fixes: () => networkOrAddress(term),
            } satisfies Draft;
          }
        }
    }
  },
});

/** The network, which is how the prefix is read; or the one address, which is less. */
function networkOrAddress({ text, origin, meaning }: AddressTerm): readonly Fix[] {
  if (meaning.kind !== 'prefix') return [];
  const write = (value: string, safety: Fix['safety']): Fix => ({
    title: `Write '${value}' instead of '${text}'`,
    safety,
    edits: [{ kind: 'set-value', at: origin, value }],
  });
  const [address = ''] = text.split('/');
  return [
    { ...write(formatPrefix(meaning.prefix), 'safe'), preferred: true, independent: true },
    write(`${address}/${meaning.prefix.family === 4 ? 32 : 128}`, 'review'),
  ];
}
