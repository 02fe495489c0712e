import { portSet } from '../analysis/compiled-rule.ts';
import type { Target } from '../analysis/target.ts';
import { overlaps } from '../base/interval-set.ts';
import type { Fix } from '../fix/tree-edit.ts';
import { flow, profile } from '../knowledge/profiles.ts';
import { type AddressTerm, type NetworkSecurityGroup, ruleName, type SecurityRule } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { type Draft, type FileFacts, rule } from './rule.ts';
import { removeRule } from './rule-fixes.ts';
import { onlyValue } from './side-fixes.ts';
import { list, serviceTitle } from './wording.ts';

export const controlPlaneTagMisused = rule({
  id: 'control-plane-tag-misused',
  severity: 'warning',
  summary: 'A rule uses the ApiManagement tag for something other than the control plane on port 3443.',
  rationale: `The tag ApiManagement stands for the control plane that manages dedicated services, not for the addresses of anybody's gateway. A back end
that lets in ApiManagement does not let in the gateway; that takes the gateway's own public address or, in a network, its subnet.`,
  limits: `Looked at are rules that allow. Inbound ones are reported where the tag is a source and port 3443 is not among the ports. Outbound ones are reported in the groups of
API Management itself, as information, because build agents beside it may have a use for the tag.`,
  source: 'Service tags overview, July 2025; MicrosoftDocs/azure-docs, issues 40683 and 91822 (read November 2026)',
  bad: groupText({ name: 'AllowGateway', sourceAddressPrefix: 'ApiManagement' }),
  good: groupText({ name: 'AllowGateway', sourceAddressPrefix: '10.0.1.0/24' }),
  on: 'securityGroup',

  *check(group, file) {
    const targets = file.targets.filter(target => target.group === group);
    const isService = targets.some(({ how }) => how !== 'inferred');
    // Inbound rules do nothing under outbound integration, so that what they say is no mistake.
    const inboundApplies = targets.every(target => profile(target.profile).inboundNsgRulesApply !== false);
    for (const candidate of group.rules) {
      if (candidate.access?.known !== true || candidate.access.value !== 'Allow') continue;
      if (candidate.direction?.known !== true) continue;
      if (candidate.direction.value === 'Inbound' && inboundApplies)
        yield* inbound(candidate, () => inboundFixes(candidate, group, file));
      else if (candidate.direction.value === 'Outbound' && isService) yield* outbound(candidate);
    }
  },
});

/** Where the control plane calls a service. */
const controlPlanePorts = portSet(flow('stv2-current', 'management')!.destinationPorts);

function* inbound(candidate: SecurityRule, fixes: () => readonly Fix[]): Iterable<Draft> {
  const term = tagTerm(candidate.source.terms);
  const ranges = candidate.destinationPorts.terms.flatMap(({ meaning }) =>
    meaning.kind === 'ports' ? [meaning.range] : [],
  );
  const isComplete =
    candidate.destinationPorts.unknown === undefined && ranges.length === candidate.destinationPorts.terms.length;
  if (term === undefined || !isComplete || overlaps(portSet(ranges), controlPlanePorts)) return;
  const texts = candidate.destinationPorts.terms.map(({ text }) => text);
  const ports = `${texts.length === 1 && !texts[0]!.includes('-') ? 'port' : 'ports'} ${list(texts)}`;
  yield {
    at: term.span,
    message: `'${ruleName(candidate)}' lets in '${term.text}' on ${ports}. The tag is the control plane of API Management, which calls port 3443 only; it has no address of a gateway, so calls from a gateway do not match this rule.`,
    fixes,
  };
}

function* outbound(candidate: SecurityRule): Iterable<Draft> {
  const term = tagTerm(candidate.destination.terms);
  if (term === undefined) return;
  yield {
    at: term.span,
    severity: 'information',
    message: `'${ruleName(candidate)}' opens the way out to '${term.text}'. The control plane calls the service, inbound on port 3443; no text asks for an outbound rule to it.`,
    fixes: () => (candidate.destination.terms.length === 1 ? [removeRule(candidate, 'review')] : []),
  };
}

/**
 * In front of a back end: the subnet of the one service that the file has. In a group of API Management: the port of the control
 * plane. Which of them was meant nobody can tell from the text.
 */
function inboundFixes(candidate: SecurityRule, group: NetworkSecurityGroup, { targets }: FileFacts): readonly Fix[] {
  if (targets.some(target => target.group === group)) {
    return [
      {
        title: "Change the destination port range to '3443'",
        safety: 'review',
        edits: onlyValue(candidate, { side: 'destination', what: 'PortRange' }, '3443'),
      },
    ];
  }
  const gateways = targets.filter(target => target.service !== undefined);
  const [gateway] = gateways;
  const prefix = gateways.length === 1 && gateway !== undefined ? subnetPrefix(gateway) : undefined;
  if (gateway?.service === undefined || prefix === undefined || candidate.source.terms.length > 1) return [];
  return [
    {
      title: `Change the source address to '${prefix}', the subnet of ${serviceTitle(gateway.service)}`,
      safety: 'review',
      edits: onlyValue(candidate, { side: 'source', what: 'AddressPrefix' }, prefix),
    },
  ];
}

/** `undefined` where the subnet is not in the file, or has not just one prefix. */
function subnetPrefix({ subnet }: Target): string | undefined {
  const [prefix, ...others] = subnet?.prefixes ?? [];
  return prefix?.meaning.kind === 'prefix' && others.length === 0 ? prefix.text : undefined;
}

function tagTerm(terms: readonly AddressTerm[]): AddressTerm | undefined {
  return terms.find(({ meaning }) => meaning.kind === 'tag' && meaning.tag.base === 'ApiManagement');
}
