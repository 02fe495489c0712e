/**
 * The routes of a subnet for API Management. In: the service and where its default traffic goes. Out: routes, and what the subnet
 * needs beside them; route-table-text.ts writes them down. What is asked for comes from the documents (knowledge/routing.ts).
 */
import { addressChanges, controlPlaneRows, controlPlaneTableFor } from '../../knowledge/control-plane.ts';
import { region as listedRegion, regionSpelling } from '../../knowledge/regions.ts';
import {
  type NextHopType,
  type RoutingItemId,
  routeLimits,
  routingGuidance,
  serviceTagRoutes,
  systemRoutes,
} from '../../knowledge/routing.ts';
import { readServiceTag } from '../../knowledge/service-tags.ts';
import { virtualNetworkKinds } from '../../knowledge/subnet-sizing.ts';
import { formatPrefix, readPrefix } from '../../network/address.ts';
import type { Answer } from '../answer.ts';
import { type ServiceRequest, type ServiceSubject, serviceSubject } from '../service-subject.ts';
import { listed } from '../words.ts';

export interface RouteTableRequest extends ServiceRequest {
  /** Private IPv4 address of a firewall or another appliance that takes 0.0.0.0/0; `undefined` where no route of the table does. */
  readonly appliance?: string | undefined;
  /** In any spelling. Needed where the document asks for the addresses of a region. */
  readonly region?: string | undefined;
  /** Prefixes or service tags of clients on the internet, whose answers must not go to the appliance. */
  readonly clients?: readonly string[] | undefined;
  /** Whether routes of gateways are kept off the subnet. */
  readonly disableBgpRoutePropagation: boolean;
}

export interface GeneratedRoute {
  readonly name: string;
  /** A prefix or a service tag. */
  readonly addressPrefix: string;
  readonly nextHopType: NextHopType;
  readonly nextHopIpAddress: string | undefined;
}

export interface RouteTablePlan extends ServiceSubject {
  readonly routes: readonly GeneratedRoute[];
  readonly disableBgpRoutePropagation: boolean;
  /** Whether 0.0.0.0/0 leaves for an appliance. */
  readonly tunnels: boolean;
  /** `serviceEndpoints[].service` that the subnet needs; empty where it needs none. */
  readonly serviceEndpoints: readonly string[];
  /** What else to know, as sentences. */
  readonly notes: readonly string[];
}

const everywhere = '0.0.0.0/0';

/** The routes, or one sentence that says what is allowed. The same request gives the same routes. */
export function planRouteTable(request: RouteTableRequest): Answer<RouteTablePlan> {
  const answer = serviceSubject(request);
  if (!answer.ok) return answer;
  const subject = answer.value;
  if (virtualNetworkKinds(subject.profile)?.kinds.includes('resource-manager') === false)
    return {
      ok: false,
      problem: `Profile ${subject.profile} is about classic virtual networks, which take no route table of Resource Manager.`,
    };
  const { appliance, disableBgpRoutePropagation } = request;
  const tunnels = appliance !== undefined;
  if (tunnels && !isPrivateAddress(appliance))
    return {
      ok: false,
      problem: `'${appliance}' is no address of an appliance: write its private IPv4 address, such as 10.0.0.4.`,
    };
  const back = controlPlaneRoutes(subject, request);
  if (!back.ok) return back;
  const clients = clientRoutes(subject, request);
  if (!clients.ok) return clients;
  const routes = [
    ...back.value,
    ...clients.value,
    ...(tunnels ? [routeTo('ToAppliance', everywhere, 'VirtualAppliance', appliance)] : []),
  ];
  if (routes.length === 0)
    return {
      ok: false,
      problem: `No text asks for a route table for profile ${subject.profile}. Give the address of an appliance if other traffic is to go there.`,
    };
  const problem = limitProblem(routes);
  if (problem !== undefined) return { ok: false, problem };
  const serviceEndpoints = tunnels ? itemsOf(subject).flatMap(item => item.serviceEndpoints) : [];
  return {
    ok: true,
    value: {
      ...subject,
      routes,
      disableBgpRoutePropagation,
      tunnels,
      serviceEndpoints,
      notes: notesOn(subject, request, tunnels),
    },
  };
}

