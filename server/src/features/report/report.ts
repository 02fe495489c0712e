/** Everything there is to say about one target, as plain data: what `explain` says, with the places in the file. */
import { attachmentOf, type FlowVerdict, type PortVerdict, type Verdict } from '../../analysis/flow-verdict.ts';
import { type RouteVerdict, routeVerdicts } from '../../analysis/route-verdicts.ts';
import {
  reservedAddresses,
  type SubnetSize,
  subnetPrefix,
  subnetSize,
  totalAddresses,
} from '../../analysis/subnet-size.ts';
import type { Target } from '../../analysis/target.ts';
import type { LinePosition } from '../../base/line-index.ts';
import { knownValue } from '../../base/sourced.ts';
import { touches } from '../../base/span.ts';
import { type NoteMoment, notesFor } from '../../knowledge/deployment-notes.ts';
import { type ProfileId, profile } from '../../knowledge/profiles.ts';
import { subnetSizing, usableAddresses } from '../../knowledge/subnet-sizing.ts';
import type { ModelResource, RouteTable, Subnet, VirtualNetwork } from '../../network/network.ts';
import { type NetworkSecurityGroup, ruleName, ruleTitle } from '../../network/nsg.ts';
import { formatPorts } from '../../network/ports.ts';
import type { FlowOutcome, PlaceInFile } from '../../protocol.ts';
import { counted, endTitle } from '../../rules/wording.ts';
import type { FileView } from '../../workspace/view.ts';
import { deploymentTitle, placeOf } from '../place.ts';
import { verdictOutcome, verdictWords, worstFirst } from '../verdict-words.ts';

export interface Report {
  /** Names the target among those of its file; stays the same while its resources keep their names. */
  readonly key: string;
  /** Name of the service, or of what stands for it. */
  readonly title: string;
  /** `Internal, Premium, 2 units, westeurope`; what is not known is left out. */
  readonly properties: readonly string[];
  readonly profile: ProfileId;
  /** `Classic tiers on stv2, newest text of April 2026`. */
  readonly profileTitle: string;
  /** One sentence: how it was recognised. */
  readonly howText: string;
  readonly parts: ReportParts;
  /** In the profile's order. */
  readonly flows: readonly ReportFlow[];
  readonly routes: readonly ReportRoute[];
  /** The arithmetic of the subnet line by line; empty where it cannot be done. */
  readonly subnetLines: readonly string[];
  readonly subnetFits: boolean | undefined;
  readonly unknowns: readonly ReportUnknown[];
  /** What to know that no file shows, by the moment at which it matters; a moment without any is left out. */
  readonly notes: readonly ReportNotes[];
}

export interface ReportNotes {
  readonly title: string;
  readonly texts: readonly string[];
}

/** The resources behind a target; `undefined` for one that it has not, or that is not in the file. */
export interface ReportParts {
  readonly virtualNetwork: ReportPart | undefined;
  readonly subnet: ReportPart | undefined;
  readonly securityGroup: ReportPart | undefined;
  /** Why there is no group; `undefined` where there is one. */
  readonly securityGroupMissing: string | undefined;
  readonly routeTable: ReportPart | undefined;
  /** Whether the subnet has no route table for certain; else one that is not given is not in the file. */
  readonly hasNoRouteTable: boolean;
  readonly service: ReportPart | undefined;
  /** What the service is called where its name stands: `API Management`, `Workspace gateway`. */
  readonly serviceKind: string;
}

export interface ReportPart {
  readonly name: string;
  /** Prefixes of a network or subnet; empty for others and where they are not known. */
  readonly detail: string;
  readonly place: PlaceInFile;
}

export interface ReportFlow {
  readonly id: string;
  readonly direction: 'Inbound' | 'Outbound';
  /** `TCP`, `UDP`, `TCP or UDP` */
  readonly transport: string;
  /** All ports, those the document calls optional too: `443, 80`. */
  readonly ports: string;
  /** The end that is not the subnet of the service. */
  readonly otherEnd: string;
  readonly purpose: string;
  readonly optional: boolean;
  /** Whether it is a row of the document's port table; else it comes from its prose. */
  readonly inPortTable: boolean;
  readonly verdict: Verdict;
  readonly outcome: FlowOutcome;
  readonly words: string;
  /** Why the verdict is not a plain yes or no; empty where it is. */
  readonly because: string;
  /** Ports that the same rules decide, together. Empty where no rule was asked. */
  readonly decisions: readonly ReportDecision[];
}

