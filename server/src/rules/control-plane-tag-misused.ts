import { portSet } from '../analysis/compiled-rule.ts';
import { overlaps } from '../base/interval-set.ts';
import { flow, profile } from '../knowledge/profiles.ts';
import { type AddressTerm, ruleName, type SecurityRule } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { type Draft, rule } from './rule.ts';

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
      if (candidate.direction.value === 'Inbound' && inboundApplies) yield* inbound(candidate);
      else if (candidate.direction.value === 'Outbound' && isService) yield* outbound(candidate);
    }
  },
});

/** Where the control plane calls a service. */
const controlPlanePorts = portSet(flow('stv2-current', 'management')!.destinationPorts);

function* inbound(candidate: SecurityRule): Iterable<Draft> {
  const term = tagTerm(candidate.source.terms);
  const ranges = candidate.destinationPorts.terms.flatMap(({ meaning }) =>
    meaning.kind === 'ports' ? [meaning.range] : [],
  );
  const isComplete =
    candidate.destinationPorts.unknown === undefined && ranges.length === candidate.destinationPorts.terms.length;
  if (term === undefined || !isComplete || overlaps(portSet(ranges), controlPlanePorts)) return;
  const ports = candidate.destinationPorts.terms.map(({ text }) => text).join(', ');
  yield {
    at: term.span,
    message: `'${ruleName(candidate)}' lets in '${term.text}' on port ${ports}. The tag is the control plane of API Management, which calls port 3443 only; it has no address of a gateway, so calls from a gateway do not match this rule.`,
  };
}

function* outbound(candidate: SecurityRule): Iterable<Draft> {
  const term = tagTerm(candidate.destination.terms);
  if (term === undefined) return;
  yield {
    at: term.span,
    severity: 'information',
    message: `'${ruleName(candidate)}' opens the way out to '${term.text}'. The control plane calls the service, inbound on port 3443; no text asks for an outbound rule to it.`,
  };
}

function tagTerm(terms: readonly AddressTerm[]): AddressTerm | undefined {
  return terms.find(({ meaning }) => meaning.kind === 'tag' && meaning.tag.base === 'ApiManagement');
}
