/**
 * A question of a user about packets: "from here to there on this port". In: texts as a user writes them. Out: the packets as
 * a box that rules can be asked about, or a sentence that says what is allowed.
 */
import { emptySet, intervalSet } from '../base/interval-set.ts';
import type { PortRange } from '../knowledge/profiles.ts';
import { platformAddress } from '../knowledge/service-tags.ts';
import { type IpPrefix, publicness } from '../network/address.ts';
import { addressMeaning } from '../network/build-nsg.ts';
import type { AddressTerm, NetworkSecurityGroup } from '../network/nsg.ts';
import { formatPorts, readPorts } from '../network/ports.ts';
import { resolveTerm } from '../network/resolve-tags.ts';
import type { ServiceTagList } from '../network/service-tag-list.ts';
import { portSet, protocolMask } from './compiled-rule.ts';
import type { Box } from './decide.ts';
import { localRegion } from './flow-verdict.ts';
import { addressRegion, anyRegion, type Region, subnetRegion, tagNamed, tagRegion } from './region.ts';
import type { Target } from './target.ts';

/** Texts as a user writes them. */
export interface PacketQuestion {
  readonly direction: 'Inbound' | 'Outbound';
  /** `Tcp`, `Udp`, or `*` for either, in any case. */
  readonly protocol: string;
  /** An address, a CIDR prefix, a service tag, `*`, or `subnet` for the subnet of the group. */
  readonly source: string;
  /** Ports as a rule writes them, several with commas between. Empty: any, as clients choose theirs at random. */
  readonly sourcePort: string;
  /** As {@link source}. */
  readonly destination: string;
  /** As {@link sourcePort}; may not be empty. */
  readonly destinationPort: string;
}

export type PacketField = Exclude<keyof PacketQuestion, 'direction'>;

export type PacketReading =
  | {
      readonly ok: true;
      readonly box: Box;
      /** The question in the spelling of Azure. */
      readonly question: PacketQuestion;
      /** What is taken for granted about addresses that the file says nothing of; whole sentences. */
      readonly assumptions: readonly string[];
    }
  | { readonly ok: false; readonly field: PacketField; readonly problem: string };

/** What is known about the place of a group: the target it belongs to, if it is anybody's. */
export interface PacketScope {
  readonly group: NetworkSecurityGroup;
  readonly target: Target | undefined;
  /** The user's list of service tags; absent where tags are only names. */
  readonly serviceTags?: ServiceTagList | undefined;
}

/** The word for the subnet of the group. */
export const subnetWord = 'subnet';

/** Protocols that a question may name; those of IP flow verify, which answers the same question about a machine. */
const packetProtocols = ['Tcp', 'Udp', '*'] as const;

/** Reads a question. Never throws; `problem` is a whole sentence that says what is allowed. */
export function readPacket(question: PacketQuestion, scope: PacketScope): PacketReading {
  const protocol = packetProtocols.find(name => name.toLowerCase() === question.protocol.trim().toLowerCase());
  if (protocol === undefined) {
    return {
      ok: false,
      field: 'protocol',
      problem: `The protocol is Tcp, Udp or * for either, not '${question.protocol}'.`,
    };
  }
  const source = readEnd(question.source, scope);
  if (!source.ok) return { ok: false, field: 'source', problem: source.problem };
  const sourcePort = readPortList(question.sourcePort === '' ? '*' : question.sourcePort);
  if (!sourcePort.ok) return { ok: false, field: 'sourcePort', problem: sourcePort.problem };
  const destination = readEnd(question.destination, scope);
  if (!destination.ok) return { ok: false, field: 'destination', problem: destination.problem };
  const destinationPort = readPortList(question.destinationPort);
  if (!destinationPort.ok) return { ok: false, field: 'destinationPort', problem: destinationPort.problem };
  return {
    ok: true,
    box: {
      protocols: protocol === '*' ? protocolMask('Tcp') | protocolMask('Udp') : protocolMask(protocol),
      sourcePorts: portSet(sourcePort.ranges),
      destinationPorts: portSet(destinationPort.ranges),
      source: source.region,
      destination: destination.region,
    },
    question: {
      direction: question.direction,
      protocol,
      source: source.text,
      sourcePort: sourcePort.text,
      destination: destination.text,
      destinationPort: destinationPort.text,
    },
    assumptions: [...new Set([...source.assumptions, ...destination.assumptions])],
  };
}

type EndReading =
  | { readonly ok: true; readonly region: Region; readonly text: string; readonly assumptions: readonly string[] }
  | { readonly ok: false; readonly problem: string };