export interface ReportDecision {
  /** `443, 80`; empty where all ports of the flow are decided alike. */
  readonly ports: string;
  readonly optional: boolean;
  readonly words: string;
  readonly rules: readonly { readonly title: string; readonly place: PlaceInFile | undefined }[];
}

export interface ReportRoute {
  /** Ids of flows, or `control-plane`, that take the same way. */
  readonly ids: readonly string[];
  readonly verdict: RouteVerdict;
  readonly outcome: FlowOutcome;
  readonly words: string;
  readonly because: string;
}

export interface ReportUnknown {
  /** What cannot be told. */
  readonly what: string;
  /** Which value would settle it. */
  readonly settle: string;
}

/** The report of each target of a file, in the order of `explain`. */
export function reports(view: FileView): readonly Report[] {
  const seen = new Map<string, number>();
  return view.targets.map(target => {
    const base = [(target.group ?? target.recognised)?.identity ?? '', target.service?.identity ?? ''].join('~');
    const index = seen.get(base) ?? 0;
    seen.set(base, index + 1);
    return reportOf(view, target, `${base}~${index}`);
  });
}

/** The place among `reports` of the target at a position of the text: the smallest resource of one that holds it, else the first. */
export function reportAt(view: FileView, position: LinePosition): number {
  const offset = view.lines.offset(position);
  const sizes = view.targets.map(target => {
    const { group, subnet, service, routeTable } = target;
    const holding = [group, subnet, service, routeTable]
      .flatMap(part => (part === undefined ? [] : [part.span]))
      .filter(span => span.file === view.source.uri && touches(span, offset));
    return Math.min(Number.POSITIVE_INFINITY, ...holding.map(span => span.end - span.start));
  });
  return Math.max(0, sizes.indexOf(Math.min(...sizes)));
}

function reportOf(view: FileView, target: Target, key: string): Report {
  const verdicts = view.verdicts(target);
  const size = subnetSize(target, view.targets);
  return {
    key,
    title: titleOf(view, target),
    properties: propertiesOf(target),
    profile: target.profile,
    profileTitle: profile(target.profile).title,
    howText: target.howText,
    parts: partsOf(view, target),
    flows: verdicts.map(verdict => flowOf(view, verdict)),
    routes: routesOf(view, target, verdicts),
    ...addressesOf(target, size),
    unknowns: unknownsOf(target, verdicts, size),
    notes: notesOf(target),
  };
}

/** What each moment is called, in their order. */
export const momentTitles: Readonly<Record<NoteMoment, string>> = {
  before: 'Before the deployment',
  change: 'When the network changes',
  after: 'In operation',
};

function notesOf({ profile: id, mode }: Target): readonly ReportNotes[] {
  const notes = notesFor(id, mode);
  return (Object.keys(momentTitles) as NoteMoment[]).flatMap(moment => {
    const texts = notes.filter(({ when }) => when === moment).map(({ text }) => text);
    return texts.length === 0 ? [] : [{ title: momentTitles[moment], texts }];
  });
}

function titleOf(view: FileView, target: Target): string {
  const { service, workspaceGateway, group, subnet, routeTable, location } = target;
  const name = [service, workspaceGateway, group, subnet, routeTable]
    .map(part => knownValue(part?.name))
    .find(text => text !== undefined);
  // Where there are several regions, the name alone would stand for all of them.
  const place = location ?? (service !== undefined && service.additionalLocations.length > 0 ? service : undefined);
  const region = knownValue(place?.region);
  const where = region === undefined ? undefined : `in ${region}`;
  return [name ?? 'a network without a name', where, deploymentTitle(view, target)]
    .filter(part => part !== undefined)
    .join(' ');
}

function propertiesOf(target: Target): readonly string[] {
  const { mode, sku, units, region, cloud } = target;
  return [
    isWorkspaceGateway(target) ? (attachmentOf(target) ?? undefined) : undefined,
    mode,
    sku,
    units === undefined ? undefined : counted(units, 'unit'),
    region,
    cloud && `${cloud} cloud`,
  ].filter(text => text !== undefined);
}

function partsOf(view: FileView, target: Target): ReportParts {
  const { virtualNetwork, subnet, group, routeTable, service = target.workspaceGateway } = target;
  return {
    virtualNetwork: virtualNetwork && partOf(view, virtualNetwork, texts(virtualNetwork.addressSpace)),
    subnet: subnet && partOf(view, subnet, texts(subnet.prefixes)),
    securityGroup: group && partOf(view, group, ''),
    securityGroupMissing: group === undefined ? target.groupElsewhere : undefined,
    routeTable: routeTable && partOf(view, routeTable, ''),
    hasNoRouteTable: routeTable === undefined && target.routeTableElsewhere === undefined,
    service: service && partOf(view, service, ''),
    serviceKind: isWorkspaceGateway(target) ? 'Workspace gateway' : 'API Management',
  };
}

