/** All rules, in the order in which the catalogue lists them. A new rule is a file and a line here. */

import { allowsEverything } from './allows-everything.ts';
import { apexDnsZone } from './apex-dns-zone.ts';
import { applicationSecurityGroupBesideService } from './application-security-group-beside-service.ts';
import { classicVirtualNetwork } from './classic-virtual-network.ts';
import { conflictingRuleProperties } from './conflicting-rule-properties.ts';
import { controlPlaneAddressOutdated } from './control-plane-address-outdated.ts';
import { controlPlaneRouteByAddress } from './control-plane-route-by-address.ts';
import { controlPlaneRouteMisdirected } from './control-plane-route-misdirected.ts';
import { controlPlaneRouteMissing } from './control-plane-route-missing.ts';
import { controlPlaneTagMisused } from './control-plane-tag-misused.ts';
import { customDnsBlocked } from './custom-dns-blocked.ts';
import { customDnsServers } from './custom-dns-servers.ts';
import { defaultRouteDropsTraffic } from './default-route-drops-traffic.ts';
import { duplicatePriority } from './duplicate-priority.ts';
import { duplicateRouteName } from './duplicate-route-name.ts';
import { duplicateRoutePrefix } from './duplicate-route-prefix.ts';
import { duplicateRuleName } from './duplicate-rule-name.ts';
import { endpointsWithoutDnsRecord } from './endpoints-without-dns-record.ts';
import { externalModeTunnelled } from './external-mode-tunnelled.ts';
import { failingExpression } from './failing-expression.ts';
import { duplicateKey, limitPassed, syntaxError, truncatedExport, unreadTemplate } from './file-problems.ts';
import { fixedSourcePort } from './fixed-source-port.ts';
import { forbiddenAddressRange } from './forbidden-address-range.ts';
import { gatewayRoutesMayTunnel } from './gateway-routes-may-tunnel.ts';
import { inboundRulesWithoutEffect } from './inbound-rules-without-effect.ts';
import { internalModePublicRange } from './internal-mode-public-range.ts';
import { invalidAddressPrefix } from './invalid-address-prefix.ts';
import { invalidDirective } from './invalid-directive.ts';
import { invalidExpression } from './invalid-expression.ts';
import { invalidNextHopAddress } from './invalid-next-hop-address.ts';
import { invalidPort } from './invalid-port.ts';
import { invalidRoutePrefix } from './invalid-route-prefix.ts';
import { invalidRuleName } from './invalid-rule-name.ts';
import { invalidSubnetPrefix } from './invalid-subnet-prefix.ts';
import { legacyServiceTag } from './legacy-service-tag.ts';
import { locationWithoutSubnet } from './location-without-subnet.ts';
import { managementPortOpen } from './management-port-open.ts';
import { missingNextHopAddress } from './missing-next-hop-address.ts';
import { missingRouteProperty } from './missing-route-property.ts';
import { missingRuleProperty } from './missing-rule-property.ts';
import { missingSecurityGroup } from './missing-security-group.ts';
import { mixedAddressFamilies } from './mixed-address-families.ts';
import { modeWithoutSubnet } from './mode-without-subnet.ts';
import { nearMissPort } from './near-miss-port.ts';
import { needlessNextHopAddress } from './needless-next-hop-address.ts';
import { networkInOtherRegion } from './network-in-other-region.ts';
import { networkInOtherSubscription } from './network-in-other-subscription.ts';
import { openByDefault } from './open-by-default.ts';
import { openToInternet } from './open-to-internet.ts';
import { optionalFlowBlocked } from './optional-flow-blocked.ts';
import { overlappingSubnets } from './overlapping-subnets.ts';
import { missingParameter, unknownParameter, wrongParameterType } from './parameter-files.ts';
import { priorityOutOfRange } from './priority-out-of-range.ts';
import { privateEndpointNotPossible } from './private-endpoint-not-possible.ts';
import { propertyWithoutEffect } from './property-without-effect.ts';
import { publicAccessDisabledAtCreation } from './public-access-disabled-at-creation.ts';
import { publicIpWithoutDnsLabel } from './public-ip-without-dns-label.ts';
import { publicNextHopAddress } from './public-next-hop-address.ts';
import { redundantRule } from './redundant-rule.ts';
import { regionalTagMissesRegion } from './regional-tag-misses-region.ts';
import { regionsWithoutRouting } from './regions-without-routing.ts';
import { requiredFlowBlocked } from './required-flow-blocked.ts';
import { requiredFlowPartlyBlocked } from './required-flow-partly-blocked.ts';
import { retiredEndpointHost } from './retired-endpoint-host.ts';
import { retiredPlatform } from './retired-platform.ts';
import { retiredPort } from './retired-port.ts';
import type { Rule } from './rule.ts';
import { ruleWithoutDescription } from './rule-without-description.ts';
import { serviceEndpointMissing } from './service-endpoint-missing.ts';
import { shadowedRule } from './shadowed-rule.ts';
import { subnetDeclaredTwice } from './subnet-declared-twice.ts';
import { subnetNotDedicated } from './subnet-not-dedicated.ts';
import { subnetOutsideAddressSpace } from './subnet-outside-address-space.ts';
import { subnetTooLarge } from './subnet-too-large.ts';
import { subnetTooSmall } from './subnet-too-small.ts';
import { subnetWithoutMode } from './subnet-without-mode.ts';
import { subnetWithoutRoom } from './subnet-without-room.ts';
import { superfluousControlPlaneRoute } from './superfluous-control-plane-route.ts';
import { tagInPrefixList } from './tag-in-prefix-list.ts';
import { tierWithoutAdditionalLocations } from './tier-without-additional-locations.ts';
import { tierWithoutVirtualNetwork } from './tier-without-virtual-network.ts';
import { tierWithoutZones } from './tier-without-zones.ts';
import { tooLongDescription } from './too-long-description.ts';
import { tooManyPrefixes } from './too-many-prefixes.ts';
import { tooManyPrivateEndpoints } from './too-many-private-endpoints.ts';
import { tooManyRoutes } from './too-many-routes.ts';
import { tooManyRules } from './too-many-rules.ts';
import { tooManyUnits } from './too-many-units.ts';
import { unitsNotSpreadOverZones } from './units-not-spread-over-zones.ts';
import { unknownNextHopType } from './unknown-next-hop-type.ts';
import { unknownRouteTag } from './unknown-route-tag.ts';
import { unknownRuleValue } from './unknown-rule-value.ts';
import { unknownServiceTag } from './unknown-service-tag.ts';
import { unsuitablePublicIp } from './unsuitable-public-ip.ts';
import { unsupportedRouteTag } from './unsupported-route-tag.ts';
import { wrongDelegation } from './wrong-delegation.ts';
import { wrongDirection } from './wrong-direction.ts';
import { wrongPrivateEndpointGroup } from './wrong-private-endpoint-group.ts';
import { wrongProtocol } from './wrong-protocol.ts';
import { zonesWithoutPublicIp } from './zones-without-public-ip.ts';

