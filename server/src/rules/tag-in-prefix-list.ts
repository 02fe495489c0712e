import type { Fix } from '../fix/tree-edit.ts';
import { type AddressTerm, type NetworkSecurityGroup, ruleName, type SecurityRule } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';
import { onlyValue, type SideName, without } from './side-fixes.ts';
import { splitFix } from './split-rule.ts';

export const tagInPrefixList = rule({
  id: 'tag-in-prefix-list',
  severity: 'warning',
  summary: 'A list of prefixes holds a service tag or an asterisk.',
  rationale: `The plural properties take addresses and CIDR prefixes only. With a tag in them Azure answers SecurityRuleParameterContainsUnsupportedValue.
A rule has at most one tag per side: several tags need several rules. Verdicts count the tag as it is meant.`,
  limits:
    'Whether newer API versions accept some tags in a list is not settled in what was read, so this is a warning.',
  source: 'Terraform provider azurerm, issue 5617, which quotes the answer of Azure (read November 2026)',
  bad: groupText({ sourceAddressPrefix: undefined, sourceAddressPrefixes: ['10.0.0.0/16', 'AzureLoadBalancer'] }),
  good: groupText(
    { sourceAddressPrefix: undefined, sourceAddressPrefixes: ['10.0.0.0/16', '10.1.0.0/16'] },
    { name: 'AllowProbe', priority: 110, sourceAddressPrefix: 'AzureLoadBalancer' },
  ),
  on: 'securityGroup',

  *check(group) {
    for (const candidate of group.rules) {
      for (const name of sides) {
        const side = candidate[name.side];
        for (const term of side.terms) {
          if (term.form !== 'plural' || !['tag', 'any', 'unlisted-tag'].includes(term.meaning.kind)) continue;
          if (term.text.includes('/')) continue; // 0.0.0.0/0 means every address, but is a prefix like others.
          const list = side.plural ?? side.singular;
          yield {
            at: term.span,
            message: `'${ruleName(candidate)}': '${term.text}' stands in '${list?.name ?? 'the list'}', which takes addresses and CIDR prefixes only. Azure refuses the rule: give ${term.meaning.kind === 'any' ? 'the asterisk' : 'the tag'} a rule of its own, in the singular property.`,
            fixes: () => [alone(group, candidate, name, term)],
          };
        }
      }
    }
  },
});

const sides = [
  { side: 'source', what: 'AddressPrefix' },
  { side: 'destination', what: 'AddressPrefix' },
] as const satisfies readonly SideName[];

/** The entry in the singular property: of this rule where it is the only one or stands for all others, else of another rule. */
function alone(group: NetworkSecurityGroup, candidate: SecurityRule, name: SideName, term: AddressTerm): Fix {
  const side = candidate[name.side];
  const isAny = term.meaning.kind === 'any';
  const isOnly = side.terms.length === 1;
  const safety = term.meaning.kind === 'tag' && !letsInInternet(candidate, term) ? 'safe' : 'review';
  if (isOnly || isAny) {
    return {
      title: isOnly
        ? `Write '${term.text}' in '${name.side}AddressPrefix'`
        : `Write '${term.text}' in '${name.side}AddressPrefix', and nothing else`,
      safety,
      preferred: true,
      edits: onlyValue(candidate, name, term.text),
    };
  }
  return splitFix(group, candidate, {
    give: `Give '${term.text}'`,
    whose: 'its',
    suffix: term.text,
    safety,
    side: name,
    texts: [term.text],
    edits: without(candidate, side, [term]),
  });
}

function letsInInternet({ access, direction }: SecurityRule, { meaning }: AddressTerm): boolean {
  const isAllow = access?.known !== true || access.value === 'Allow';
  const isInbound = direction?.known !== true || direction.value === 'Inbound';
  return isAllow && isInbound && meaning.kind === 'tag' && meaning.tag.base === 'Internet';
}