function itemsOf({ profile, mode }: ServiceSubject) {
  return (routingGuidance(profile)?.items ?? []).filter(item => item.mode === null || item.mode === mode);
}

function itemOf(subject: ServiceSubject, id: RoutingItemId) {
  return itemsOf(subject).find(item => item.id === id);
}

/** The way back to the control plane, as the text of the profile asks for it; nothing where it asks for nothing. */
function controlPlaneRoutes(subject: ServiceSubject, request: RouteTableRequest): Answer<readonly GeneratedRoute[]> {
  const byTag = itemOf(subject, 'apimanagement-tag-route')?.route;
  if (byTag) return { ok: true, value: [routeTo('ToControlPlane', byTag.addressPrefix, byTag.nextHopType)] };
  if (itemOf(subject, 'control-plane-host-routes') !== undefined) return hostRoutes(subject, request.region);
  const toInternet = itemOf(subject, 'default-route-internet')?.route;
  if (!toInternet) return { ok: true, value: [] };
  if (request.appliance !== undefined)
    return {
      ok: false,
      problem: `The text of profile ${subject.profile} sends ${everywhere} to the Internet and knows no appliance. Leave the appliance out, or take a newer profile.`,
    };
  return { ok: true, value: [routeTo('ToInternet', toInternet.addressPrefix, toInternet.nextHopType)] };
}

/** One route for each address of the region and for each that every region needs; announced successors of them too. */
function hostRoutes({ profile }: ServiceSubject, region: string | undefined): Answer<readonly GeneratedRoute[]> {
  const table = controlPlaneTableFor(profile)!;
  const text = `The text of profile ${profile} asks for routes to the addresses of the control plane in the region`;
  if (region === undefined) return { ok: false, problem: `${text}, so a region is needed, such as westeurope.` };
  const rows = controlPlaneRows(table, region);
  if (rows === undefined)
    return { ok: false, problem: `${text}, and its table has no row for '${region}'. Take a newer profile.` };
  const addresses = rows.flatMap(row => [
    ...row.addresses.map(address => ({ address, region: row.region })),
    ...addressChanges
      .filter(change => change.region === row.region && row.addresses.includes(change.old))
      .map(change => ({ address: change.new, region: row.region })),
  ]);
  const different = addresses.filter(({ address }, i) => addresses.findIndex(other => other.address === address) === i);
  return {
    ok: true,
    value: different.map(({ address, region: name }, i) => {
      const earlier = different.slice(0, i).filter(other => other.region === name).length;
      const number = earlier === 0 ? '' : String(earlier + 1);
      return routeTo(`ToControlPlane${regionSpelling(name)}${number}`, `${address}/32`, 'Internet');
    }),
  };
}

/** In External mode clients call from the internet, and their answers must go back that way. */
function clientRoutes(subject: ServiceSubject, request: RouteTableRequest): Answer<readonly GeneratedRoute[]> {
  const { appliance, clients = [] } = request;
  const item = itemOf(subject, 'external-clients');
  if (appliance !== undefined && item !== undefined && clients.length === 0)
    return {
      ok: false,
      problem:
        'In External mode answers to clients must not go to the appliance: give the prefixes or service tags of the clients, such as 203.0.113.0/24 or AzureFrontDoor.Backend.',
    };
  if (clients.length > 0 && (appliance === undefined || subject.mode !== 'External'))
    return { ok: false, problem: 'Routes for clients are for External mode with an appliance.' };
  const routes: GeneratedRoute[] = [];
  for (const [i, text] of clients.entries()) {
    const prefix = routePrefix(text);
    if (!prefix.ok) return prefix;
    routes.push(routeTo(`ToClients${clients.length === 1 ? '' : i + 1}`, prefix.value, 'Internet'));
  }
  const different = routes.filter(
    (route, i) => routes.findIndex(other => other.addressPrefix === route.addressPrefix) === i,
  );
  return { ok: true, value: different };
}

