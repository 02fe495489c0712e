/** The answer of `explain`; the JSON shape other tools depend on (`apim-vnet explain --format json`). */
export interface Explanation {
  readonly version: 1;
  readonly targets: readonly ExplainedTarget[];
}

export type Verdict =
  | 'allowed'
  | 'allowed-by-default'
  | 'partly-blocked'
  | 'blocked'
  | 'undetermined'
  | 'defined-elsewhere'
  | 'not-required';

export interface ExplainedTarget {
  readonly how: 'service' | 'directive' | 'setting' | 'inferred';
  /** One sentence: how this target was recognised. */
  readonly howText: string;
  readonly profile: string;
  readonly service: {
    readonly name: string | null;
    readonly sku: string | null;
    readonly units: number | null;
    readonly mode: string | null;
    readonly region: string | null;
    readonly cloud: string | null;
  } | null;
  readonly subnet: { readonly name: string | null; readonly prefix: string | null } | null;
  /** `line` counts from 0, as in LSP. */
  readonly networkSecurityGroup: { readonly name: string | null; readonly file: string; readonly line: number } | null;
  readonly routeTable: { readonly name: string | null; readonly file: string; readonly line: number } | null;
  readonly flows: readonly ExplainedFlow[];
  readonly routes: readonly { readonly id: string; readonly verdict: string; readonly because: string }[];
  readonly subnetSize: {
    readonly usable: number;
    readonly needed: number;
    readonly fits: boolean;
    readonly largestUnits: number;
  } | null;
}

export interface ExplainedFlow {
  readonly id: string;
  readonly direction: 'Inbound' | 'Outbound';
  readonly protocol: 'Tcp' | 'Udp' | '*';
  readonly source: string;
  readonly destination: string;
  readonly purpose: string;
  readonly requirement: string;
  readonly verdict: Verdict;
  /** Why a verdict is not a plain yes or no: the missing value, the mode, the tier. */
  readonly because: string | null;
  readonly ports: readonly ExplainedPort[];
}

export interface ExplainedPort {
  /** As a rule would say it: `443`, `6381-6383`, `*`. */
  readonly range: string;
  readonly optional: boolean;
  readonly verdict: Verdict;
  readonly decidedBy: readonly { readonly name: string; readonly priority: number | null; readonly builtIn: boolean }[];
}
