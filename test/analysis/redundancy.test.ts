/** Rules that could be left out, against a world small enough to ask every packet. */
import assert from 'node:assert/strict';
import { redundantRules } from '../../server/src/analysis/redundancy.ts';
import { shadowedRules } from '../../server/src/analysis/shadowing.ts';
import type { NetworkSecurityGroup } from '../../server/src/network/nsg.ts';
import { group, type RuleText } from './support/group.ts';
import { Random } from './support/random.ts';

const addresses = ['8.8.8.0', '8.8.8.1', '8.8.8.2', '8.8.8.3'] as const;
const ports = [1, 2, 3, 4] as const;
const protocols = ['Tcp', 'Udp', 'Icmp'] as const;
const prefixes: Readonly<Record<string, readonly string[]>> = {
  '*': addresses,
  '8.8.8.0/30': addresses,
  '8.8.8.0/31': addresses.slice(0, 2),
  '8.8.8.2/31': addresses.slice(2),
  '8.8.8.1/32': addresses.slice(1, 2),
};
const portTexts: Readonly<Record<string, readonly number[]>> = {
  '*': ports,
  '1-4': ports,
  '1-2': [1, 2],
  '3': [3],
  '2-4': [2, 3, 4],
};

interface Small {
  readonly access: 'Allow' | 'Deny';
  readonly protocol: 'Tcp' | 'Udp' | '*';
  readonly source: string;
  readonly ports: string;
}

/** Ends every group, so that no packet comes to the built-in rules: whether a public address is in VirtualNetwork is not known. */
const denyAll: Small = { access: 'Deny', protocol: '*', source: '*', ports: '*' };

/** The index of the rule that decides a packet; -1 where none does. */
function decider(rules: readonly Small[], packet: Packet, without?: number): number {
  return rules.findIndex(
    (rule, i) =>
      i !== without &&
      (rule.protocol === '*' || rule.protocol === packet.protocol) &&
      prefixes[rule.source]!.includes(packet.address) &&
      portTexts[rule.ports]!.includes(packet.port),
  );
}

interface Packet {
  readonly address: string;
  readonly port: number;
  readonly protocol: string;
}

const packets: readonly Packet[] = addresses.flatMap(address =>
  ports.flatMap(port => protocols.map(protocol => ({ address, port, protocol }))),
);

function accessOf(rules: readonly Small[], at: number): 'Allow' | 'Deny' {
  return rules[at]?.access ?? 'Deny';
}

function toGroup(rules: readonly Small[]): NetworkSecurityGroup {
  return group(
    rules.map(
      (rule, i): RuleText => ({
        name: `r${i}`,
        priority: 100 + i,
        access: rule.access,
        protocol: rule.protocol,
        // In a world of four addresses and ports the asterisk is what holds them all; that of the last rule is the real one.
        source: [rule.source === '*' && rule !== denyAll ? '8.8.8.0/30' : rule.source],
        destinationPorts: [rule.ports === '*' && rule !== denyAll ? '1-4' : rule.ports],
      }),
    ),
  );
}

function names(rules: readonly { readonly rule: { readonly name?: unknown } }[]): readonly string[] {
  return rules.map(({ rule }) => String((rule.name as { readonly value: string }).value)).sort();
}

describe('redundant rules', () => {
  for (const seed of [1, 2, 3]) {
    it(`are those whose removal changes no packet (seed ${seed})`, () => {
      const random = new Random(seed);
      let found = 0;
      for (let round = 0; round < 400; round++) {
        const count = 2 + random.below(4);
        const some = Array.from(
          { length: count },
          (): Small => ({
            access: random.pick(['Allow', 'Deny']),
            protocol: random.pick(['Tcp', 'Udp', '*']),
            source: random.pick(Object.keys(prefixes)),
            ports: random.pick(Object.keys(portTexts)),
          }),
        );
        const rules = [...some, denyAll];
        const own = toGroup(rules);
        const shadows = shadowedRules(own);
        const spared = new Set(names([...shadows, ...shadows.flatMap(s => s.coveredBy.map(rule => ({ rule })))]));
        const wanted = rules.flatMap((_, i) => {
          const changed = packets.filter(packet => decider(rules, packet) === i);
          const after = changed.map(packet => decider(rules, packet, i));
          const isSame = after.every(at => accessOf(rules, at) === accessOf(rules, i));
          const byCustom = after.some(at => at >= 0);
          return isSame && byCustom && !spared.has(`r${i}`) ? [`r${i}`] : [];
        });
        assert.deepEqual(names(redundantRules(own)), wanted.sort(), JSON.stringify(rules));
        found += wanted.length;
      }
      assert.ok(found > 20, `${found}`);
    });
  }

  const wide: RuleText = { name: 'wide', priority: 200, source: ['10.0.0.0/16'] };
  const narrow: RuleText = { name: 'narrow', priority: 100, source: ['10.0.7.0/24'] };
  const unknowns: Readonly<Record<string, RuleText>> = {
    'a later rule of unknown priority': { name: 'x', priority: undefined, access: 'Deny' },
    'a later rule of unknown access': { name: 'x', priority: 150, access: undefined, source: ['10.0.7.0/25'] },
    'a later rule that may be absent and denies': { name: 'x', priority: 150, access: 'Deny', maybe: true },
    'a later rule with an unknown source': { name: 'x', priority: 150, access: 'Deny', source: ['?office'] },
  };
  it('are found for known rules', () => {
    assert.deepEqual(names(redundantRules(group([narrow, wide]))), ['narrow']);
  });
  for (const [what, rule] of Object.entries(unknowns)) {
    it(`are none before ${what}`, () => {
      assert.deepEqual(names(redundantRules(group([narrow, rule, wide]))), []);
    });
  }
  it('are none where the wide rule may be absent, where the rule itself may, or where the list is not complete', () => {
    assert.deepEqual(names(redundantRules(group([narrow, { ...wide, maybe: true }]))), []);
    assert.deepEqual(names(redundantRules(group([{ ...narrow, maybe: true }, wide]))), []);
    assert.deepEqual(names(redundantRules(group([narrow, wide], { rulesUnknown: 'it is computed' }))), []);
  });
});