/** A prefix of public addresses, or a service tag that routes know. */
function routePrefix(text: string): Answer<string> {
  const fail = (why: string): Answer<string> => ({ ok: false, problem: `'${text}' is no range of clients: ${why}` });
  const reading = readPrefix(text);
  if (reading.ok) {
    const { prefix } = reading;
    if (prefix.family === 6) return fail('API Management has IPv4 addresses, so write an IPv4 prefix.');
    if (prefix.hostBits) return fail(`it names an address inside the prefix ${formatPrefix(prefix)}.`);
    if (prefix.length === 0) return fail('that is every address, and the appliance would get nothing.');
    return { ok: true, value: formatPrefix(prefix) };
  }
  const tag = readServiceTag(text);
  if (tag.kind !== 'known') return fail('write a prefix such as 203.0.113.0/24, or a service tag.');
  if (serviceTagRoutes.unsupportedTags.includes(tag.tag.base)) return fail('routes cannot name that service tag.');
  return { ok: true, value: tag.tag.name };
}

/** The ranges that Azure keeps for private networks by itself. Source: system routes, knowledge/routing.ts. */
function isPrivateAddress(text: string): boolean {
  const reading = text.includes('/') ? undefined : readPrefix(text);
  if (!reading?.ok || reading.prefix.family !== 4) return false;
  const { start } = reading.prefix;
  return systemRoutes.some(({ prefix, nextHop }) => {
    const range = prefix === null || nextHop !== 'None' ? undefined : readPrefix(prefix);
    return range?.ok === true && range.prefix.family === 4 && range.prefix.start <= start && start < range.prefix.end;
  });
}

function limitProblem(routes: readonly GeneratedRoute[]): string | undefined {
  const tags = routes.filter(({ addressPrefix }) => !addressPrefix.includes('/'));
  if (tags.length > serviceTagRoutes.maximumPerTable)
    return `A route table takes ${serviceTagRoutes.maximumPerTable} routes with service tags, and these are ${tags.length}.`;
  return routes.length > routeLimits.routesPerTable
    ? `A route table takes ${routeLimits.routesPerTable} routes, and these are ${routes.length}.`
    : undefined;
}

function routeTo(name: string, addressPrefix: string, nextHopType: NextHopType, address?: string): GeneratedRoute {
  return { name, addressPrefix, nextHopType, nextHopIpAddress: address };
}

function notesOn(subject: ServiceSubject, request: RouteTableRequest, tunnels: boolean): readonly string[] {
  const guidance = routingGuidance(subject.profile);
  const endpoints = itemOf(subject, 'service-endpoints');
  const dependencies = itemOf(subject, 'tunnelled-dependencies');
  const isListed = request.region === undefined || listedRegion(request.region) !== undefined;
  return [
    ...(tunnels && endpoints !== undefined
      ? [endpoints.rule, ...(endpoints.note === null ? [] : [endpoints.note])]
      : []),
    ...(tunnels && dependencies !== undefined
      ? [`${dependencies.rule} That is ${listed(dependencies.dependencies)}.`]
      : []),
    ...(tunnels && subject.mode === 'External' && itemOf(subject, 'external-clients') === undefined
      ? ['Answers to clients on the internet go to the appliance too, unless the table has routes for them.']
      : []),
    ...(tunnels || guidance?.items.length === 0
      ? []
      : ['A gateway may advertise 0.0.0.0/0; with these routes the service works all the same.']),
    ...(guidance?.items.length === 0 ? guidance.notes : []),
    ...(guidance === undefined ? [`The text of profile ${subject.profile} does not speak of routes.`] : []),
    ...(subject.profile === 'vnet-2020-07'
      ? [
          'The addresses are those of the table of July 2020 and of later notices; newer texts name the service tag ApiManagement instead.',
        ]
      : []),
    ...(isListed ? [] : [`'${request.region}' is in no list of regions here; the newest list is of August 2023.`]),
  ];
}
