/** What a reader is told for each verdict; one wording for hovers, status, report and flows. */
import type { Verdict } from '../analysis/flow-verdict.ts';
import type { FlowOutcome } from '../protocol.ts';

export const verdictWords: Readonly<Record<Verdict, string>> = {
  allowed: 'allowed',
  'allowed-by-default': 'allowed by default',
  'partly-blocked': 'partly blocked',
  blocked: 'blocked',
  undetermined: 'not known',
  'defined-elsewhere': 'defined elsewhere',
  'not-required': 'not required',
};

/** What signs and colours tell apart. */
export const verdictOutcome: Readonly<Record<Verdict, FlowOutcome>> = {
  allowed: 'allowed',
  'allowed-by-default': 'allowed',
  'partly-blocked': 'partly-blocked',
  blocked: 'blocked',
  undetermined: 'unknown',
  'defined-elsewhere': 'unknown',
  'not-required': 'not-required',
};

/** `17 allowed by default`, one text for each verdict that is there, the worst first. */
export function verdictCounts(verdicts: readonly { readonly verdict: Verdict }[]): readonly string[] {
  return worstFirst.flatMap(verdict => {
    const count = verdicts.filter(candidate => candidate.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${verdictWords[verdict]}`];
  });
}

/** All verdicts, those that need a look first. */
export const worstFirst: readonly Verdict[] = [
  'blocked',
  'partly-blocked',
  'undetermined',
  'defined-elsewhere',
  'allowed',
  'allowed-by-default',
  'not-required',
];
