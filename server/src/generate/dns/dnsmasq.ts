import type { Zone } from './zones.ts';

/** Lines for dnsmasq. `address` answers for a domain and all below it, which is what a wildcard needs; `host-record` for one name. */
export function dnsmasqText(title: string, zones: readonly Zone[], ttl: number): string {
  const lines = zones.flatMap(zone =>
    zone.records.map(({ name, address }) =>
      name === '*' ? `address=/${zone.name}/${address}` : `host-record=${zone.name},${address},${ttl}`,
    ),
  );
  return `${[`# ${title}`, ...lines].join('\n')}\n`;
}
