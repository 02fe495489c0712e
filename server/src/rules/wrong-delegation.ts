import { isWholeIn, usesSubnet } from '../analysis/service-network.ts';
import type { Target } from '../analysis/target.ts';
import type { Origin } from '../base/origin.ts';
import type { Span } from '../base/span.ts';
import type { Fix } from '../fix/tree-edit.ts';
import { delegationRule } from '../knowledge/subnet-sizing.ts';
import { tierOf } from '../knowledge/tiers.ts';
import type { Subnet } from '../network/network.ts';
import { serviceText } from './examples.ts';
import { rule } from './rule.ts';
import { list, subnetTitle } from './wording.ts';

export const wrongDelegation = rule({
  id: 'wrong-delegation',
  severity: 'error',
  summary: 'The delegation of the subnet is not the one that the tier needs.',
  rationale: `Classic tiers must find a subnet without any delegation; the portal nevertheless offers one to Microsoft.ApiManagement/service. Premium v2 injection needs
Microsoft.Web/hostingEnvironments and the outbound integration of the v2 tiers Microsoft.Web/serverFarms. Anything else fails the deployment
(VirtualNetworkSubnetHasIncorrectDelegation).`,
  limits: `Exact where the tier is known. Where it is not, one of the two delegations of the v2 tiers is taken as a sign of such a tier, and only a delegation
that no tier accepts is reported. Texts before stv1 say nothing about delegations. Computed delegations and workspace gateways are left alone.`,
  source:
    'Network resources for injection, April 2025; Premium v2 injection, October 2025; outbound integration, December 2025; the error code: AVM AI landing zone, issue 93 (read November 2026)',
  bad: serviceText({
    subnet: { delegations: [{ name: 'apim', properties: { serviceName: 'Microsoft.ApiManagement/service' } }] },
  }),
  good: serviceText(),
  on: 'target',

  *check(target, file) {
    const { subnet } = target;
    const wanted = delegationRule(target.profile);
    if (subnet === undefined || wanted === undefined || !usesSubnet(target) || !isWholeIn(file.network, subnet)) return;
    if (subnet.delegationsUnknown !== undefined) return;
    // Premium v2 takes one delegation or the other, by its mode.
    if (tierOf(target.sku)?.sku === 'PremiumV2' && target.mode === undefined) return;
    const found = subnet.delegations.flatMap(({ service, span }) =>
      service?.known === true ? [{ name: service.value, at: service.origin.span, origin: service.origin, span }] : [],
    );
    if (found.length < subnet.delegations.length) return;
    const wrong = found.filter(({ name }) => name.toLowerCase() !== wanted.required?.toLowerCase());
    if (wrong.length > 0) {
      // With an unknown tier the delegation of a v2 tier would have been taken as a sign of one.
      const isNobodys = target.sku === undefined && wanted.required === null && !wrong.some(({ name }) => isV2(name));
      const needs = isNobodys
        ? 'takes that in no tier'
        : wanted.required === null
          ? 'needs a subnet without any'
          : `needs ${wanted.required}`;
      yield {
        at: wrong[0]!.at,
        message: `${subnetTitle(subnet)} is delegated to ${list(wrong.map(({ name }) => name))}, and API Management${tierText(target)} ${needs}. Azure refuses the deployment.`,
        related: target.service === undefined ? [] : [{ at: target.at, message: 'the service that uses the subnet' }],
        fixes: () => changeDelegation(wrong, wanted.required, found.length),
      };
    } else if (found.length === 0 && wanted.required !== null && !subnet.conditional) {
      yield {
        at: subnet.nameSpan,
        message: `${subnetTitle(subnet)} has no delegation, and API Management${tierText(target)} needs ${wanted.required}. Azure refuses the deployment.`,
        related: target.service === undefined ? [] : [{ at: target.at, message: 'the service that uses the subnet' }],
        fixes: () => [addDelegation(subnet, wanted.required ?? '')],
      };
    }
  },
});

interface WrongDelegation {
  readonly origin: Origin;
  readonly span: Span;
}

/** Whoever wrote it meant something by it. */
function changeDelegation(wrong: readonly WrongDelegation[], required: string | null, count: number): readonly Fix[] {
  const [first] = wrong;
  if (first === undefined) return [];
  const isOnly = count === 1 && required !== null;
  return [
    {
      title: isOnly
        ? `Delegate the subnet to ${required} instead`
        : `Remove the ${wrong.length === 1 ? 'delegation' : 'delegations'}`,
      safety: 'review',
      preferred: true,
      edits: isOnly
        ? [{ kind: 'set-value', at: first.origin, value: required }]
        : wrong.map(({ span }) => ({ kind: 'remove-item', at: span })),
    },
  ];
}

function addDelegation(subnet: Subnet, required: string): Fix {
  return {
    title: `Delegate the subnet to ${required}`,
    safety: 'safe',
    preferred: true,
    edits: [
      {
        kind: 'add-item',
        object: subnet.span,
        path: ['properties', 'delegations'],
        value: { name: required.replace('/', '.'), properties: { serviceName: required } },
      },
    ],
  };
}

function isV2(delegation: string): boolean {
  return /^microsoft\.web\/(hostingenvironments|serverfarms)$/i.test(delegation);
}

/** ` (PremiumV2, injection)`, or the profile where the tier is not known. */
function tierText(target: Target): string {
  const sku = tierOf(target.sku)?.sku;
  const kind =
    target.profile === 'premium-v2-injection'
      ? ', injection'
      : target.profile === 'standard-v2-integration'
        ? ', outbound integration'
        : '';
  return sku === undefined ? '' : ` (${sku}${kind})`;
}
