import type { Answer } from '../../generate/answer.ts';
import { pictureOf } from '../../generate/subnet/address-picture.ts';
import {
  type AddressSpace,
  freeSubnetName,
  type SpaceChoice,
  spaceFromTexts,
  subnetNameTaken,
} from '../../generate/subnet/address-space.ts';
import { type BlockSize, checkBlock, type PlacedBlock, placeBlock } from '../../generate/subnet/place-block.ts';
import { planDocument } from '../../generate/subnet/plan-lines.ts';
import { planSubnet, type SubnetPlan } from '../../generate/subnet/plan-subnet.ts';
import {
  type Attachment,
  type SubnetParts,
  subnetNameProblem,
  subnetText,
} from '../../generate/subnet/subnet-resource.ts';
import type { ApimMode, ProfileId } from '../../knowledge/profiles.ts';
import { defaultSettings } from '../../workspace/settings.ts';
import { find } from '../node-file-system.ts';
import { subnetPlanJson } from '../reporters/json.ts';
import { planText } from '../reporters/plan-text.ts';
import { type StyleOptions, styleFor } from '../style.ts';
import { type Context, note, visit } from '../visit.ts';

/** What the programs that write parts of a network have in common. */
export interface GeneratorOptions extends StyleOptions {
  readonly sku: string;
  readonly mode?: ApimMode | undefined;
  readonly profile?: ProfileId | undefined;
  readonly attachment?: Attachment | undefined;
  readonly name: string;
  readonly format: 'text' | 'json' | 'bicep' | 'arm' | 'cli';
}

export interface SubnetOptions extends Omit<GeneratorOptions, 'name'> {
  /** Absent: one that the virtual network does not have. */
  readonly name?: string | undefined;
  readonly units: number;
  readonly maxUnits?: number | undefined;
  readonly instances?: number | undefined;
  readonly zones?: number | undefined;
  readonly regions?: number | undefined;
  /** Path of a file, or `-`. */
  readonly vnet?: string | undefined;
  readonly space?: readonly string[] | undefined;
  readonly used?: readonly string[] | undefined;
  readonly size: string;
  readonly prefix?: string | undefined;
  readonly vnetName?: string | undefined;
  readonly nsg: string;
  readonly routeTable?: string | undefined;
  readonly forcedTunnelling?: boolean | undefined;
}

/** @returns 0 when the plan was written, 2 when it is not possible as asked for, or a file could not be read */
export async function subnet(options: SubnetOptions, context: Context): Promise<number> {
  const { host } = context;
  const answer = await answerTo(options, context);
  if (!answer.ok) {
    if (answer.problem !== told) note(host, answer.problem);
    return 2;
  }
  const { plan, space, placed } = answer.value;
  switch (options.format) {
    case 'text': {
      const picture =
        space === undefined
          ? []
          : pictureOf(space, placed && { name: options.name ?? freeSubnetName(space), prefix: placed.block });
      host.output.write(planText(planDocument(plan, placed), picture, styleFor(host.output, host, options)));
      return 0;
    }
    case 'json': {
      const block = placed === undefined ? null : { prefix: placed.text, notes: placed.notes };
      host.output.write(subnetPlanJson(plan, block));
      return 0;
    }
    default:
      return write(options, options.format, answer.value, context);
  }
}

interface Planned {
  readonly plan: SubnetPlan;
  /** `undefined` where no address space is given. */
  readonly space: AddressSpace | undefined;
  /** `undefined` where no block is asked for. */
  readonly placed: PlacedBlock | undefined;
}

/** Stands for a problem that the user has been told. */
const told = '';

async function answerTo(options: SubnetOptions, context: Context): Promise<Answer<Planned>> {
  const planned = planSubnet({ ...options, maximumUnits: options.maxUnits });
  if (!planned.ok) return planned;
  const plan = planned.value;
  const size = sizeOf(options.size);
  if (!size.ok) return size;
  const found = await spaceFor(options, context);
  if (!found.ok) return found;
  const space = found.value;
  if (options.prefix !== undefined) {
    const placed = checkBlock(plan, options.prefix, space);
    return placed.ok ? { ok: true, value: { plan, space, placed: placed.value } } : placed;
  }
  if (space === undefined) return { ok: true, value: { plan, space, placed: undefined } };
  const placed = placeBlock(plan, space, size.value);
  return placed.ok ? { ok: true, value: { plan, space, placed: placed.value } } : placed;
}

