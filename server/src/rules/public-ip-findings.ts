/** What the rules about public IP addresses have in common. */
import { placesOf, targetsOfService } from '../analysis/service-network.ts';
import { publicIpRule } from '../knowledge/subnet-sizing.ts';
import type { ApimService, PublicIpAddress, ResourceLink } from '../network/network.ts';
import type { FileFacts } from './rule.ts';

export interface UsedPublicIp {
  readonly address: PublicIpAddress;
  readonly link: ResourceLink;
}

/** Addresses that the file defines and a service in a virtual network uses, where the service's profile uses such addresses at all. */
export function usedPublicIps(service: ApimService, file: FileFacts): readonly UsedPublicIp[] {
  const own = targetsOfService(file.targets, service);
  if (!own.some(({ profile }) => publicIpRule(profile)?.External === 'optional')) return [];
  return placesOf(service).flatMap(({ publicIpAddress: link }) => {
    if (link?.identity === undefined) return [];
    const found = file.network.publicIpAddresses.filter(address => address.identity === link.identity);
    const [address] = found;
    return address === undefined || found.length > 1 || address.definedElsewhere ? [] : [{ address, link }];
  });
}

/** `'pip-apim'`, or `This public IP address`. */
export function publicIpTitle({ name }: PublicIpAddress): string {
  return name?.known === true ? `'${name.value}'` : 'This public IP address';
}

/** What Azure takes as a label. Source: the words of its error InvalidDomainNameLabel, as reported in public issues (read 2026-11). */
export const dnsLabel = /^[a-z][a-z0-9-]{1,61}[a-z0-9]$/;

/** A public IP address for examples, with what is usual. */
export function examplePublicIp(properties: Readonly<Record<string, unknown>> = {}, sku = 'Standard') {
  return {
    type: 'Microsoft.Network/publicIPAddresses',
    name: 'pip-apim',
    location: 'westeurope',
    sku: { name: sku },
    properties: {
      publicIPAllocationMethod: 'Static',
      dnsSettings: { domainNameLabel: 'apim-contoso' },
      ...properties,
    },
  };
}

export const examplePublicIpId = "[resourceId('Microsoft.Network/publicIPAddresses', 'pip-apim')]";
