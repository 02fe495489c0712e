/** Host names and DNS records in every form: the one entrance for the command line and the editor. */

import { serviceNameProblem } from '../knowledge/resource-types.ts';
import { bindText } from './dns/bind.ts';
import { dnsmasqText } from './dns/dnsmasq.ts';
import { privateZonesCli, privateZonesTemplate } from './dns/private-zones.ts';
import { windowsDnsText } from './dns/windows-dns.ts';
import { zonesOf } from './dns/zones.ts';
import { type HostEntry, hostEntries, type NamesRequest } from './hosts/host-entries.ts';
import {
  type HostsText,
  hostsBlock,
  hostsBlockText,
  marksOf,
  withHostsBlock,
  withoutHostsBlock,
} from './hosts/hosts-block.ts';
import { hostsPowerShell, hostsShell } from './hosts/hosts-scripts.ts';
import { armJsonText } from './text/arm-json.ts';
import { bicepText } from './text/bicep.ts';

/** Forms for one machine. */
export const hostsForms = ['hosts', 'powershell', 'sh'] as const;
/** Forms for a DNS server or for Azure. */
export const dnsForms = ['bicep', 'arm', 'cli', 'windows-dns', 'bind', 'dnsmasq'] as const;
export const namesForms: readonly NamesForm[] = [...hostsForms, ...dnsForms];

export type NamesForm = (typeof hostsForms)[number] | (typeof dnsForms)[number];

export function isNamesForm(text: string): text is NamesForm {
  return (namesForms as readonly string[]).includes(text);
}

export interface NamesOptions {
  readonly form: NamesForm;
  /** Takes the block out instead; the forms for one machine only. */
  readonly remove?: boolean;
  /** The text of a hosts file, for the form `hosts`: the answer is then the whole text with the block in it, or without it. */
  readonly oldText?: string | undefined;
  /** Seconds, 1 to 2147483647; {@link defaultTtl} where absent. */
  readonly ttl?: number | undefined;
  /** Ids of virtual networks to link private zones to. */
  readonly virtualNetworks?: readonly string[];
}

export type GeneratedText =
  | { readonly ok: true; readonly text: string; readonly language: string; readonly notes: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Five minutes: the private address changes when a service is moved, and clients should follow soon. Our own choice. */
export const defaultTtl = 300;

/** What the texts of a form are, as ids of languages in VS Code. */
const languages: Readonly<Record<NamesForm, string>> = {
  hosts: 'plaintext',
  powershell: 'powershell',
  sh: 'shellscript',
  bind: 'plaintext',
  dnsmasq: 'plaintext',
  'windows-dns': 'powershell',
  bicep: 'bicep',
  arm: 'json',
  cli: 'shellscript',
};

/** The text that was asked for, or every reason why there is none. Never throws, whatever a user wrote. */
export function generateNames(request: NamesRequest, options: NamesOptions): GeneratedText {
  if (options.remove === true) return generateRemoval(request.serviceName, options);
  const reading = hostEntries(request);
  const problems = [...(reading.ok ? [] : reading.problems), ...optionProblems(options)];
  if (!reading.ok || problems.length > 0) return { ok: false, problems };
  const { entries } = reading;
  const notes = [...reading.notes, ...(isForOneMachine(options.form) ? wildcardNotes(entries) : [])];
  return options.form === 'hosts' && options.oldText !== undefined
    ? hostsResult(withHostsBlock(options.oldText, hostsBlock(request.serviceName, entries)), notes)
    : { ok: true, text: textOf(request, entries, options), language: languages[options.form], notes };
}

/** Nothing but the name of the service is needed to take its lines out. */
function generateRemoval(serviceName: string, { form, oldText }: NamesOptions): GeneratedText {
  const problems = [
    serviceNameProblem(serviceName),
    isForOneMachine(form) ? undefined : `Lines can be taken out in the forms ${hostsForms.join(', ')} only.`,
    form === 'hosts' && oldText === undefined
      ? 'Lines can be taken out of the text of a hosts file, and none is given.'
      : oldTextProblem(form, oldText),
  ].filter(problem => problem !== undefined);
  if (problems.length > 0) return { ok: false, problems };
  const marks = marksOf(serviceName);
  if (form === 'hosts') return hostsResult(withoutHostsBlock(oldText ?? '', marks), []);
  const block = { ...marks, lines: [] };
  const text = form === 'powershell' ? hostsPowerShell(block, 'remove') : hostsShell(block, 'remove');
  return { ok: true, text, language: languages[form], notes: [] };
}

function hostsResult(changed: HostsText, notes: readonly string[]): GeneratedText {
  return changed.ok
    ? { ok: true, text: changed.text, language: languages.hosts, notes: [...notes, ...changed.notes] }
    : { ok: false, problems: [changed.problem] };
}

function optionProblems({ form, oldText, ttl, virtualNetworks }: NamesOptions): readonly string[] {
  const possible = [
    ...(virtualNetworks ?? []).map(networkIdProblem),
    ttlProblem(ttl ?? defaultTtl),
    oldTextProblem(form, oldText),
  ];
  return possible.filter(problem => problem !== undefined);
}

function oldTextProblem(form: NamesForm, oldText: string | undefined): string | undefined {
  return oldText !== undefined && form !== 'hosts'
    ? 'Only the form hosts goes into the text of a hosts file.'
    : undefined;
}

function isForOneMachine(form: NamesForm): boolean {
  return (hostsForms as readonly string[]).includes(form);
}

function textOf(request: NamesRequest, entries: readonly HostEntry[], options: NamesOptions): string {
  const ttl = options.ttl ?? defaultTtl;
  const name = request.serviceName.toLowerCase();
  const title = `Names of API Management ${name} in its virtual network.`;
  const block = hostsBlock(name, entries);
  const zones = zonesOf(entries);
  const azure = { title, zones, ttl, virtualNetworks: options.virtualNetworks ?? [] };
  switch (options.form) {
    case 'hosts':
      return hostsBlockText(block);
    case 'powershell':
      return hostsPowerShell(block, 'add');
    case 'sh':
      return hostsShell(block, 'add');
    case 'bind':
      return bindText(title, `apim-${name}.zone`, zones, ttl);
    case 'dnsmasq':
      return dnsmasqText(title, zones, ttl);
    case 'windows-dns':
      return windowsDnsText(title, zones, ttl);
    case 'bicep':
      return bicepText(privateZonesTemplate(azure));
    case 'arm':
      return armJsonText(privateZonesTemplate(azure));
    case 'cli':
      return privateZonesCli(azure);
  }
}

function wildcardNotes(entries: readonly HostEntry[]): readonly string[] {
  const wildcards = entries.filter(({ host }) => host.startsWith('*')).map(({ host }) => host);
  return wildcards.length === 0
    ? []
    : [`A hosts file has no wildcards, so these are left out: ${wildcards.join(', ')}.`];
}

/** An id is needed whole: a template cannot tell in which resource group a network of some name is. */
export function networkIdProblem(id: string): string | undefined {
  const form =
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/virtualNetworks\/[^/\s]+$/i;
  return form.test(id)
    ? undefined
    : `'${id}' is no id of a virtual network: /subscriptions/…/resourceGroups/…/providers/Microsoft.Network/virtualNetworks/NAME.`;
}

function ttlProblem(ttl: number): string | undefined {
  return Number.isInteger(ttl) && ttl >= 1 && ttl <= 2 ** 31 - 1
    ? undefined
    : `A time to live of ${ttl} seconds is not possible: a whole number from 1 to 2147483647.`;
}
