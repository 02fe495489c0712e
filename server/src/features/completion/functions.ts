import { armFunctions } from '../../workspace/function-at.ts';
import { describeFunction } from '../hover/function.ts';
import type { Candidate } from './candidate.ts';

/** The functions of ARM templates, in the order of their names; the table is that of evaluation and hover. */
export const functionCandidates: readonly Candidate[] = armFunctions
  .map(signature => ({
    value: signature.name,
    detail: `(${signature.parameters.map(({ name, rest }) => (rest ? `${name}…` : name)).join(', ')})`,
    documentation: describeFunction({ signature }),
  }))
  .toSorted((a, b) => (a.value.toLowerCase() < b.value.toLowerCase() ? -1 : 1));
