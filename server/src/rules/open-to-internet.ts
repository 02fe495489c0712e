import { openToInternet as openings } from '../analysis/wide-open.ts';
import type { Fix } from '../fix/tree-edit.ts';
import { profile } from '../knowledge/profiles.ts';
import { ruleTitle, type SecurityRule } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { replacedByNeeded } from './replace-rule.ts';
import { rule } from './rule.ts';
import { removeRule } from './rule-fixes.ts';
import { onlyValue } from './side-fixes.ts';
import { groupTitle } from './wording.ts';

const any = { sourceAddressPrefix: '*', destinationPortRange: '*', protocol: '*' };

export const openToInternet = rule({
  id: 'open-to-internet',
  severity: 'warning',
  summary: 'A rule lets every address of the Internet in on every port.',
  rationale: `A rule that allows any source to any port turns the group off for whatever it does not deny before. It often stays behind after a test.`,
  limits: `Exact on rule order: quiet where earlier rules deny the Internet. Rules with several ports are not reported, and neither are groups of API Management with outbound
integration, on which inbound rules have no effect.`,
  source: 'Network security groups overview, July 2025',
  bad: groupText({ name: 'AllowAll', ...any }),
  good: groupText({ name: 'AllowAll', ...any, sourceAddressPrefix: 'VirtualNetwork' }),
  on: 'securityGroup',

  *check(group, file) {
    const targets = file.targets.filter(target => target.group === group);
    if (targets.some(target => profile(target.profile).inboundNsgRulesApply === false)) return;
    for (const opening of openings(group)) {
      yield {
        at: opening.nameSpan,
        message: `${groupTitle(group)}: ${ruleTitle(opening)} lets every address of the Internet in on every port. What no earlier rule denies is reachable by everybody.`,
        fixes: () => {
          const [target, ...others] = targets;
          if (target === undefined) return narrowed(opening);
          return others.length === 0 ? replacedByNeeded(target, group, opening) : [];
        },
      };
    }
  },
});

function narrowed(opening: SecurityRule): readonly Fix[] {
  const network: Fix = {
    title: "Change the source address to 'VirtualNetwork'",
    safety: 'review',
    edits: onlyValue(opening, { side: 'source', what: 'AddressPrefix' }, 'VirtualNetwork'),
  };
  return [network, { ...removeRule(opening, 'review'), preferred: false }];
}
