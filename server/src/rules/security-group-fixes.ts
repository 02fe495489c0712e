/** Fixes that give a subnet of API Management a security group: one that the file has, or a new one. */
import { type FlowVerdict, flowVerdicts } from '../analysis/flow-verdict.ts';
import type { Target } from '../analysis/target.ts';
import { knownValue } from '../base/sourced.ts';
import type { Fix, NewResource, TreeEdit } from '../fix/tree-edit.ts';
import { planSecurityGroup, type SecurityGroupPlan } from '../generate/nsg/security-group.ts';
import { securityRuleValue } from '../generate/nsg/security-group-text.ts';
import { apiVersionOf } from '../knowledge/resource-types.ts';
import type { Subnet } from '../network/network.ts';
import type { NetworkSecurityGroup } from '../network/nsg.ts';
import { allowFixes } from './allow-fix.ts';
import { attachment, attachNew, canAttach } from './attachments.ts';
import { isLacking } from './flow-findings.ts';
import { freeResourceName, nameWithoutKind } from './new-resource-names.ts';
import type { FileFacts } from './rule.ts';
import { counted, flowTitle, list } from './wording.ts';

const type = 'Microsoft.Network/networkSecurityGroups';
const property = 'networkSecurityGroup';

/** What puts a group on the subnet of a target, which has none; the best first. */
export function groupForSubnet(target: Target, file: FileFacts): readonly Fix[] {
  const { subnet } = target;
  if (subnet === undefined) return [];
  const attached = attachFixes(target, subnet, file);
  // Where several groups would do, a new one is not what was meant.
  const isFirst = attached.every(({ withheld }) => withheld !== undefined);
  return [...attached, ...created(target, subnet, file).map(fix => ({ ...fix, preferred: isFirst }))];
}

interface Candidate {
  readonly group: NetworkSecurityGroup;
  /** Flows that the service needs and that the group does not let through for certain. */
  readonly lacking: readonly FlowVerdict[];
}

/** Each group of the file that lets through what the service needs, or needs little more for it. */
function attachFixes(target: Target, subnet: Subnet, file: FileFacts): readonly Fix[] {
  const candidates = file.network.securityGroups
    .filter(group => couldServe(group, target, subnet, file))
    .map((group): Candidate => {
      const attached = { ...target, group, groupElsewhere: undefined };
      return { group, lacking: flowVerdicts(attached).filter(verdict => isLacking(attached, verdict)) };
    });
  const fitting = candidates.filter(({ lacking }) => lacking.length === 0);
  const [only, ...others] = fitting.filter(({ group }) => !group.definedElsewhere);
  const fixes = fitting.map(
    ({ group }): Fix => ({
      title: attachTitle(group),
      safety: 'review',
      preferred: group === only?.group && others.length === 0,
      edits: [attachment(subnet, property, group)],
    }),
  );
  if (fixes.length > 0) return fixes;
  const [sole, ...more] = candidates;
  return sole === undefined || more.length > 0 ? [] : [attachAndAllow(target, subnet, sole, file)];
}

/** Used by no other subnet, unless it is API Management's. */
function couldServe(group: NetworkSecurityGroup, target: Target, subnet: Subnet, file: FileFacts): boolean {
  if (!canAttach(group, target, subnet, file)) return false;
  const isUsed = file.network.subnets.some(({ securityGroup }) => securityGroup?.identity === group.identity);
  return !isUsed || file.targets.some(other => other.group === group);
}

function attachTitle(group: NetworkSecurityGroup): string {
  const name = `Attach the group '${knownValue(group.name)}'`;
  return group.definedElsewhere
    ? `${name}, whose rules are not in this file`
    : `${name}, which lets through what API Management needs`;
}

/** Flows that a reason names before it says "more". */
const mostNamed = 3;

/** The only group of the file, with the rules that it lacks: all of them where it has none, else one. */
function attachAndAllow(target: Target, subnet: Subnet, { group, lacking }: Candidate, file: FileFacts): Fix {
  const title = `Attach the group '${knownValue(group.name)}'`;
  const plan = group.rules.length === 0 && group.rulesUnknown === undefined ? planFor(target, file) : undefined;
  if (plan !== undefined && lacking.every(({ verdict }) => verdict === 'blocked')) {
    return {
      title: `${title} and add the ${counted(plan.rules.length, 'rule')} that API Management needs`,
      safety: 'review',
      preferred: true,
      edits: [
        attachment(subnet, property, group),
        ...plan.rules.map((rule): TreeEdit => {
          const value = securityRuleValue(rule);
          return { kind: 'add-item', object: group.span, path: ['properties', 'securityRules'], value };
        }),
      ],
    };
  }
  const [verdict, ...others] = lacking;
  const attached = { ...target, group, groupElsewhere: undefined };
  const allow =
    others.length > 0 || verdict?.verdict !== 'blocked'
      ? undefined
      : allowFixes(attached, verdict, { safety: 'review' }).find(({ withheld }) => withheld === undefined);
  if (allow === undefined) {
    const flows = lacking.slice(0, mostNamed).map(({ flow }) => flowTitle(flow));
    const missing = list(lacking.length > mostNamed ? [...flows, 'more'] : flows);
    return {
      title,
      safety: 'review',
      edits: [],
      withheld: `The service needs ${missing}, which the group stops or may stop.`,
    };
  }
  return {
    title: `${title} and ${allow.title.charAt(0).toLowerCase()}${allow.title.slice(1)}`,
    safety: 'review',
    preferred: true,
    edits: [attachment(subnet, property, group), ...allow.edits],
  };
}

function planFor({ sku, mode, profile }: Target, { features }: FileFacts): SecurityGroupPlan | undefined {
  if (sku === undefined) return undefined;
  const plan = planSecurityGroup({ sku, mode, profile, style: 'minimal', features });
  return plan.ok ? plan.value : undefined;
}

/** A group with just the rules that the built-in ones do not stand for. None where tier or mode are not known. */
function created(target: Target, subnet: Subnet, file: FileFacts): readonly Fix[] {
  const subnetName = knownValue(subnet.name);
  const plan = planFor(target, file);
  if (subnetName === undefined || plan === undefined) return [];
  const taken = new Set(file.network.securityGroups.map(group => knownValue(group.name)?.toLowerCase()));
  const resource: NewResource = {
    type,
    apiVersion: apiVersionOf(type),
    symbol: 'networkSecurityGroup',
    name: freeResourceName(`nsg-${nameWithoutKind(subnetName)}`, taken),
    body: { properties: { securityRules: plan.rules.map(securityRuleValue) } },
  };
  return [
    {
      title: `Create the security group '${resource.name}' with what API Management needs, and attach it`,
      safety: 'review',
      edits: attachNew(target, subnet, property, resource),
    },
  ];
}
