import { builtInOpenings } from '../analysis/wide-open.ts';
import { knownValue } from '../base/sourced.ts';
import { profile } from '../knowledge/profiles.ts';
import { ruleName } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';
import { groupTitle, list } from './wording.ts';

const rest = { priority: 4096, access: 'Deny', protocol: '*', sourceAddressPrefix: '*', destinationPortRange: '*' };

export const openByDefault = rule({
  id: 'open-by-default',
  severity: 'information',
  pack: 'strict',
  summary: 'No rule denies the rest, and built-in rules let it through.',
  rationale: `Azure adds rules to every group: the whole virtual network, with all that is peered or connected to it, may come in, and everything may go out to the
virtual network and the Internet. Whoever wants only what is named to pass needs a rule of their own that denies the rest, in both directions.`,
  limits: `Exact on rule order and on what is written down; with rules or values that are not known nothing is reported. The built-in rule for the probes of Azure's load
balancer is not meant: API Management needs these. Of a group of API Management with outbound integration only the outbound rules are looked at.`,
  source: 'Network security groups overview, July 2025',
  noFix: 'What else the network needs is not known, and a rule that denies the rest would cut it off.',
  bad: groupText({}),
  good: groupText(
    {},
    { name: 'DenyOtherInbound', ...rest },
    { name: 'DenyOtherOutbound', ...rest, direction: 'Outbound' },
  ),
  on: 'securityGroup',

  *check(group, file) {
    if (group.definedElsewhere || group.rulesUnknown !== undefined) return;
    const targets = file.targets.filter(target => target.group === group);
    // With outbound integration, or where it may be that, inbound rules have no effect on API Management.
    const isOutboundOnly = targets.some(target => {
      const applies = profile(target.profile).inboundNsgRulesApply;
      return applies !== null && applies !== true;
    });
    const open = builtInOpenings(group)
      .filter(({ direction }) => !isOutboundOnly || knownValue(direction) === 'Outbound')
      .map(opening => `'${ruleName(opening)}'`);
    if (open.length === 0) return;
    yield {
      at: group.rulesSpan,
      message: `${groupTitle(group)}: no rule denies the rest, and the built-in ${open.length === 1 ? 'rule' : 'rules'} ${list(open)} ${open.length === 1 ? 'lets' : 'let'} it through.`,
    };
  },
});