/** Mode, tier and units of such a gateway change neither its flows nor the size of its subnet. */
function isWorkspaceGateway({ profile }: Target): boolean {
  return profile === 'workspace-gateway';
}

function texts(terms: Subnet['prefixes'] | VirtualNetwork['addressSpace']): string {
  return terms.flatMap(({ text }) => (text === '' ? [] : [text])).join(', ');
}

type Part = Pick<ModelResource | NetworkSecurityGroup | RouteTable, 'name' | 'nameSpan'>;

function partOf(view: FileView, { name, nameSpan }: Part, detail: string): ReportPart {
  return { name: knownValue(name) ?? 'without a name', detail, place: placeOf(view, nameSpan) };
}

function flowOf(view: FileView, { flow, verdict, because, ports }: FlowVerdict): ReportFlow {
  const ranges = [...flow.destinationPorts, ...flow.optionalPorts].map(formatPorts);
  return {
    id: flow.id,
    direction: flow.direction,
    transport: flow.protocol === '*' ? 'TCP or UDP' : flow.protocol.toUpperCase(),
    ports: ranges.join(', '),
    otherEnd: endTitle(flow.direction === 'Inbound' ? flow.source : flow.destination),
    purpose: flow.purpose,
    optional: flow.requirement === 'optional-feature',
    inPortTable: flow.inPortTable,
    verdict,
    outcome: verdictOutcome[verdict],
    words: verdictWords[verdict],
    because: because ?? '',
    decisions: decisionsOf(view, ports),
  };
}

/** Ports that are decided alike are one entry. */
function decisionsOf(view: FileView, ports: readonly PortVerdict[]): readonly ReportDecision[] {
  const groups = new Map<string, PortVerdict[]>();
  for (const port of ports) {
    const rules = port.decidedBy.map(rule => `${rule.builtIn} ${ruleTitle(rule)} ${rule.nameSpan.start}`);
    const key = [port.verdict, port.optional, ...rules].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), port]);
  }
  return [...groups.values()].map(alike => ({
    ports: groups.size === 1 ? '' : alike.map(port => formatPorts(port.range)).join(', '),
    optional: alike[0]!.optional,
    words: verdictWords[alike[0]!.verdict],
    rules: alike[0]!.decidedBy.map(rule => ({
      title: rule.builtIn ? `'${ruleName(rule)}' (built in)` : ruleTitle(rule),
      place: rule.builtIn ? undefined : placeOf(view, rule.nameSpan),
    })),
  }));
}

const routeWords: Readonly<Record<RouteVerdict, { readonly words: string; readonly outcome: FlowOutcome }>> = {
  ok: { words: 'arrives', outcome: 'allowed' },
  tunnelled: { words: 'goes to an appliance or a gateway', outcome: 'partly-blocked' },
  'cut-off': { words: 'cannot arrive', outcome: 'blocked' },
  undetermined: { words: 'not known', outcome: 'unknown' },
};

