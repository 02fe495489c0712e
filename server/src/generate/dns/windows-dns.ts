import { powerShellText } from '../text/shell.ts';
import type { Zone } from './zones.ts';

/** PowerShell for a DNS server on Windows (module DnsServer). It can run again: a record that is there is replaced. */
export function windowsDnsText(title: string, zones: readonly Zone[], ttl: number): string {
  const records = zones.flatMap(zone =>
    zone.records.map(
      ({ name, address }) =>
        `  @{ Zone = ${powerShellText(zone.name)}; Name = ${powerShellText(name)}; Address = ${powerShellText(address)} }`,
    ),
  );
  return `# ${title}
# Run it on the DNS server. One zone for each name, so that other names of the same domain are still found.
$records = @(
${records.join('\n')}
)
foreach ($record in $records) {
  $zone = $record.Zone
  if (-not (Get-DnsServerZone -Name $zone -ErrorAction SilentlyContinue)) {
    # On a server without Active Directory: Add-DnsServerPrimaryZone -Name $zone -ZoneFile "$zone.dns"
    Add-DnsServerPrimaryZone -Name $zone -ReplicationScope Forest
  }
  Get-DnsServerResourceRecord -ZoneName $zone -Name $record.Name -RRType A -ErrorAction SilentlyContinue |
    Remove-DnsServerResourceRecord -ZoneName $zone -Force
  Add-DnsServerResourceRecordA -ZoneName $zone -Name $record.Name -IPv4Address $record.Address -TimeToLive ([TimeSpan]::FromSeconds(${ttl}))
}
`;
}
