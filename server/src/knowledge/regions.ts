import data from '../../data/regions.json' with { type: 'json' };

/** `public` is Azure Public, `usgov` Azure Government, `china` Azure operated by 21Vianet. */
export type CloudId = 'public' | 'usgov' | 'china';

export const cloudIds: readonly CloudId[] = ['public', 'usgov', 'china'];

export interface Region {
  /** As Azure displays it: `West US 2`. */
  readonly name: string;
  /** As templates write it: `westus2`. */
  readonly key: string;
  readonly cloud: CloudId;
}

/**
 * The regions that the control plane tables of API Management name, cloud by cloud.
 * Dated: the newest table is of August 2023, so a region that is not here may exist.
 */
export const regions: readonly Region[] = cloudIds.flatMap(cloud =>
  data.regions[cloud].map(name => ({ name, key: regionKey(name), cloud })),
);

/** The form for comparing: lower case without blanks. `West US 2`, `WestUS2` and `westus2` are one region. */
export function regionKey(text: string): string {
  return text.toLowerCase().replace(/\s+/g, '');
}

/** The listed region that a text names in any spelling; undefined where the list has none. */
export function region(text: string): Region | undefined {
  return byKey.get(regionKey(text));
}

export function isListedRegion(text: string): boolean {
  return region(text) !== undefined;
}

/** The region's name without blanks, as regional service tags write it: `WestUS2`. A region not listed keeps its letters. */
export function regionSpelling(text: string): string {
  return (region(text)?.name ?? text).replace(/\s+/g, '');
}

const byKey = new Map(regions.map(entry => [entry.key, entry]));
