/**
 * Which groups, subnets and route tables are API Management's, and what is known about the service behind them.
 *
 * Five ways, and the first that applies wins: a service of the same file, a directive, a setting, a guess, none. What is linked
 * to a subnet is found with it, so that group, subnet and route table of one service are one target.
 */
import { knownValue } from '../base/sourced.ts';
import type { Network, ResourceLink, RouteTable, Subnet } from '../network/network.ts';
import type { NetworkSecurityGroup } from '../network/nsg.ts';
import { partAt } from './part-at.ts';
import { isSharedName, resemblance } from './resemblance.ts';
import { makeTarget, type NetworkPart, type Target, type TargetDraft, type TargetHints } from './target.ts';

export interface TargetSources {
  /** What a directive or its metadata says of a part of a network, a service or a workspace gateway; `undefined` where it has none. */
  readonly directive: (resource: Pick<NetworkSecurityGroup, 'head' | 'metadata'>) => TargetHints | undefined;
  /** What the settings say of a part of a network. */
  readonly setting: (part: NetworkPart) => TargetHints | undefined;
  /** For every target whose own value is unknown. */
  readonly defaults: TargetHints;
}

/** All targets of a file; one group can be several services' target. What is nobody's is not listed. */
export function findTargets(network: Network, sources: TargetSources): readonly Target[] {
  const finder = new Finder(network, sources);
  const used = [...finder.ofServices(), ...finder.ofWorkspaceGateways()];
  return [...used, ...finder.ofParts(used.length > 0)];
}

class Finder {
  private readonly network: Network;
  private readonly sources: TargetSources;
  /** All that the file says of each subnet, by identity. */
  private readonly mentions: ReadonlyMap<string, readonly Subnet[]>;
  /** The first definition of each; a mere reference only where there is no definition. */
  private readonly subnets: ReadonlyMap<string, Subnet>;
  /** Whether a group that has no more than the name of API Management is taken for its. */
  private namesTell = true;
  /** Those that a target has already. Subnets by identity: one may be written twice. */
  private readonly taken = new Set<NetworkSecurityGroup | RouteTable | string>();

  constructor(network: Network, sources: TargetSources) {
    this.network = network;
    this.sources = sources;
    this.mentions = mentionsOf(network);
    this.subnets = new Map([...this.mentions].map(([id, all]) => [id, all.find(isDefined) ?? all[0]!]));
  }

  ofServices(): readonly Target[] {
    const targets: Target[] = [];
    for (const service of this.network.services) {
      if (service.definedElsewhere) continue;
      const places = [
        { subnet: service.subnet, region: service.region, units: service.units, location: undefined },
        ...service.additionalLocations.map(place => ({ ...place, location: place })),
      ];
      for (const place of places) {
        if (place.subnet === undefined) continue;
        const linked = this.linkedTo(place.subnet);
        const hints = this.sources.directive(service) ?? this.hintsAbout(linked.parts);
        const name = knownValue(service.name);
        targets.push(
          this.target({
            how: 'service',
            howText: `The API Management service${name === undefined ? '' : ` '${name}'`} uses it${place.location === undefined ? '' : ' in an additional location'}.`,
            group: linked.group,
            groupElsewhere: linked.group === undefined ? elsewhereText(linked.subnet) : undefined,
            subnet: linked.subnet,
            service,
            location: place.location,
            hints: {
              mode: knownValue(service.mode) ?? hints?.mode,
              sku: knownValue(service.sku) ?? hints?.sku,
              units: knownValue(place.units) ?? hints?.units,
              region: knownValue(place.region) ?? hints?.region,
              cloud: hints?.cloud,
              profile: hints?.profile,
              features: hints?.features,
            },
            at: place.subnet.span,
          }),
        );
      }
    }
    return targets;
  }

