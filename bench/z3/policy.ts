/**
 * A security group and the flows of API Management as questions for an SMT solver, the way SecGuru puts them: a packet is a few
 * bit vectors, a group is one formula over them. Written from the definition of a security group; nothing is shared with the
 * analysis that it is compared with.
 */

/** Addresses `first` to `last`, both included. */
export type Range = readonly [first: number, last: number];

export interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly direction: 'Inbound' | 'Outbound';
  readonly access: 'Allow' | 'Deny';
  readonly protocol: 'Tcp' | 'Udp' | '*';
  /** Entries as a template writes them: a prefix, a name of {@link Names}, or an asterisk. */
  readonly source: string;
  readonly destination: string;
  readonly destinationPort: string;
}

/** What names of addresses stand for. */
export type Names = ReadonlyMap<string, readonly Range[]>;

/** A question: packets of one protocol between sets of addresses, to a range of ports. */
export interface Question {
  readonly protocol: 'Tcp' | 'Udp' | '*';
  readonly source: readonly Range[];
  readonly destination: readonly Range[];
  readonly port: Range;
}

const protocols = { Tcp: 0, Udp: 1, Icmp: 2, Esp: 3, Ah: 4 } as const;

/** The six rules that every group has (network security groups overview, July 2025). */
function builtIn(): readonly Rule[] {
  const rule = (
    direction: Rule['direction'],
    priority: number,
    access: Rule['access'],
    source: string,
    destination: string,
  ): Rule => ({ name: '', priority, direction, access, protocol: '*', source, destination, destinationPort: '*' });
  return [
    rule('Inbound', 65000, 'Allow', 'VirtualNetwork', 'VirtualNetwork'),
    rule('Inbound', 65001, 'Allow', 'AzureLoadBalancer', '*'),
    rule('Inbound', 65500, 'Deny', '*', '*'),
    rule('Outbound', 65000, 'Allow', 'VirtualNetwork', 'VirtualNetwork'),
    rule('Outbound', 65001, 'Allow', '*', 'Internet'),
    rule('Outbound', 65500, 'Deny', '*', '*'),
  ];
}

/** Declares a packet and, for each direction, that the group lets it through (`Inbound-0`) and that a rule of its own decides (`Inbound-own`). */
export function declarations(rules: readonly Rule[], names: Names): string {
  const lines = [
    '(declare-const src (_ BitVec 32))',
    '(declare-const dst (_ BitVec 32))',
    '(declare-const port (_ BitVec 16))',
    '(declare-const protocol (_ BitVec 3))',
  ];
  for (const direction of ['Inbound', 'Outbound'] as const) {
    const ordered = [...rules, ...builtIn()]
      .filter(rule => rule.direction === direction)
      .sort((a, b) => a.priority - b.priority);
    lines.push(`(define-fun ${direction}-${ordered.length} () Bool false)`);
    for (let i = ordered.length - 1; i >= 0; i--) {
      const rule = ordered[i]!;
      const next = `${direction}-${i + 1}`;
      lines.push(`(define-fun ${direction}-match-${i} () Bool ${matches(rule, names)})`);
      const match = `${direction}-match-${i}`;
      const passes = rule.access === 'Allow' ? `(or ${match} ${next})` : `(and (not ${match}) ${next})`;
      lines.push(`(define-fun ${direction}-${i} () Bool ${passes})`);
    }
    const own = ordered.flatMap((rule, i) => (rule.priority < 65000 ? [`${direction}-match-${i}`] : []));
    lines.push(`(define-fun ${direction}-own () Bool (or false ${own.join(' ')}))`);
  }
  return lines.join('\n');
}

/** Three assertions to check one by one: a packet of the question passes, one is stopped, one is decided by a rule of the group's own. */
export function assertions(direction: Rule['direction'], { protocol, source, destination, port }: Question): string {
  const asked = [
    protocol === '*' ? '(bvule protocol #b001)' : `(= protocol ${bits(protocols[protocol], 3)})`,
    within('src', source, 32),
    within('dst', destination, 32),
    within('port', [port], 16),
  ].join(' ');
  const formulas = [`${direction}-0`, `(not ${direction}-0)`, `${direction}-own`];
  return formulas.map(formula => `(assert (and ${asked} ${formula}))`).join('\n');
}

function matches(rule: Rule, names: Names): string {
  const terms = [
    rule.protocol === '*' ? [] : [`(= protocol ${bits(protocols[rule.protocol], 3)})`],
    side('src', rule.source, names),
    side('dst', rule.destination, names),
    rule.destinationPort === '*' ? [] : [within('port', [portRange(rule.destinationPort)], 16)],
  ].flat();
  return `(and true ${terms.join(' ')})`;
}

function side(variable: string, text: string, names: Names): readonly string[] {
  return text === '*' ? [] : [within(variable, names.get(text) ?? [prefixRange(text)], 32)];
}

function within(variable: string, ranges: readonly Range[], width: 16 | 32): string {
  const one = ([first, last]: Range) =>
    first === last
      ? `(= ${variable} ${bits(first, width)})`
      : `(and (bvule ${bits(first, width)} ${variable}) (bvule ${variable} ${bits(last, width)}))`;
  return `(or false ${ranges.map(one).join(' ')})`;
}

function bits(value: number, width: number): string {
  return `#b${value.toString(2).padStart(width, '0')}`;
}

function portRange(text: string): Range {
  const [first, last = first] = text.split('-').map(Number) as [number, number?];
  return [first, last];
}

export function prefixRange(text: string): Range {
  const [address, length = '32'] = text.split('/') as [string, string?];
  const first = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return [first, first + 2 ** (32 - Number(length)) - 1];
}
