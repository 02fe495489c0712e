import { targetSummary } from '../analysis/target.ts';
import { knownValue } from '../base/sourced.ts';
import type { TargetStatus } from '../protocol.ts';
import { counted, list } from '../rules/wording.ts';
import type { FileView } from '../workspace/view.ts';
import { verdictCounts } from './verdict-words.ts';

/** What was recognised in a file, for the status item and for the command that tells it at length. */
export function targetStatus(view: FileView): TargetStatus {
  if (!view.settings.enable)
    return { state: 'disabled', summary: 'Switched off by the setting apimVnet.enable', details: [] };
  if (!view.recognised) return { state: 'none', summary: '', details: [] };
  const { targets, network } = view;
  if (targets.length === 0) {
    const { securityGroups, subnets, routeTables } = network;
    const counts = [
      [securityGroups.length, 'network security group'],
      [routeTables.length, 'route table'],
      [subnets.filter(subnet => !subnet.definedElsewhere).length, 'subnet'],
    ] as const;
    const there = counts.filter(([count]) => count > 0).map(([count, noun]) => counted(count, noun));
    return {
      state: 'general',
      summary: there.length === 0 ? 'No network security group' : `${list(there)}, none of API Management`,
      details:
        there.length === 0
          ? []
          : [
              'Put a comment such as // apim-vnet: mode=Internal sku=Premium above a security group, a subnet or a route table to have it judged for API Management.',
            ],
    };
  }
  const first = targetSummary(targets[0]!);
  return {
    state: 'target',
    summary: targets.length === 1 ? first : `${first} and ${targets.length - 1} more`,
    details: targets.map(target => {
      const name =
        knownValue((target.group ?? target.recognised)?.name) ??
        (target.group === undefined ? 'no security group here' : 'security group without a name');
      const flows = verdictCounts(view.verdicts(target)).join(', ');
      return `${name}: ${targetSummary(target)}. ${target.howText} Flows: ${flows}.`;
    }),
  };
}