  ofWorkspaceGateways(): readonly Target[] {
    const targets: Target[] = [];
    for (const gateway of this.network.workspaceGateways) {
      const link = gateway.subnet;
      if (link === undefined || gateway.definedElsewhere || knownValue(gateway.mode)?.toLowerCase() === 'none')
        continue;
      const linked = this.linkedTo(link);
      const hints = this.sources.directive(gateway) ?? this.hintsAbout(linked.parts);
      const name = knownValue(gateway.name);
      targets.push(
        this.target({
          how: 'service',
          howText: `The workspace gateway${name === undefined ? '' : ` '${name}'`} uses it.`,
          group: linked.group,
          groupElsewhere: linked.group === undefined ? elsewhereText(linked.subnet) : undefined,
          subnet: linked.subnet,
          service: undefined,
          workspaceGateway: gateway,
          location: undefined,
          hints: {
            ...hints,
            mode: knownValue(gateway.mode) ?? hints?.mode,
            sku: knownValue(gateway.sku) ?? hints?.sku,
            units: knownValue(gateway.units) ?? hints?.units,
            region: knownValue(gateway.region) ?? hints?.region,
            profile: hints?.profile ?? 'workspace-gateway',
          },
          at: link.span,
        }),
      );
    }
    return targets;
  }

  /**
   * Those that no service of the file uses: groups first, then subnets and route tables that belong to none of these.
   *
   * @param isSettled whether it is known of some network of the file that it is API Management's
   */
  ofParts(isSettled: boolean): readonly Target[] {
    const { securityGroups, routeTables } = this.network;
    const subnets = [...this.subnets.values()];
    const found = new Map<NetworkPart, Target>();
    // A subnet tells which group and which table are its own, so it is asked before these.
    const byKnowledge: readonly NetworkPart[] = [...subnets, ...securityGroups, ...routeTables];
    const find = (way: Way, parts: readonly NetworkPart[]) => {
      for (const part of parts) {
        const own = this.isTaken(part) ? undefined : way(part);
        if (own !== undefined) found.set(part, this.target({ ...own, ...this.around(part) }));
      }
    };
    find(this.byDirective, byKnowledge);
    find(this.bySetting, byKnowledge);
    // Where it is known which group is the one, and where many have the name, it is that of the whole.
    this.namesTell = !isSharedName(this.network) && !securityGroups.some(group => this.taken.has(group));
    // Beside a network that is known to be the one, a subnet or a table that looks like it is more likely another.
    find(this.byResemblance, isSettled || found.size > 0 ? securityGroups : byKnowledge);
    return [...securityGroups, ...subnets, ...routeTables].flatMap(part => found.get(part) ?? []);
  }

  private readonly byDirective: Way = part => {
    const hints = firstOf(this.mentionsOf(part), this.sources.directive);
    const howText = 'A comment above it says that it is for API Management.';
    return hints && { how: 'directive', howText, hints };
  };

  private readonly bySetting: Way = part => {
    const hints =
      part.kind === 'subnet' ? this.sources.setting(part) : firstOf(this.mentionsOf(part), this.sources.setting);
    const howText = 'The setting apimVnet.targets says that it is for API Management.';
    return hints && { how: 'setting', howText, hints };
  };

  private readonly byResemblance: Way = part => {
    const { network } = this;
    const hasGroup = (subnet: Subnet) => groupOf(network, subnet.identity, subnet) !== undefined;
    const why = resemblance(part, network, hasGroup, this.namesTell);
    if (why === undefined) return undefined;
    return { how: 'inferred', howText: `It looks like API Management's: ${why}.`, hints: {} };
  };

  /** All that the file says of a part: where it is made, and where it is referred to. */
  private mentionsOf(part: NetworkPart): readonly NetworkPart[] {
    if (part.kind === 'subnet') return this.mentions.get(part.identity) ?? [];
    return [part, ...part.mentions.map(mention => ({ ...part, ...mention }))];
  }

  private isTaken(part: NetworkPart): boolean {
    return this.taken.has(part.kind === 'subnet' ? part.identity : part);
  }

  private target(draft: Omit<TargetDraft, 'network' | 'defaults'>): Target {
    const target = makeTarget({ ...draft, network: this.network, defaults: this.sources.defaults });
    const { group, subnet, routeTable } = target;
    for (const part of [group, subnet?.identity, routeTable]) if (part !== undefined) this.taken.add(part);
    return target;
  }

