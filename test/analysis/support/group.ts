/** Security groups for tests, without a file behind them. */
import type { Sourced } from '../../../server/src/base/sourced.ts';
import type { Access, Direction, Protocol } from '../../../server/src/knowledge/nsg-defaults.ts';
import { addressMeaning } from '../../../server/src/network/build-nsg.ts';
import type {
  AddressMeaning,
  AddressSide,
  NetworkSecurityGroup,
  PortSide,
  SecurityRule,
} from '../../../server/src/network/nsg.ts';
import { readPorts } from '../../../server/src/network/ports.ts';

/** A rule in short. Lists are the entries of a side; `undefined` for a field that is not known here. */
export interface RuleText {
  readonly name?: string;
  readonly priority?: number | undefined;
  readonly access?: Access | undefined;
  readonly direction?: Direction | undefined;
  readonly protocol?: Protocol | undefined;
  /** Entries as written; `?name` for an unknown one, `asg:name` for an application security group, `!text` for a text Azure refuses. */
  readonly source?: readonly string[];
  readonly destination?: readonly string[];
  readonly sourcePorts?: readonly string[];
  readonly destinationPorts?: readonly string[];
  /** The list of sources is computed in part. */
  readonly moreSources?: boolean;
  readonly maybe?: boolean;
}

const span = { file: 'test:/nsg.json', start: 0, end: 0 };
const origin = { span, via: 'literal', from: [] } as const;

export function group(rules: readonly RuleText[], more: { readonly rulesUnknown?: string } = {}): NetworkSecurityGroup {
  return {
    kind: 'nsg',
    name: known('nsg'),
    identity: 'nsg',
    place: '',
    rules: rules.map(securityRule),
    rulesUnknown: more.rulesUnknown,
    definedElsewhere: false,
    conditional: false,
    location: undefined,
    span,
    nameSpan: span,
    rulesSpan: span,
    rulesList: undefined,
    head: span,
    uses: [],
    attachedSubnets: [],
    metadata: undefined,
    mentions: [],
  };
}

export function securityRule(text: RuleText, index = 0): SecurityRule {
  return {
    kind: 'security-rule',
    name: known(text.name ?? `rule-${index}`),
    priority: field(text, 'priority', 100 + index),
    access: field(text, 'access', 'Allow'),
    direction: field(text, 'direction', 'Inbound'),
    protocol: field(text, 'protocol', '*'),
    source: addresses(text.source ?? ['*'], text.moreSources === true),
    destination: addresses(text.destination ?? ['*'], false),
    sourcePorts: ports(text.sourcePorts ?? ['*']),
    destinationPorts: ports(text.destinationPorts ?? ['*']),
    description: undefined,
    builtIn: false,
    form: 'inline',
    maybe: text.maybe === true ? 'it hangs on a condition' : undefined,
    span,
    nameSpan: span,
    imprint: undefined,
    alsoAt: undefined,
  };
}

function field<K extends keyof RuleText, T>(text: RuleText, key: K, otherwise: T): Sourced<T> {
  if (!(key in text)) return known(otherwise);
  const value = text[key];
  if (value !== undefined) return known(value as unknown as T);
  return { known: false, why: `'${key}' is a parameter`, identity: key, origin };
}

function known<T>(value: T): Sourced<T> {
  return { known: true, value, origin };
}

function addresses(texts: readonly string[], more: boolean): AddressSide {
  return {
    terms: texts.map(text => ({ text, span, origin, form: 'singular', meaning: meaningOf(text) })),
    singular: undefined,
    plural: undefined,
    applicationSecurityGroups: undefined,
    unknown: more ? 'its list is computed' : undefined,
  };
}

function meaningOf(text: string): AddressMeaning {
  if (text.startsWith('?')) return { kind: 'unknown', why: 'it is a parameter', identity: text };
  if (text.startsWith('asg:')) return { kind: 'application-security-group' };
  if (text.startsWith('!')) return { kind: 'invalid', problem: 'is no address' };
  return addressMeaning(text);
}

function ports(texts: readonly string[]): PortSide {
  return {
    terms: texts.map(text => {
      const reading = readPorts(text);
      const meaning: PortSide['terms'][number]['meaning'] = text.startsWith('?')
        ? { kind: 'unknown', why: 'it is a parameter', identity: text }
        : reading.ok
          ? { kind: 'ports', range: reading.range }
          : { kind: 'invalid', problem: reading.problem };
      return { text, span, origin, form: 'singular', meaning };
    }),
    singular: undefined,
    plural: undefined,
    unknown: undefined,
  };
}
