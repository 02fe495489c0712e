import data from '../../data/control-plane-addresses.json' with { type: 'json' };
import type { ProfileId } from './profiles.ts';
import { type CloudId, regionKey } from './regions.ts';
import { type RawSource, type Source, sourceLookup } from './source.ts';

const sourcesOf = sourceLookup(data.sources as Readonly<Record<string, RawSource>>);

/**
 * Addresses from which API Management's control plane reaches port 3443, from the two tables that print them.
 * They are history: addresses have changed since, and newer texts name the service tag ApiManagement instead.
 */

export type ControlPlaneTableId = '2020-07' | '2023-08';

export interface ControlPlaneRow {
  readonly cloud: CloudId;
  /** As the table prints it: `West US 2`. */
  readonly region: string;
  /** Marked Global: needed by the instances of every region of the cloud. */
  readonly isGlobal: boolean;
  /** IPv4 addresses, one or two; where there are two, both are needed. */
  readonly addresses: readonly string[];
}

export interface ControlPlaneTable {
  readonly id: ControlPlaneTableId;
  readonly rule: string;
  readonly rows: readonly ControlPlaneRow[];
  readonly source: Source;
}

export const controlPlaneTables: readonly ControlPlaneTable[] = [
  toTable('2020-07', data.tables['2020-07']),
  toTable('2023-08', data.tables['2023-08']),
];

export function controlPlaneTable(id: ControlPlaneTableId): ControlPlaneTable {
  return controlPlaneTables.find(table => table.id === id)!;
}

/**
 * The table that belongs to a profile: July 2020 for `vnet-2020-07`, August 2023 for the stv1 and stv2 texts, though these texts
 * themselves print none any more. Undefined for all others.
 */
export function controlPlaneTableFor(id: ProfileId): ControlPlaneTable | undefined {
  if (id === 'vnet-2020-07') return controlPlaneTable('2020-07');
  return id === 'stv1-final' || id === 'stv2-current' ? controlPlaneTable('2023-08') : undefined;
}

/**
 * The rows an instance needs: those of its region, and the Global rows of its cloud.
 * Undefined where the table has no row for the region, which is unknown and not "none".
 *
 * @param region in any spelling: `West US 2`, `westus2`
 */
export function controlPlaneRows(table: ControlPlaneTable, region: string): readonly ControlPlaneRow[] | undefined {
  const key = regionKey(region);
  const own = table.rows.filter(row => !row.isGlobal && regionKey(row.region) === key);
  const cloud = own[0]?.cloud;
  return cloud === undefined ? undefined : [...table.rows.filter(row => row.isGlobal && row.cloud === cloud), ...own];
}

export interface AddressOwner {
  readonly table: ControlPlaneTableId;
  readonly row: ControlPlaneRow;
  /** The address that took over, with the day; null where no notice replaces it. */
  readonly replacedBy: { readonly address: string; readonly effective: string; readonly source: Source } | null;
}

/** Where the tables know an IPv4 address from, newest table first; empty for an address of neither. */
export function controlPlaneOwners(address: string): readonly AddressOwner[] {
  const change = addressChanges.find(entry => entry.old === address);
  return [...controlPlaneTables].reverse().flatMap(table =>
    table.rows
      .filter(row => row.addresses.includes(address))
      .map(row => {
        const replaces = change !== undefined && change.region === row.region;
        const replacedBy = replaces
          ? { address: change.new, effective: change.effective, source: change.source }
          : null;
        return { table: table.id, row, replacedBy };
      }),
  );
}

export interface AddressChange {
  readonly region: string;
  readonly old: string;
  readonly new: string;
  /** Day the notice gives, in words: `31 March 2023`. */
  readonly effective: string;
  readonly note: string | null;
  readonly source: Source;
}

/** Announced changes of regional addresses in Azure Public. */
export const addressChanges: readonly AddressChange[] = data.changes.flatMap(notice =>
  notice.rows.map(row => ({
    region: row[0]!,
    old: row[1]!,
    new: row[2]!,
    effective: notice.effective,
    note: 'note' in notice && row[0] === 'South Africa North' ? notice.note : null,
    source: sourceOf(notice.source),
  })),
);

/** What the texts since November 2023 say instead of a table. */
export const controlPlaneGuidance: {
  readonly rule: string;
  readonly tag: string;
  readonly protocol: string;
  readonly port: number;
  readonly regionalTagNote: string;
  readonly source: Source;
} = { ...data.guidance, source: sourceOf(data.guidance.source) };

/** Prefixes of one regional tag as the documentation printed them in December 2021: a sample for tests and examples, no current list. */
export const tagSample: {
  readonly tag: string;
  readonly addressPrefixes: readonly string[];
  readonly note: string;
  readonly source: Source;
} = { ...data.tagSample, source: sourceOf(data.tagSample.source) };

interface RawTable {
  readonly source: string;
  readonly rule: string;
  readonly rows: readonly (readonly string[])[];
}

function toTable(id: ControlPlaneTableId, raw: RawTable): ControlPlaneTable {
  const rows = raw.rows.map(([cloud, region, kind, ...addresses]) => ({
    cloud: cloud as CloudId,
    region: region!,
    isGlobal: kind === 'global',
    addresses,
  }));
  return { id, rule: raw.rule, rows, source: sourceOf(raw.source) };
}

function sourceOf(key: string): Source {
  return sourcesOf([key])[0]!;
}