/** Traffic that takes the same way for the same reason is one entry; flows that are not needed are left out. */
function routesOf(view: FileView, target: Target, verdicts: readonly FlowVerdict[]): readonly ReportRoute[] {
  const needed = verdicts.filter(({ verdict }) => verdict !== 'not-required').map(({ flow }) => flow);
  const groups = new Map<string, { ids: string[]; verdict: RouteVerdict; because: string }>();
  for (const { id, verdict, because } of routeVerdicts(target, view.networkOf(target), needed)) {
    const key = `${verdict} ${because}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { ids: [id], verdict, because });
    else known.ids.push(id);
  }
  return [...groups.values()].map(group => ({ ...group, ...routeWords[group.verdict] }));
}

/** What there is to say of the size of the subnet: the sum, or for a gateway of workspaces the bounds that it has. */
function addressesOf(target: Target, size: SubnetSize | undefined): Pick<Report, 'subnetLines' | 'subnetFits'> {
  if (size !== undefined) {
    return { subnetLines: sizeLines(size), subnetFits: size.fits && !size.complete ? undefined : size.fits };
  }
  const place = subnetPrefix(target.subnet);
  const bounds = subnetSizing(target.profile);
  if (!isWorkspaceGateway(target) || place === undefined || bounds === undefined) {
    return { subnetLines: [], subnetFits: undefined };
  }
  const { length } = place.prefix;
  const { minimumPrefixLength: smallest, maximumPrefixLength: largest } = bounds;
  const isLargeEnough = length <= smallest;
  const isTooLarge = largest !== null && length < largest;
  const allowed = `from a /${smallest}${largest === null ? ' on' : ` to a /${largest}`}`;
  return {
    subnetLines: [
      `${place.term.text}: ${totalAddresses(place)} addresses, of which Azure keeps ${reservedAddresses} and leaves ${usableAddresses(length)}.`,
      `The subnet of a workspace gateway may be ${allowed}. ${isTooLarge ? 'It is too large.' : isLargeEnough ? 'It fits.' : 'It is too small.'}`,
    ],
    subnetFits: isTooLarge ? undefined : isLargeEnough,
  };
}

function sizeLines(size: SubnetSize): readonly string[] {
  const { place, usable, units, perUnit, loadBalancer, others, needed, fits, complete, largestUnits, unitLimit } = size;
  const all = totalAddresses(place);
  const verdict = fits
    ? complete
      ? 'It fits.'
      : 'It fits, as far as the values are known.'
    : 'The subnet is too small.';
  const limit = unitLimit !== null && unitLimit === largestUnits ? ', the most that the tier has' : '';
  return [
    `${place.term.text}: ${all} addresses, of which Azure keeps ${reservedAddresses} and leaves ${usable}.`,
    `${counted(units, 'unit')} of ${counted(perUnit, 'address', 'addresses')} each: ${units * perUnit}.`,
    ...(loadBalancer > 0 ? [`Internal load balancer: ${loadBalancer}.`] : []),
    ...(others > 0 ? [`Other API Management services in the subnet: ${others}.`] : []),
    `Needed: ${needed} of ${usable}. ${verdict}`,
    ...(largestUnits > 0 ? [`Room for ${counted(largestUnits, 'unit')} at most${limit}.`] : []),
  ];
}

function unknownsOf(
  target: Target,
  verdicts: readonly FlowVerdict[],
  size: SubnetSize | undefined,
): readonly ReportUnknown[] {
  const comment = 'in a comment such as // apim-vnet: mode=Internal sku=Premium units=2 region=westeurope';
  const unknowns: ReportUnknown[] = [];
  if (target.mode === undefined && !isWorkspaceGateway(target)) {
    unknowns.push({
      what: 'The mode of the service: External or Internal.',
      settle: `mode=… ${comment}, or the setting apimVnet.defaultMode.`,
    });
  }
  if (target.sku === undefined && !isWorkspaceGateway(target)) {
    unknowns.push({
      what: 'The tier of the service.',
      settle: `sku=… ${comment}, or the setting apimVnet.defaultSku.`,
    });
  }
  const byReason = new Map<string, string[]>();
  for (const { flow, verdict, because } of verdicts) {
    if (verdictOutcome[verdict] !== 'unknown') continue;
    const reason = because ?? verdictWords[verdict];
    byReason.set(reason, [...(byReason.get(reason) ?? []), flow.id]);
  }
  for (const [reason, ids] of byReason) {
    unknowns.push({ what: `Whether these flows get through: ${ids.join(', ')}.`, settle: `${capital(reason)}.` });
  }
  if (target.routeTableElsewhere !== undefined) {
    unknowns.push({ what: 'Where the routes of the subnet lead.', settle: `${capital(target.routeTableElsewhere)}.` });
  }
  if (size === undefined && target.subnet !== undefined && target.units === undefined && unitsCount(target)) {
    unknowns.push({ what: 'Whether the subnet is large enough.', settle: `units=… ${comment}.` });
  }
  return unknowns;
}

/** Whether the text of the profile counts addresses by unit, so that the number of units would settle something. */
function unitsCount({ profile: id }: Target): boolean {
  return Object.keys(subnetSizing(id)?.perUnit ?? {}).length > 0;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `17 allowed by default`, one for each verdict, the worst first. */
export function tally(
  flows: readonly ReportFlow[],
): readonly { readonly outcome: FlowOutcome; readonly text: string }[] {
  return worstFirst.flatMap(verdict => {
    const count = flows.filter(flow => flow.verdict === verdict).length;
    return count === 0 ? [] : [{ outcome: verdictOutcome[verdict], text: `${count} ${verdictWords[verdict]}` }];
  });
}
