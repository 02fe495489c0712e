import { resolve } from 'node:path';
import { decode, maxFileSize } from '../../disk/read-text.ts';
import {
  type CustomHost,
  endpointNamed,
  type NamesRequest,
  type RegionAddress,
} from '../../generate/hosts/host-entries.ts';
import type { ServiceNames } from '../../generate/hosts/service-names.ts';
import { generateNames, type NamesForm } from '../../generate/names.ts';
import { endpoints } from '../../knowledge/hostnames.ts';
import type { ProfileId } from '../../knowledge/profiles.ts';
import { type CloudId, regionKey } from '../../knowledge/regions.ts';
import { defaultSettings } from '../../workspace/settings.ts';
import { readText } from '../node-file-system.ts';
import { type Context, note, visit } from '../visit.ts';

export interface NamesCommandOptions {
  readonly format: NamesForm;
  readonly name?: string | undefined;
  readonly ip?: string | undefined;
  readonly cloud?: CloudId | undefined;
  readonly profile?: ProfileId | undefined;
  readonly region?: string | undefined;
  /** `REGION=ADDRESS` each. */
  readonly otherRegion?: readonly string[];
  /** `HOST` or `ENDPOINT=HOST` each. */
  readonly host?: readonly string[];
  readonly configuration?: boolean;
  readonly virtualNetwork?: readonly string[];
  readonly ttl?: number | undefined;
  /** A hosts file, or `-`. */
  readonly replace?: string | undefined;
  readonly remove?: boolean;
  readonly stdinName?: string | undefined;
}

/**
 * Prints hosts entries or DNS records. Changes no file: what is printed is for the user to put somewhere.
 *
 * @param path the file to take the service from; `undefined` where the options say it all
 * @returns 0 when it was printed, 2 when there is something wrong, which the user has been told
 */
export async function names(path: string | undefined, options: NamesCommandOptions, context: Context): Promise<number> {
  const { host } = context;
  const found = path === undefined ? { service: undefined } : await serviceIn(path, options, context);
  if ('problem' in found) {
    if (found.problem !== undefined) note(host, found.problem);
    return 2;
  }
  const { service } = found;
  const problems: string[] = [];
  const oldText = options.replace === undefined ? undefined : await oldTextOf(options.replace, path, context, problems);
  const request = requestOf(service, options, problems);
  if (problems.length === 0) {
    const { format: form, remove, ttl, virtualNetwork: virtualNetworks = [] } = options;
    const generated = generateNames(request, { form, remove: remove === true, oldText, ttl, virtualNetworks });
    if (generated.ok) {
      host.output.write(generated.text);
      for (const text of [...(service?.notes ?? []), ...generated.notes]) note(host, text);
      return 0;
    }
    problems.push(...generated.problems);
  }
  for (const problem of problems) note(host, problem);
  return 2;
}

/** `problem` is undefined where the user has been told already. */
type FoundService = { readonly service: ServiceNames | undefined } | { readonly problem: string | undefined };

/** The service of the file that is meant: the one of that name, or the only one, or the only one with a computed name. */
async function serviceIn(path: string, options: NamesCommandOptions, context: Context): Promise<FoundService> {
  const { name, stdinName } = options;
  const all: ServiceNames[] = [];
  const nothing = 'no API Management service';
  const result = await visit({ paths: [path], stdinName, settings: defaultSettings }, context, nothing, ({ view }) => {
    const here = view.services();
    all.push(...here);
    return here.length > 0;
  });
  if (result.failed || all.length === 0) return { problem: undefined };
  const named = all.filter(service => name === undefined || service.name?.toLowerCase() === name.toLowerCase());
  const candidates = named.length > 0 ? named : all.filter(service => service.name === undefined);
  if (candidates.length === 1) return { service: candidates[0] };
  const known = all.map(service => service.name ?? 'one with a computed name').join(', ');
  const count = all.length === 1 ? 'one service' : `${all.length} services`;
  return { problem: `${path} has ${count}: ${known}. Say which one is meant with --name.` };
}

async function oldTextOf(
  replace: string,
  path: string | undefined,
  { host }: Context,
  problems: string[],
): Promise<string | undefined> {
  if (replace === '-' && path === '-') {
    problems.push('Standard input can be the service or the hosts file, and not both.');
    return undefined;
  }
  const reading =
    replace === '-' ? decode(await host.readInput(maxFileSize)) : readText(resolve(host.workingFolder, replace));
  if (reading.ok) return reading.text;
  problems.push(`${replace === '-' ? '<stdin>' : replace} ${reading.problem}`);
  return undefined;
}

/** What is said on the command line comes before what the file says. */
function requestOf(service: ServiceNames | undefined, options: NamesCommandOptions, problems: string[]): NamesRequest {
  const { name = service?.name, ip, remove, host: hosts = [], otherRegion = [] } = options;
  if (name === undefined && problems.length === 0)
    problems.push('Say the name of the service: --name contoso, or a file that has it.');
  if (ip === undefined && remove !== true && problems.length === 0)
    problems.push('Say the private virtual IP address of the service: --ip 10.0.0.5. Azure gives it at deployment.');
  const [own, ...others] = service?.places ?? [];
  return {
    serviceName: name ?? '',
    cloud: options.cloud ?? service?.cloud ?? 'public',
    profile: options.profile ?? service?.profile ?? 'stv2-current',
    address: ip ?? '',
    subnet: own?.subnet,
    region: options.region ?? own?.region,
    customHosts: [...(service?.customHosts ?? []), ...hosts.flatMap(text => customHost(text, problems))],
    otherRegions: otherRegion.flatMap((text): readonly RegionAddress[] => {
      const [region = '', address] = text.split('=');
      if (address === undefined) {
        problems.push(`'${text}' is no region with its address: --other-region westus2=10.1.0.5.`);
        return [];
      }
      const place = others.find(other => other.region !== undefined && regionKey(other.region) === regionKey(region));
      return [{ region, address, subnet: place?.subnet }];
    }),
    withConfiguration: options.configuration === true,
  };
}

function customHost(text: string, problems: string[]): readonly CustomHost[] {
  const [first = '', second] = text.split('=');
  const endpoint = second === undefined ? 'gateway' : endpointNamed(first);
  if (endpoint !== undefined) return [{ endpoint, host: second ?? first }];
  problems.push(`'${first}' is no endpoint: one of ${endpoints.map(({ id }) => id).join(', ')}.`);
  return [];
}
