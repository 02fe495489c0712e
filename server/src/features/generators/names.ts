/** The generators of hosts entries and of DNS records: they ask the same about the service and differ in their forms. */
import { formatIpv4 } from '../../base/ip-text.ts';
import { hostNameProblem, type NamesRequest } from '../../generate/hosts/host-entries.ts';
import { marksOf } from '../../generate/hosts/hosts-block.ts';
import { type KnownSubnet, privateAddressProblem, usableRanges } from '../../generate/hosts/private-address.ts';
import { type ServiceNames, type ServicePlaceNames, servicesIn } from '../../generate/hosts/service-names.ts';
import {
  dnsForms,
  generateNames,
  hostsForms,
  isNamesForm,
  type NamesForm,
  networkIdProblem,
} from '../../generate/names.ts';
import { cloudHosts, hostSet } from '../../knowledge/hostnames.ts';
import { isProfileId, profile, profileIds } from '../../knowledge/profiles.ts';
import { cloudIds } from '../../knowledge/regions.ts';
import { serviceNameProblem } from '../../knowledge/resource-types.ts';
import type { Answers, Choice, Question } from '../../protocol.ts';
import type { FileView } from '../../workspace/view.ts';
import { askText, choose, firstOpen, type Generator, splitList, textAnswer } from './generator.ts';

export const hostsGenerator: Generator = namesGenerator('hosts', hostsForms);
export const dnsGenerator: Generator = namesGenerator('dns', dnsForms);

const formChoices: Readonly<Record<NamesForm, Omit<Choice, 'id'>>> = {
  hosts: {
    label: 'Hosts file',
    detail: 'Lines between two marks, which replace themselves when they are put in again.',
  },
  powershell: { label: 'PowerShell', detail: 'A script that changes the hosts file of a Windows machine.' },
  sh: { label: 'Shell', detail: 'A script that changes /etc/hosts on Linux or macOS.' },
  bicep: { label: 'Azure private DNS zones, Bicep' },
  arm: { label: 'Azure private DNS zones, ARM template' },
  cli: { label: 'Azure private DNS zones, Azure CLI' },
  'windows-dns': { label: 'Windows DNS, PowerShell', detail: 'Commands for a DNS server on Windows.' },
  bind: { label: 'BIND', detail: 'A zone file with A records.' },
  dnsmasq: { label: 'dnsmasq' },
};

const actionChoices: readonly Choice[] = [
  { id: 'add', label: 'Add the lines, or replace them' },
  { id: 'remove', label: 'Take the lines out again' },
];

/** The service is typed in, and not one of the file. */
const other = 'other';

function namesGenerator(id: string, forms: readonly NamesForm[]): Generator {
  return {
    id,
    next: (answers, view) => firstOpen(answers, questions(answers, view, forms)),
    check: (key, value, answers, view) =>
      typeof value === 'string' ? problemOf(key, value, answers, view) : undefined,
    generate: (answers, view, currentText) => {
      const form = textAnswer(answers, 'form') ?? '';
      if (!isNamesForm(form)) return { ok: false, problems: [`There is no form '${form}'.`] };
      const request = requestOf(answers, view);
      const oldText = form === 'hosts' && hasBlock(currentText, request.serviceName) ? currentText : undefined;
      const generated = generateNames(request, {
        form,
        oldText,
        remove: textAnswer(answers, 'action') === 'remove',
        virtualNetworks: splitList(textAnswer(answers, 'network') ?? ''),
      });
      if (!generated.ok) return generated;
      const notes = [...(chosenService(answers, view)?.notes ?? []), ...generated.notes];
      return { ...generated, notes, ...(oldText !== undefined && { replacesDocument: true }) };
    },
  };
}

function questions(
  answers: Answers,
  view: FileView | undefined,
  forms: readonly NamesForm[],
): readonly (Question | undefined)[] {
  const services = servicesOf(view);
  const service = chosenService(answers, view);
  const isTyped = services.length === 0 || textAnswer(answers, 'service') === other;
  const form = textAnswer(answers, 'form');
  return [
    services.length === 0
      ? undefined
      : choose('service', 'The service', serviceChoices(services), { suggested: '0', remembered: false }),
    isTyped || service?.name === undefined
      ? askText('name', 'Name of the API Management service', 'contoso', { memory: 'service.name' })
      : undefined,
    choose(
      'form',
      'What to write',
      forms.map(id => ({ id, ...formChoices[id] })),
    ),
    form === 'powershell' || form === 'sh'
      ? choose('action', 'What the script does', actionChoices, { fallback: 'add', remembered: false })
      : undefined,
    // The name of the service is all that is needed to find its lines.
    ...(textAnswer(answers, 'action') === 'remove' ? [] : nameQuestions(answers, service, isTyped)),
    form === 'bicep' || form === 'arm' || form === 'cli'
      ? askText(
          'network',
          'Ids of the virtual networks that are to find the names, with commas between; without one, the deployment asks for it',
          '/subscriptions/…/virtualNetworks/hub',
          { fallback: '' },
        )
      : undefined,
  ];
}

