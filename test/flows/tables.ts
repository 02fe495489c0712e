/**
 * The port tables of two documents, copied by hand row by row, so that the tests do not lean on the data they check.
 *
 * Sources: "How to use Azure API Management with virtual networks", July 2020; "Virtual network configuration reference",
 * April 2026. Rows for both directions stand here twice.
 */
export interface TableFlow {
  readonly id: string;
  readonly row: number;
  readonly direction: 'Inbound' | 'Outbound';
  readonly protocol: 'Tcp' | 'Udp';
  /** The tag on the far side: the source of an inbound flow, the destination of an outbound one. */
  readonly tag: string;
  readonly ports: readonly string[];
  readonly externalOnly?: boolean;
  readonly notOnDeveloper?: boolean;
  readonly severalRegionsOnly?: boolean;
}

export const table2020: readonly TableFlow[] = [
  { id: 'client', row: 1, direction: 'Inbound', protocol: 'Tcp', tag: 'Internet', ports: ['443'], externalOnly: true },
  { id: 'management', row: 2, direction: 'Inbound', protocol: 'Tcp', tag: 'ApiManagement', ports: ['3443'] },
  { id: 'storage', row: 3, direction: 'Outbound', protocol: 'Tcp', tag: 'Storage', ports: ['443'] },
  { id: 'aad', row: 4, direction: 'Outbound', protocol: 'Tcp', tag: 'AzureActiveDirectory', ports: ['443'] },
  { id: 'sql', row: 5, direction: 'Outbound', protocol: 'Tcp', tag: 'Sql', ports: ['1433'] },
  { id: 'eventhub', row: 6, direction: 'Outbound', protocol: 'Tcp', tag: 'EventHub', ports: ['5671', '5672', '443'] },
  { id: 'git', row: 7, direction: 'Outbound', protocol: 'Tcp', tag: 'Storage', ports: ['445'] },
  {
    id: 'health-monitoring',
    row: 8,
    direction: 'Outbound',
    protocol: 'Tcp',
    tag: 'AzureCloud',
    ports: ['443', '12000'],
  },
  { id: 'monitor', row: 9, direction: 'Outbound', protocol: 'Tcp', tag: 'AzureMonitor', ports: ['1886', '443'] },
  { id: 'smtp', row: 10, direction: 'Outbound', protocol: 'Tcp', tag: 'Internet', ports: ['25', '587', '25028'] },
  { id: 'redis-in', row: 11, direction: 'Inbound', protocol: 'Tcp', tag: 'VirtualNetwork', ports: ['6381-6383'] },
  { id: 'redis-out', row: 11, direction: 'Outbound', protocol: 'Tcp', tag: 'VirtualNetwork', ports: ['6381-6383'] },
  { id: 'ratelimit-in', row: 12, direction: 'Inbound', protocol: 'Udp', tag: 'VirtualNetwork', ports: ['4290'] },
  { id: 'ratelimit-out', row: 12, direction: 'Outbound', protocol: 'Udp', tag: 'VirtualNetwork', ports: ['4290'] },
  {
    id: 'load-balancer',
    row: 13,
    direction: 'Inbound',
    protocol: 'Tcp',
    tag: 'AzureLoadBalancer',
    ports: ['*'],
    notOnDeveloper: true,
  },
];

export const tableStv2: readonly TableFlow[] = [
  { id: 'client', row: 1, direction: 'Inbound', protocol: 'Tcp', tag: 'Internet', ports: ['443'], externalOnly: true },
  { id: 'management', row: 2, direction: 'Inbound', protocol: 'Tcp', tag: 'ApiManagement', ports: ['3443'] },
  { id: 'certificates-http', row: 3, direction: 'Outbound', protocol: 'Tcp', tag: 'Internet', ports: ['80'] },
  { id: 'storage', row: 4, direction: 'Outbound', protocol: 'Tcp', tag: 'Storage', ports: ['443'] },
  { id: 'aad', row: 5, direction: 'Outbound', protocol: 'Tcp', tag: 'AzureActiveDirectory', ports: ['443'] },
  { id: 'connectors', row: 6, direction: 'Outbound', protocol: 'Tcp', tag: 'AzureConnectors', ports: ['443'] },
  { id: 'sql', row: 7, direction: 'Outbound', protocol: 'Tcp', tag: 'Sql', ports: ['1433'] },
  { id: 'keyvault', row: 8, direction: 'Outbound', protocol: 'Tcp', tag: 'AzureKeyVault', ports: ['443'] },
  { id: 'eventhub', row: 9, direction: 'Outbound', protocol: 'Tcp', tag: 'EventHub', ports: ['5671', '5672', '443'] },
  { id: 'monitor', row: 10, direction: 'Outbound', protocol: 'Tcp', tag: 'AzureMonitor', ports: ['1886', '443'] },
  ...bothWays('redis-external-managed', 11, 'Tcp', '10000'),
  ...bothWays('redis-external-classic', 11, 'Tcp', '6380'),
  ...bothWays('redis-internal', 12, 'Tcp', '6381-6383'),
  ...bothWays('ratelimit', 13, 'Udp', '4290'),
  {
    id: 'load-balancer',
    row: 14,
    direction: 'Inbound',
    protocol: 'Tcp',
    tag: 'AzureLoadBalancer',
    ports: ['6390'],
    notOnDeveloper: true,
  },
  {
    id: 'traffic-manager',
    row: 15,
    direction: 'Inbound',
    protocol: 'Tcp',
    tag: 'AzureTrafficManager',
    ports: ['443'],
    externalOnly: true,
    severalRegionsOnly: true,
  },
  { id: 'machine-health', row: 16, direction: 'Inbound', protocol: 'Tcp', tag: 'AzureLoadBalancer', ports: ['6391'] },
];

function bothWays(id: string, row: number, protocol: 'Tcp' | 'Udp', port: string): TableFlow[] {
  return (['Inbound', 'Outbound'] as const).map(direction => ({
    id: `${id}-${direction === 'Inbound' ? 'in' : 'out'}`,
    row,
    direction,
    protocol,
    tag: 'VirtualNetwork',
    ports: [port],
  }));
}