function sizeOf(text: string): Answer<BlockSize> {
  if (text === 'recommended' || text === 'smallest') return { ok: true, value: text };
  const length = /^\/?(\d{1,2})$/.exec(text);
  return length === null
    ? { ok: false, problem: `'${text}' is no size: it is recommended, smallest, or a prefix length such as /26.` }
    : { ok: true, value: Number(length[1]) };
}

/** The space that was given, or that of the file; `undefined` where there is neither. */
async function spaceFor(options: SubnetOptions, context: Context): Promise<Answer<AddressSpace | undefined>> {
  const { vnet, space, used = [] } = options;
  if (vnet !== undefined && space !== undefined)
    return { ok: false, problem: 'Give --vnet or --space, not both: each says where the subnet goes.' };
  if (vnet !== undefined) return spaceInFile(vnet, options, context);
  if (space !== undefined) {
    const answer = spaceFromTexts(space, used);
    return answer.ok ? { ok: true, value: { ...answer.value, name: options.vnetName } } : answer;
  }
  return used.length === 0
    ? { ok: true, value: undefined }
    : { ok: false, problem: '--used says what is taken of --space, which is not given.' };
}

async function spaceInFile(path: string, options: SubnetOptions, context: Context): Promise<Answer<AddressSpace>> {
  if (path !== '-' && find(path, context.host.workingFolder).kind === 'folder')
    return { ok: false, problem: `${path} is a folder; --vnet takes a file.` };
  const choices: SpaceChoice[] = [];
  const result = await visit({ paths: [path], settings: defaultSettings }, context, 'no virtual network', visited => {
    choices.push(...visited.view.addressSpaces());
    return choices.length > 0;
  });
  if (result.failed || choices.length === 0) return { ok: false, problem: told };
  const { vnetName, used = [] } = options;
  const fitting = choices.filter(
    ({ name }) => vnetName === undefined || name?.toLowerCase() === vnetName.toLowerCase(),
  );
  const [choice, ...others] = fitting;
  const names = choices.map(({ name }) => `'${name ?? 'without a known name'}'`).join(', ');
  if (choice === undefined)
    return { ok: false, problem: `${path} has no virtual network '${vnetName}': it has ${names}.` };
  if (others.length > 0)
    return { ok: false, problem: `${path} has several virtual networks: say which with --vnet-name, one of ${names}.` };
  if (!choice.space.ok || used.length === 0) return choice.space;
  const more = spaceFromTexts([], used);
  if (!more.ok) return more;
  return { ok: true, value: { ...choice.space.value, used: [...choice.space.value.used, ...more.value.used] } };
}

function write(options: SubnetOptions, form: 'bicep' | 'arm' | 'cli', planned: Planned, { host }: Context): number {
  const { plan, space, placed } = planned;
  const virtualNetwork = options.vnetName ?? space?.name;
  const problem =
    placed === undefined
      ? 'To write the subnet, say where it goes: --vnet FILE, --space PREFIX or --prefix PREFIX.'
      : virtualNetwork === undefined
        ? 'To write the subnet, say which virtual network it goes into: --vnet-name NAME.'
        : plan.profile === 'workspace-gateway' && options.attachment === undefined
          ? 'The subnet of a workspace gateway needs its kind of connection: --attachment injection or integration.'
          : undefined;
  if (placed === undefined || virtualNetwork === undefined || problem !== undefined) {
    note(host, problem ?? '');
    return 2;
  }
  const parts: SubnetParts = {
    name: options.name ?? freeSubnetName(space),
    virtualNetwork,
    block: placed.block,
    profile: plan.profile,
    attachment: options.attachment,
    networkSecurityGroup: options.nsg,
    routeTable: options.routeTable,
    forcedTunnelling: options.forcedTunnelling === true,
  };
  const wrong = subnetNameProblem(parts) ?? subnetNameTaken(space, parts.name);
  if (wrong !== undefined) {
    note(host, wrong);
    return 2;
  }
  host.output.write(subnetText(parts, form));
  for (const sentence of placed.notes) note(host, sentence);
  return 0;
}
