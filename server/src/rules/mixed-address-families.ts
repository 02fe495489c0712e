import type { Fix } from '../fix/tree-edit.ts';
import { restriction } from '../knowledge/nsg-defaults.ts';
import {
  type AddressSide,
  type AddressTerm,
  type NetworkSecurityGroup,
  ruleName,
  type SecurityRule,
} from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';
import { without } from './side-fixes.ts';
import { splitFix } from './split-rule.ts';

const { errorCode } = restriction('mixed-families');

export const mixedAddressFamilies = rule({
  id: 'mixed-address-families',
  severity: 'error',
  summary: 'One side of a rule has prefixes of IPv4 and of IPv6.',
  rationale: `Source and destination of a rule each hold prefixes of one family. Azure answers ${errorCode} to a mixture; two rules say the same.`,
  limits:
    'Exact for prefixes that are written down. Service tags and the asterisk stand for both families and mix with neither.',
  source: 'Terraform provider azurerm, issue 12534, which quotes the answer of Azure (read November 2026)',
  bad: groupText({ sourceAddressPrefix: undefined, sourceAddressPrefixes: ['203.0.113.0/24', '2001:db8::/32'] }),
  good: groupText(
    { sourceAddressPrefix: undefined, sourceAddressPrefixes: ['203.0.113.0/24', '198.51.100.0/24'] },
    { name: 'AllowHttpsV6', priority: 110, sourceAddressPrefix: '2001:db8::/32' },
  ),
  on: 'securityGroup',

  *check(group) {
    for (const candidate of group.rules) {
      for (const side of ['source', 'destination'] as const) {
        const other = otherFamily(candidate[side]);
        if (other === undefined) continue;
        yield {
          at: other.term.span,
          message: `'${ruleName(candidate)}': '${other.term.text}' is IPv${familyOf(other.term)}, and '${other.first.text}' of the same side is IPv${familyOf(other.first)}. Azure refuses the rule, and the deployment with it.`,
          related: [{ at: other.first.span, message: `'${other.first.text}' is IPv${familyOf(other.first)}` }],
          fixes: () => [oneFamilyEach(group, candidate, side, familyOf(other.term))],
        };
      }
    }
  },
});

function oneFamilyEach(
  group: NetworkSecurityGroup,
  candidate: SecurityRule,
  side: 'source' | 'destination',
  family: 4 | 6 | undefined,
): Fix {
  const moved = candidate[side].terms.filter(term => familyOf(term) === family);
  return splitFix(group, candidate, {
    give: `Give the IPv${family} prefixes of the ${side}`,
    whose: 'their',
    suffix: `IPv${family}`,
    safety: 'safe',
    side: { side, what: 'AddressPrefix' },
    texts: moved.map(({ text }) => text),
    edits: without(candidate, candidate[side], moved),
  });
}

/** The first entry whose family differs from that of the first one with a family. */
function otherFamily({ terms }: AddressSide): { readonly first: AddressTerm; readonly term: AddressTerm } | undefined {
  const first = terms.find(term => familyOf(term) !== undefined);
  const term = terms.find(candidate => familyOf(candidate) !== undefined && familyOf(candidate) !== familyOf(first!));
  return first === undefined || term === undefined ? undefined : { first, term };
}

function familyOf({ meaning }: AddressTerm): 4 | 6 | undefined {
  if (meaning.kind === 'prefix') return meaning.prefix.family;
  return meaning.kind === 'any' && meaning.onlyV4 === true ? 4 : undefined;
}
