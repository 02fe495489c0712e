/** The generator of subnets: a plan to read, or the subnet written. */
import { knownValue } from '../../base/sourced.ts';
import type { Answer } from '../../generate/answer.ts';
import { pictureOf } from '../../generate/subnet/address-picture.ts';
import {
  type AddressSpace,
  freeSubnetName,
  type SpaceChoice,
  spaceFromTexts,
  spacesIn,
  subnetNameTaken,
} from '../../generate/subnet/address-space.ts';
import { addressSvg } from '../../generate/subnet/address-svg.ts';
import { type BlockSize, type PlacedBlock, placeBlock } from '../../generate/subnet/place-block.ts';
import { planDocument, planMarkdown } from '../../generate/subnet/plan-lines.ts';
import { planSubnet, type SubnetPlan, type SubnetRequest } from '../../generate/subnet/plan-subnet.ts';
import {
  type SubnetForm,
  type SubnetParts,
  serviceEndpointsFor,
  subnetNameProblem,
  subnetText,
} from '../../generate/subnet/subnet-resource.ts';
import { sharingRule } from '../../knowledge/subnet-sizing.ts';
import { tierOf } from '../../knowledge/tiers.ts';
import type { Answers, Choice, Generated, Question } from '../../protocol.ts';
import type { FileView } from '../../workspace/view.ts';
import { askText, choose, firstOpen, type Generator, splitList, textAnswer } from './generator.ts';
import { profileFor, serviceAnswers, serviceQuestions, targetOf } from './service-questions.ts';

export const subnetGenerator: Generator = {
  id: 'subnet',
  next: (answers, view) => firstOpen(answers, questions(answers, view)),
  check: (key, value, answers, view) =>
    typeof value === 'string' ? problemOf(key, { ...answers, [key]: value }, view) : undefined,
  generate: written,
};

/** Keys of the numbers, with the part of the request that each is. */
const numbers = {
  units: 'units',
  'maximum units': 'maximumUnits',
  instances: 'instances',
  zones: 'zones',
  regions: 'regions',
} as const satisfies Readonly<Record<string, keyof SubnetRequest>>;

/** No block is looked for. */
const nowhere = 'none';
/** The address space is typed in, and not one of the file. */
const typed = 'typed';

const formChoices: Readonly<Record<SubnetForm | 'plan', Omit<Choice, 'id'>>> = {
  plan: { label: 'The plan', detail: 'Sizes with the sum behind them, and a picture of the address space.' },
  bicep: { label: 'Bicep', detail: 'The subnet as a resource of its own.' },
  'bicep-item': { label: 'Bicep, entry of subnets', detail: 'To insert into the virtual network.' },
  arm: { label: 'ARM template', detail: 'The subnet as a resource of its own.' },
  'arm-item': { label: 'ARM JSON, entry of subnets', detail: 'To insert into the virtual network.' },
  cli: { label: 'Azure CLI', detail: 'One az command.' },
};

const formLanguages: Readonly<Record<SubnetForm, string>> = {
  bicep: 'bicep',
  'bicep-item': 'bicep',
  arm: 'json',
  'arm-item': 'json',
  cli: 'shellscript',
};

function questions(answers: Answers, view: FileView | undefined): readonly (Question | undefined)[] {
  const target = targetOf(view);
  const { sku } = serviceAnswers(answers);
  const tier = tierOf(sku);
  const profile = profileFor(answers);
  const place = textAnswer(answers, 'place');
  const form = textAnswer(answers, 'form');
  const isWritten = form !== undefined && form !== 'plan';
  const group = knownValue(target?.group?.name);
  return [
    ...serviceQuestions(answers, view),
    askText('units', 'Units now', '2', {
      fallback: '1',
      ...(target?.units !== undefined && { suggested: String(target.units) }),
    }),
    askText('maximum units', 'Units at most; empty plans for twice as many', '4', { fallback: '' }),
    profile !== undefined && sharingRule(profile)?.kind !== 'one-instance'
      ? askText('instances', 'Instances in the subnet', '1', { fallback: '1', remembered: false })
      : undefined,
    tier !== undefined && tier.zones !== 'no'
      ? askText('zones', 'Availability zones; 0 for none', '3', { fallback: '0' })
      : undefined,
    tier?.additionalLocations === true
      ? askText('regions', 'Regions of the service', '1', { fallback: '1' })
      : undefined,
    choose('place', 'Where the subnet goes', placeChoices(spacesOf(view)), { remembered: false }),
    ...(place === typed
      ? [
          askText('space', 'Address space of the virtual network', '10.0.0.0/16'),
          askText('used', 'Prefixes of it that are taken, with commas between; none is an answer too', '10.0.0.0/24', {
            fallback: '',
          }),
        ]
      : []),
    place === undefined || place === nowhere ? undefined : sizeQuestion(answers, view),
    place === undefined || place === nowhere ? undefined : choose('form', 'What to write', formsFor(view)),
    isWritten
      ? askText('name', 'Name of the subnet', 'snet-apim', {
          fallback: freeSubnetName(placeSpace(answers, view)),
          remembered: false,
        })
      : undefined,
    isWritten && !form.endsWith('item') && spaceName(answers, view) === undefined
      ? askText('network', 'Name of the virtual network', 'vnet-hub', { remembered: false })
      : undefined,
    isWritten
      ? askText('group', 'Network security group of the subnet', 'nsg-apim', {
          fallback: 'nsg-apim',
          remembered: false,
          ...(group !== undefined && { suggested: group }),
        })
      : undefined,
    isWritten
      ? askText('table', 'Route table of the subnet; empty for none', 'rt-apim', { fallback: '', remembered: false })
      : undefined,
    isWritten && profile !== undefined && serviceEndpointsFor(profile).length > 0
      ? choose('tunnel', 'Where 0.0.0.0/0 goes', [
          { id: 'internet', label: 'To the Internet' },
          {
            id: 'appliance',
            label: 'To an appliance or a gateway',
            description: `with service endpoints: ${serviceEndpointsFor(profile).join(', ')}`,
          },
        ])
      : undefined,
  ];
}