const allowedEnds = "an address (10.0.0.4), a CIDR prefix (10.0.0.0/24), a service tag (Storage), 'subnet' or *";

function readEnd(written: string, scope: PacketScope): EndReading {
  const text = written.trim();
  const known = (region: Region, shown: string, assumptions: readonly string[] = []): EndReading => ({
    ok: true,
    region,
    text: shown,
    assumptions,
  });
  if (text === '') return { ok: false, problem: `An address is missing: ${allowedEnds}.` };
  if (text.toLowerCase() === subnetWord) return known(subnetOf(scope), subnetWord);
  const { meaning } = resolveTerm({ text, meaning: addressMeaning(text) }, scope.serviceTags);
  if (meaning.kind === 'any') return known(anyRegion(), '*');
  if (meaning.kind === 'tag') return known(tagRegion(meaning.tag), meaning.tag.name);
  if (meaning.kind === 'prefix') {
    if (text.includes('/') && meaning.prefix.hostBits) {
      return {
        ok: false,
        problem: `'${text}' names an address inside its prefix. Write the address alone, or the prefix from its first address.`,
      };
    }
    const placed = placedPrefix(meaning.prefix, text, scope);
    return known(placed.region, text, placed.assumptions);
  }
  if (meaning.kind === 'unlisted-tag') {
    const hint = meaning.suggestion === undefined ? '' : ` Did you mean ${meaning.suggestion}?`;
    return { ok: false, problem: `'${text}' is no service tag that is known here.${hint} Expected ${allowedEnds}.` };
  }
  return {
    ok: false,
    problem: `'${text}' ${meaning.kind === 'invalid' ? meaning.problem : 'is no address'}. Expected ${allowedEnds}.`,
  };
}

/**
 * Addresses that are written down, with what is known of where they are: those of the virtual network of the file lie in
 * VirtualNetwork; other public ones are taken to be on the internet; of other private ones it is not known.
 */
function placedPrefix(
  prefix: IpPrefix,
  text: string,
  scope: PacketScope,
): { readonly region: Region; readonly assumptions: readonly string[] } {
  const region =
    prefix.family === 4
      ? addressRegion(intervalSet([[prefix.start, prefix.end]]))
      : addressRegion(emptySet(), intervalSet([[prefix.start, prefix.end]]));
  if (text === platformAddress.prefix.replace('/32', '') || text === platformAddress.prefix) {
    return { region: tagRegion(tagNamed(platformAddress.equals)), assumptions: [] };
  }
  const space = [...(scope.target?.subnet?.prefixes ?? []), ...(scope.target?.virtualNetwork?.addressSpace ?? [])];
  if (space.some(term => holds(term, prefix))) {
    return { region: { ...region, lies: [tagNamed('VirtualNetwork')] }, assumptions: [] };
  }
  if (publicness(prefix) !== 'public') {
    return {
      region,
      assumptions: [
        `${text} is outside the virtual network of this file; whether VirtualNetwork has it, as of a peered network or one behind a gateway, is not known.`,
      ],
    };
  }
  return {
    region: { ...region, lies: [tagNamed('Internet')] },
    assumptions: [`${text} is taken to be an address of the internet, not one of the virtual network.`],
  };
}

function holds({ meaning }: AddressTerm, inner: IpPrefix): boolean {
  if (meaning.kind !== 'prefix' || meaning.prefix.family !== inner.family) return false;
  return meaning.prefix.start <= inner.start && inner.end <= meaning.prefix.end;
}

/** The subnet of the target; of a group that is nobody's, somewhere in the virtual network. */
function subnetOf({ target }: PacketScope): Region {
  return target === undefined ? subnetRegion(undefined) : localRegion(target);
}

type PortListReading =
  | { readonly ok: true; readonly ranges: readonly PortRange[]; readonly text: string }
  | { readonly ok: false; readonly problem: string };

function readPortList(written: string): PortListReading {
  const allowed = 'a port (443), a range (6381-6383), several with commas between, or *';
  if (written.trim() === '') return { ok: false, problem: `A port is missing: ${allowed}.` };
  const ranges: PortRange[] = [];
  for (const part of written.split(',').map(text => text.trim())) {
    const reading = readPorts(part);
    if (!reading.ok) return { ok: false, problem: `'${part}' ${reading.problem}. Expected ${allowed}.` };
    ranges.push(reading.range);
  }
  return { ok: true, ranges, text: ranges.map(formatPorts).join(', ') };
}
