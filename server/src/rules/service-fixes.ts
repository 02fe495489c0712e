/** Fixes that several rules about services share, so that the same change reads the same everywhere. */
import type { Sourced } from '../base/sourced.ts';
import type { Fix } from '../fix/tree-edit.ts';
import { counted } from './wording.ts';

/** Units cost money and bear load: how many are wanted is for a person to say. */
export function setUnits(units: Sourced<number>, wanted: number): Fix {
  return {
    title: `Write ${counted(wanted, 'unit')}`,
    safety: 'review',
    edits: [{ kind: 'set-value', at: units.origin, value: wanted }],
  };
}