function nameQuestions(
  answers: Answers,
  service: ServiceNames | undefined,
  isTyped: boolean,
): readonly (Question | undefined)[] {
  const [own, ...others] = service?.places ?? [];
  return [
    isTyped
      ? choose('cloud', 'The cloud it is in', cloudChoices, { fallback: 'public', memory: 'service.cloud' })
      : undefined,
    isTyped
      ? choose('profile', 'Its platform, or the revision of the documents', profileChoices, {
          fallback: 'stv2-current',
          memory: 'service.profile',
        })
      : undefined,
    hostsQuestion(answers, service, isTyped),
    askText('address', addressPrompt('Private virtual IP address', own?.subnet), '10.0.0.5', {
      memory: 'service.address',
    }),
    ...others.map(({ region, subnet }, index) =>
      askText(
        `address ${index + 1}`,
        addressPrompt(
          `Private virtual IP address in ${region ?? 'a further region'}; empty leaves its gateway out`,
          subnet,
        ),
        '10.1.0.5',
        { fallback: '', remembered: false },
      ),
    ),
  ];
}

function hostsQuestion(answers: Answers, service: ServiceNames | undefined, isTyped: boolean): Question | undefined {
  if (needsHost(answers, service))
    return askText(
      'hosts',
      'Its host names, with commas between; Azure chooses a part of them at deployment',
      hostSet('workspace-gateway').example ?? '',
    );
  if (!isTyped) return undefined;
  const prompt = 'Custom host names of the gateway, with commas between; none is an answer too';
  return askText('hosts', prompt, 'api.contoso.com', { fallback: '', memory: 'service.hosts' });
}

function problemOf(key: string, value: string, answers: Answers, view: FileView | undefined): string | undefined {
  const text = value.trim();
  const places = chosenService(answers, view)?.places ?? [];
  if (key === 'name') return serviceNameProblem(text);
  if (key === 'address') return privateAddressProblem(text, places[0]?.subnet);
  if (key.startsWith('address '))
    return text === '' ? undefined : privateAddressProblem(text, placeOf(key, places)?.subnet);
  if (key === 'hosts') {
    if (text === '' && needsHost(answers, chosenService(answers, view)))
      return 'Without a host name there is nothing to write for a workspace gateway.';
    return firstProblem(splitList(text).map(hostNameProblem));
  }
  if (key === 'network') return firstProblem(splitList(text).map(networkIdProblem));
  return undefined;
}

function requestOf(answers: Answers, view: FileView | undefined): NamesRequest {
  const service = chosenService(answers, view);
  const text = (key: string) => textAnswer(answers, key)?.trim();
  const profileText = text('profile') ?? '';
  const typedHosts = splitList(text('hosts') ?? '').map(host => ({ endpoint: 'gateway' as const, host }));
  const [own, ...others] = service?.places ?? [];
  return {
    serviceName: text('name') ?? service?.name ?? '',
    cloud: service?.cloud ?? cloudIds.find(cloud => cloud === text('cloud')) ?? 'public',
    profile: service?.profile ?? (isProfileId(profileText) ? profileText : 'stv2-current'),
    address: text('address') ?? '',
    subnet: own?.subnet,
    region: own?.region,
    customHosts: [...(service?.customHosts ?? []), ...typedHosts],
    otherRegions: others.flatMap(({ region, subnet }, index) => {
      const address = text(`address ${index + 1}`) ?? '';
      return region === undefined || address === '' ? [] : [{ region, address, subnet }];
    }),
  };
}

function servicesOf(view: FileView | undefined): readonly ServiceNames[] {
  return view === undefined ? [] : servicesIn(view.network, view.targets);
}

function chosenService(answers: Answers, view: FileView | undefined): ServiceNames | undefined {
  const chosen = textAnswer(answers, 'service');
  return chosen === undefined || chosen === other ? undefined : servicesOf(view)[Number(chosen)];
}

function placeOf(key: string, places: readonly ServicePlaceNames[]): ServicePlaceNames | undefined {
  return places[Number(key.slice('address '.length))];
}

/** The text of a workspace gateway gives no names that could be computed. */
function needsHost(answers: Answers, service: ServiceNames | undefined): boolean {
  const id = service?.profile ?? textAnswer(answers, 'profile');
  return id === 'workspace-gateway' && (service?.customHosts.length ?? 0) === 0;
}

/** Lines that were put into a text before are replaced where they stand. */
function hasBlock(text: string | undefined, serviceName: string): boolean {
  const begin = marksOf(serviceName).begin.toLowerCase();
  return text?.split('\n').some(line => line.trim().toLowerCase() === begin) ?? false;
}

function addressPrompt(start: string, subnet: KnownSubnet | undefined): string {
  const ranges = subnet === undefined ? [] : usableRanges(subnet);
  return ranges.length === 0
    ? start
    : `${start}: ${ranges.map(({ first, last }) => `${formatIpv4(first)} to ${formatIpv4(last)}`).join(' or ')}`;
}

function serviceChoices(services: readonly ServiceNames[]): readonly Choice[] {
  return [
    ...services.map(({ name, mode, profile: id }, index) => ({
      id: String(index),
      label: name ?? 'Service with a computed name',
      description: `${mode === 'unknown' ? 'mode not known' : mode}, ${id}`,
    })),
    { id: other, label: 'Another service' },
  ];
}

const cloudChoices: readonly Choice[] = cloudIds.map(id => ({
  id,
  label: { public: 'Azure', usgov: 'Azure Government', china: 'Azure operated by 21Vianet' }[id],
  description: cloudHosts(id).suffix,
}));

/** The newest first: who comes without an older text wants today's. */
const profileChoices: readonly Choice[] = profileIds
  .toSorted((a, b) => Number(b === 'stv2-current') - Number(a === 'stv2-current'))
  .map(id => ({ id, label: profile(id).title, description: id }));

function firstProblem(problems: readonly (string | undefined)[]): string | undefined {
  return problems.find(problem => problem !== undefined);
}
