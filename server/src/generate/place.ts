/** Where a generated resource goes. */
import { regionKey } from '../knowledge/regions.ts';

export interface Place {
  readonly name: string;
  /** In any spelling; `undefined` for the region of the resource group. */
  readonly region: string | undefined;
}

/** What is wrong with the region, as a sentence. Regions that no list of ours has are taken: newer ones exist. */
export function placeProblem({ region }: Place): string | undefined {
  return region === undefined || /^[a-z]+[a-z0-9]*$/.test(regionKey(region))
    ? undefined
    : `'${region}' is no region: write it as templates do, such as westeurope.`;
}

/** `westeurope`, as templates write it. */
export function regionOf({ region }: Place): string | undefined {
  return region === undefined ? undefined : regionKey(region);
}
