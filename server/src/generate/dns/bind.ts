import type { Zone } from './zones.ts';

/**
 * A zone file for BIND with one A record for each host. Its records are written out whole, so that the one file serves all the
 * zones: a server takes what lies in the zone it loads the file for, and says that it ignores the rest.
 *
 * @param title what the records are for, in one line
 */
export function bindText(title: string, fileName: string, zones: readonly Zone[], ttl: number): string {
  const hosts = zones.flatMap(zone =>
    zone.records.map(({ name, address }) => ({ host: `${name === '*' ? '*.' : ''}${zone.name}.`, address })),
  );
  const width = Math.max(0, ...hosts.map(({ host }) => host.length));
  const lines = [
    `; ${title}`,
    '; One zone for each name, so that other names of the same domain are still found. In named.conf:',
    ...zones.map(({ name }) => `;   zone "${name}" { type primary; file "${fileName}"; };`),
    '',
    `$TTL ${ttl}`,
    `@ IN SOA localhost. hostmaster.localhost. 1 3600 600 86400 ${ttl}`,
    '@ IN NS localhost.',
    ...hosts.map(({ host, address }) => `${host.padEnd(width)} IN A ${address}`),
  ];
  return `${lines.join('\n')}\n`;
}