function placeChoices(spaces: readonly SpaceChoice[]): readonly Choice[] {
  return [
    ...spaces.map(({ name, space }, index) => ({
      id: String(index),
      label: name ?? 'Virtual network with a computed name',
      description: space.ok ? 'the next free block in it' : space.problem,
    })),
    { id: typed, label: 'An address space that I type in' },
    { id: nowhere, label: 'Nowhere yet', description: 'the size only' },
  ];
}

/** Every size that does, with the block it would be. */
function sizeQuestion(answers: Answers, view: FileView | undefined): Question {
  const planned = planSubnet(requestOf(answers));
  const space = spaceOf(answers, view);
  return choose('size', 'Size of the subnet', planned.ok ? sizeChoices(planned.value, space) : [], {
    remembered: false,
  });
}

function sizeChoices(plan: SubnetPlan, space: Answer<AddressSpace>): readonly Choice[] {
  const { recommended, smallest, because } = plan;
  const block = (size: BlockSize) => {
    const placed = space.ok ? placeBlock(plan, space.value, size) : undefined;
    return placed?.ok === true ? placed.value.text : 'no room';
  };
  return [
    { id: 'recommended', label: `/${recommended}, recommended`, description: block('recommended'), detail: because },
    ...(smallest === recommended
      ? []
      : [{ id: 'smallest', label: `/${smallest}, smallest`, description: block('smallest') }]),
    ...furtherSizes(plan).map(length => ({ id: String(length), label: `/${length}`, description: block(length) })),
  ];
}

function furtherSizes({ smallest, recommended, largest }: SubnetPlan): readonly number[] {
  const last = Math.max(largest ?? 0, Math.min(24, recommended));
  return Array.from({ length: smallest - last + 1 }, (_, i) => smallest - i).filter(
    length => length !== smallest && length !== recommended,
  );
}

/** The plan first, then what fits the open file. */
function formsFor(view: FileView | undefined): readonly Choice[] {
  const isJson = view?.source.languageId.startsWith('json') === true;
  const forms: readonly (SubnetForm | 'plan')[] = isJson
    ? ['plan', 'arm-item', 'arm', 'bicep-item', 'bicep', 'cli']
    : ['plan', 'bicep-item', 'bicep', 'arm-item', 'arm', 'cli'];
  return forms.map(id => ({ id, ...formChoices[id] }));
}

function requestOf(answers: Answers): SubnetRequest {
  const request: { -readonly [key in keyof SubnetRequest]: SubnetRequest[key] } = {
    ...serviceAnswers(answers),
    units: 1,
  };
  for (const [key, part] of Object.entries(numbers)) {
    const text = textAnswer(answers, key)?.trim() ?? '';
    // A word is no number of anything, which the plan says.
    if (text !== '') request[part] = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  }
  return request;
}

function spacesOf(view: FileView | undefined): readonly SpaceChoice[] {
  return view === undefined ? [] : spacesIn(view.network);
}

/** The space that the answers speak of. */
function spaceOf(answers: Answers, view: FileView | undefined): Answer<AddressSpace> {
  const place = textAnswer(answers, 'place') ?? nowhere;
  if (place === typed)
    return spaceFromTexts(splitList(textAnswer(answers, 'space') ?? ''), splitList(textAnswer(answers, 'used') ?? ''));
  return (
    spacesOf(view)[Number(place)]?.space ?? { ok: false, problem: 'There is no such virtual network in the file.' }
  );
}

/** The space where it is known. */
function placeSpace(answers: Answers, view: FileView | undefined): AddressSpace | undefined {
  const space = spaceOf(answers, view);
  return space.ok ? space.value : undefined;
}

