import type { HostEntry } from '../hosts/host-entries.ts';

/** One zone with the records in it. */
export interface Zone {
  readonly name: string;
  readonly records: readonly ZoneRecord[];
}

export interface ZoneRecord {
  /** `@` for the zone's own name, `*` for a wildcard. */
  readonly name: '@' | '*';
  readonly address: string;
}

/**
 * One zone for each full host name: a zone for the common part, such as azure-api.net, would answer for the names of all other
 * services too. A wildcard is a record in the zone of its domain. Source: internal-mode article, August 2026.
 */
export function zonesOf(entries: readonly HostEntry[]): readonly Zone[] {
  const zones = new Map<string, ZoneRecord[]>();
  for (const { host, address } of entries) {
    const isWildcard = host.startsWith('*.');
    const zone = isWildcard ? host.slice(2) : host;
    const record: ZoneRecord = { name: isWildcard ? '*' : '@', address };
    const records = zones.get(zone);
    if (records === undefined) zones.set(zone, [record]);
    else records.push(record);
  }
  return [...zones].map(([name, records]) => ({ name, records }));
}