  /** What a subnet that something points to is linked to. */
  private linkedTo({ identity }: ResourceLink) {
    const subnet = identity === undefined ? undefined : this.subnets.get(identity);
    const group = groupOf(this.network, identity, subnet);
    const table = partAt(this.network.routeTables, subnet?.routeTable);
    const parts = [subnet, group, table].filter(part => part !== undefined);
    return { subnet, group, parts };
  }

  /** What is said about any of some parts of a network; the first that says something speaks for all. */
  private hintsAbout(parts: readonly NetworkPart[]): TargetHints | undefined {
    const mentions = parts.flatMap(part => (part.kind === 'subnet' ? [part] : this.mentionsOf(part)));
    return firstOf(mentions, this.sources.directive) ?? firstOf(mentions, this.sources.setting);
  }

  /** The other parts of the network that one part is linked to. */
  private around(part: NetworkPart): Omit<TargetDraft, 'how' | 'howText' | 'hints' | 'network' | 'defaults'> {
    const { network } = this;
    const none = { service: undefined, location: undefined, recognised: part, at: part.nameSpan };
    if (part.kind === 'nsg') {
      const subnet = onlyOf(
        network.subnets.filter(({ securityGroup }) => partAt(network.securityGroups, securityGroup) === part),
      );
      return { ...none, group: part, groupElsewhere: undefined, subnet };
    }
    if (part.kind === 'subnet') {
      const group = groupOf(network, part.identity, part);
      return { ...none, group, groupElsewhere: group === undefined ? elsewhereText(part) : undefined, subnet: part };
    }
    const users = network.subnets.filter(({ routeTable }) => partAt(network.routeTables, routeTable) === part);
    const subnet = onlyOf(users);
    const group = subnet && groupOf(network, subnet.identity, subnet);
    const groupElsewhere = group === undefined ? (subnet ? elsewhereText(subnet) : noSubnetText(users)) : undefined;
    return { ...none, group, groupElsewhere, subnet, routeTable: part };
  }
}

/** One way to find out that a part of a network is API Management's; `undefined` where it does not. */
type Way = (part: NetworkPart) => Pick<TargetDraft, 'how' | 'howText' | 'hints'> | undefined;

function mentionsOf(network: Network): ReadonlyMap<string, readonly Subnet[]> {
  const found = new Map<string, Subnet[]>();
  for (const subnet of network.subnets) {
    const known = found.get(subnet.identity);
    if (known === undefined) found.set(subnet.identity, [subnet]);
    else known.push(subnet);
  }
  return found;
}

function isDefined(subnet: Subnet): boolean {
  return !subnet.definedElsewhere;
}

function groupOf(
  network: Network,
  subnetId: string | undefined,
  subnet: Subnet | undefined,
): NetworkSecurityGroup | undefined {
  const linked = partAt(network.securityGroups, subnet?.securityGroup);
  if (linked !== undefined || subnetId === undefined) return linked;
  return network.securityGroups.find(group => group.attachedSubnets.includes(subnetId));
}

function elsewhereText(subnet: Subnet | undefined): string {
  if (subnet === undefined) return 'the subnet of the service is not in this file';
  if (subnet.definedElsewhere) return 'the subnet is only referred to here, so its security group is not known';
  if (subnet.securityGroup === undefined) return 'the subnet has no security group in this file';
  return `its security group${subnet.securityGroup.name === undefined ? '' : ` '${subnet.securityGroup.name}'`} is not in this file`;
}

function noSubnetText(users: readonly Subnet[]): string {
  return users.length === 0
    ? 'the subnet of this route table is not in this file, and so its security group is not known'
    : 'several subnets use this route table, and it is not known which of them is that of API Management';
}

/** Of several subnets any may be API Management's, so none is taken. */
function onlyOf(subnets: readonly Subnet[]): Subnet | undefined {
  return new Set(subnets.map(subnet => subnet.identity)).size === 1 ? subnets[0] : undefined;
}

function firstOf<T, R>(items: readonly T[], ask: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const answer = ask(item);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