function spaceName(answers: Answers, view: FileView | undefined): string | undefined {
  return spacesOf(view)[Number(textAnswer(answers, 'place') ?? nowhere)]?.name;
}

function problemOf(key: string, answers: Answers, view: FileView | undefined): string | undefined {
  if (Object.hasOwn(numbers, key)) {
    const text = textAnswer(answers, key)?.trim() ?? '';
    if (text === '' && key !== 'maximum units') return 'Write a number.';
    // What is asked for later cannot be wrong yet, and a largest number of an earlier round may be below this one.
    const plan = planSubnet(requestOf(key === 'units' ? { ...answers, 'maximum units': '' } : answers));
    return plan.ok ? undefined : plan.problem.replace(/^NaN/, `'${text}'`);
  }
  switch (key) {
    case 'space':
      if (splitList(textAnswer(answers, key) ?? '').length === 0) return 'Write an IPv4 prefix such as 10.0.0.0/16.';
      return problemIn(spaceFromTexts(splitList(textAnswer(answers, key) ?? ''), []));
    case 'used':
      return problemIn(spaceOf(answers, view));
    case 'name':
      return (
        subnetNameProblem(namesOf({ network: 'vnet-hub', group: 'nsg-apim', ...answers }, view)) ??
        subnetNameTaken(placeSpace(answers, view), textAnswer(answers, 'name')?.trim() ?? '')
      );
    case 'network':
    case 'group':
    case 'table':
      return subnetNameProblem(
        namesOf({ name: 'snet-apim', network: 'vnet-hub', group: 'nsg-apim', ...answers }, view),
      );
    default:
      return undefined;
  }
}

function problemIn(answer: Answer<unknown>): string | undefined {
  return answer.ok ? undefined : answer.problem;
}

function namesOf(answers: Answers, view: FileView | undefined) {
  const text = (key: string) => textAnswer(answers, key)?.trim() ?? '';
  const table = text('table');
  return {
    name: text('name'),
    // It is not asked for where it is not needed: an entry of `subnets` does not name its network.
    virtualNetwork: spaceName(answers, view) ?? (answers['network'] === undefined ? 'vnet' : text('network')),
    networkSecurityGroup: text('group'),
    routeTable: table === '' ? undefined : table,
  };
}

function written(answers: Answers, view: FileView | undefined): Generated {
  const planned = planSubnet(requestOf(answers));
  if (!planned.ok) return { ok: false, problems: [planned.problem] };
  const plan = planned.value;
  if (textAnswer(answers, 'place') === nowhere) return asPlan(plan, undefined, undefined);
  const space = spaceOf(answers, view);
  if (!space.ok) return { ok: false, problems: [space.problem] };
  const placed = placeBlock(plan, space.value, sizeOf(answers));
  if (!placed.ok) return { ok: false, problems: [placed.problem] };
  const form = textAnswer(answers, 'form') ?? '';
  if (form === 'plan') return asPlan(plan, placed.value, space.value);
  if (!isSubnetForm(form)) return { ok: false, problems: [`There is no form '${form}'.`] };
  const names = namesOf(answers, view);
  const problem = subnetNameProblem(names) ?? subnetNameTaken(space.value, names.name);
  if (problem !== undefined) return { ok: false, problems: [problem] };
  const parts: SubnetParts = {
    ...names,
    block: placed.value.block,
    profile: plan.profile,
    attachment: serviceAnswers(answers).attachment,
    forcedTunnelling: textAnswer(answers, 'tunnel') === 'appliance',
  };
  return { ok: true, text: subnetText(parts, form), language: formLanguages[form], notes: placed.value.notes };
}

function sizeOf(answers: Answers): BlockSize {
  const size = textAnswer(answers, 'size') ?? 'recommended';
  return size === 'recommended' || size === 'smallest' ? size : Number(size);
}

function isSubnetForm(text: string): text is SubnetForm {
  return Object.hasOwn(formLanguages, text);
}

/** The plan as Markdown; the preview has the picture, which is no text to keep. */
function asPlan(plan: SubnetPlan, placed: PlacedBlock | undefined, space: AddressSpace | undefined): Generated {
  const document = planDocument(plan, placed);
  const picture =
    space &&
    addressSvg(pictureOf(space, placed && { name: freeSubnetName(space), prefix: placed.block }), document.title);
  return {
    ok: true,
    text: planMarkdown(document, undefined),
    language: 'markdown',
    notes: [],
    preview: planMarkdown(document, picture && imageAddress(picture)),
  };
}

/** An SVG as the address of an image. Brackets and quotes would end a link of Markdown. */
function imageAddress(svg: string): string {
  const encoded = encodeURIComponent(svg).replace(/[()']/g, sign => `%${sign.charCodeAt(0).toString(16)}`);
  return `data:image/svg+xml;utf8,${encoded}`;
}