export const rules: readonly Rule[] = [
  requiredFlowBlocked,
  requiredFlowPartlyBlocked,
  optionalFlowBlocked,
  regionalTagMissesRegion,
  nearMissPort,
  wrongDirection,
  wrongProtocol,
  fixedSourcePort,
  controlPlaneTagMisused,
  managementPortOpen,
  retiredPort,
  duplicatePriority,
  duplicateRuleName,
  invalidRuleName,
  tooLongDescription,
  priorityOutOfRange,
  shadowedRule,
  redundantRule,
  allowsEverything,
  openByDefault,
  ruleWithoutDescription,
  openToInternet,
  mixedAddressFamilies,
  tooManyRules,
  tooManyPrefixes,
  applicationSecurityGroupBesideService,
  invalidPort,
  invalidAddressPrefix,
  unknownServiceTag,
  legacyServiceTag,
  tagInPrefixList,
  conflictingRuleProperties,
  unknownRuleValue,
  missingRuleProperty,
  subnetTooSmall,
  subnetWithoutRoom,
  subnetTooLarge,
  internalModePublicRange,
  subnetNotDedicated,
  wrongDelegation,
  missingSecurityGroup,
  subnetOutsideAddressSpace,
  overlappingSubnets,
  forbiddenAddressRange,
  invalidSubnetPrefix,
  subnetDeclaredTwice,
  tierWithoutVirtualNetwork,
  modeWithoutSubnet,
  subnetWithoutMode,
  classicVirtualNetwork,
  networkInOtherRegion,
  networkInOtherSubscription,
  unsuitablePublicIp,
  publicIpWithoutDnsLabel,
  zonesWithoutPublicIp,
  propertyWithoutEffect,
  retiredPlatform,
  tooManyUnits,
  unitsNotSpreadOverZones,
  tierWithoutZones,
  tierWithoutAdditionalLocations,
  locationWithoutSubnet,
  regionsWithoutRouting,
  privateEndpointNotPossible,
  wrongPrivateEndpointGroup,
  tooManyPrivateEndpoints,
  publicAccessDisabledAtCreation,
  apexDnsZone,
  endpointsWithoutDnsRecord,
  customDnsBlocked,
  customDnsServers,
  retiredEndpointHost,
  inboundRulesWithoutEffect,
  controlPlaneRouteMissing,
  controlPlaneRouteMisdirected,
  controlPlaneAddressOutdated,
  controlPlaneRouteByAddress,
  superfluousControlPlaneRoute,
  defaultRouteDropsTraffic,
  externalModeTunnelled,
  serviceEndpointMissing,
  gatewayRoutesMayTunnel,
  missingNextHopAddress,
  needlessNextHopAddress,
  invalidNextHopAddress,
  publicNextHopAddress,
  duplicateRoutePrefix,
  duplicateRouteName,
  invalidRoutePrefix,
  unsupportedRouteTag,
  unknownRouteTag,
  unknownNextHopType,
  missingRouteProperty,
  tooManyRoutes,
  invalidDirective,
  syntaxError,
  duplicateKey,
  invalidExpression,
  failingExpression,
  truncatedExport,
  unreadTemplate,
  unknownParameter,
  missingParameter,
  wrongParameterType,
  limitPassed,
];

export const ruleIds: ReadonlySet<string> = new Set(rules.map(rule => rule.id));
/** The id of the rule that reports what a parser could not read. */
export const syntaxErrorRule: string = syntaxError.id;
