/** Large groups of several kinds: what an analysis does for them must grow about as their rules do. */
import type { RuleText } from './group.ts';

type Maker = (count: number) => readonly RuleText[];

const many = (count: number, rule: (i: number) => RuleText): readonly RuleText[] =>
  Array.from({ length: count }, (_, i) => ({ name: `r${i}`, priority: 100 + i, ...rule(i) }));
const spoke = (i: number) => `10.${1 + (i >> 8)}.${i & 255}.0/24`;
const denyAll: RuleText = { name: 'deny-all', priority: 4096, access: 'Deny' };

export const largeGroups: Readonly<Record<string, Maker>> = {
  'distinct ports': count => many(count, i => ({ destinationPorts: [String(3000 + i)] })),
  'one port, distinct sources': count => many(count, i => ({ source: [spoke(i)], destinationPorts: ['443'] })),
  'one port, distinct sources, then all': count => [
    ...many(count / 2, i => ({ source: [spoke(i)], destinationPorts: ['443'] })),
    ...many(count / 2, i => ({
      name: `all${i}`,
      priority: 2000 + i,
      destination: [spoke(i)],
      destinationPorts: ['443'],
    })),
  ],
  'public sources on one port': count =>
    many(count, i => ({ source: [`20.${i >> 8}.${i & 255}.7`], destinationPorts: ['443'], protocol: 'Tcp' })),
  'one prefix, ports spread': count =>
    many(count, i => ({ source: ['10.1.0.0/16'], destinationPorts: [`${1000 + i * 20}-${1009 + i * 20}`] })),
  'pairs of prefixes on one port': count =>
    many(count, i => ({ source: [spoke(i)], destination: [spoke(i + 900)], destinationPorts: ['443'] })),
  'hub with spokes': count => [
    ...many(count - 1, i => ({
      access: i % 7 === 0 ? 'Deny' : 'Allow',
      protocol: i % 3 === 0 ? 'Udp' : 'Tcp',
      direction: i % 4 === 0 ? 'Outbound' : 'Inbound',
      source:
        i % 5 === 0
          ? [['Internet', 'AzureLoadBalancer', 'VirtualNetwork'][i % 3]!]
          : [spoke(i >> 2), spoke((i >> 2) + 400)],
      destination: i % 6 === 0 ? ['*'] : [spoke((i >> 3) + 800)],
      destinationPorts: [['443', '1433', '3389', '22', '8000-8100', '6380', '53'][i % 7]!, String(20000 + (i % 50))],
    })),
    denyAll,
  ],
  'all under one deny': count => [
    { name: 'deny-all', priority: 100, access: 'Deny' },
    ...many(count, i => ({ name: `r${i}`, priority: 101 + i, source: [spoke(i)] })),
  ],
  'a deny under all': count => [...many(count, i => ({ source: [spoke(i)], destinationPorts: ['443'] })), denyAll],
  'one rule many times': count => many(count, () => ({ source: ['10.1.0.0/16'], destinationPorts: ['443'] })),
  'conditional rules': count =>
    many(count, i => ({
      access: i % 2 === 0 ? 'Allow' : 'Deny',
      source: [`20.${i >> 8}.${i & 255}.0/24`],
      destinationPorts: ['443'],
      maybe: true,
    })),
};
