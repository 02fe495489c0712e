import type { FlowVerdict } from '../analysis/flow-verdict.ts';
import type { Target } from '../analysis/target.ts';
import type { FileId, Span } from '../base/span.ts';
import type { Fix } from '../fix/tree-edit.ts';
import type { FeatureId } from '../knowledge/features.ts';
import type {
  ApimService,
  FaultyResource,
  ModuleUse,
  Network,
  RouteTable,
  Subnet,
  UnreadModule,
} from '../network/network.ts';
import type { NetworkSecurityGroup } from '../network/nsg.ts';
import type { DisableDirective, TargetDirective } from '../template/directives.ts';
import type { Template, TemplateProblem } from '../template/template.ts';

/** Severities as LSP names them, most serious first. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

export const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** A place that helps to understand a finding, with a sentence about it. */
export interface RelatedPlace {
  readonly at: Span;
  readonly message: string;
  /** The value that the finding points at came through here. */
  readonly isHop?: true;
}

/** One finding of one rule at one place, ready to be shown; offsets are turned into lines at the edge. */
export interface Finding {
  /** Rule id, kebab-case; names the flaw. */
  readonly rule: string;
  readonly severity: Severity;
  /** The words to look at, never a whole resource. */
  readonly at: Span;
  /** Names the resource, the values and the consequence, in that order. */
  readonly message: string;
  readonly related: readonly RelatedPlace[];
  /** What would put it right, the best first; worked out when asked. Whether each can be made is told by `FileView.fix`. */
  readonly fixes: () => readonly Fix[];
  /** The text at `at` decides nothing; editors show it faded. */
  readonly unnecessary: boolean;
  /** The modules that lead to what it is about, outermost first, where it is about one resource. */
  readonly uses: readonly ModuleUse[];
  /** The name of that resource. */
  readonly about?: Span | undefined;
}

/** What a rule's check yields; the engine adds id, severity and what is usual. */
export interface Draft {
  readonly at: Span;
  readonly message: string;
  readonly related?: readonly RelatedPlace[];
  /** Where the case at hand is milder or graver than the rule's own severity. */
  readonly severity?: Severity;
  readonly unnecessary?: boolean;
  /** Of a rule about a whole file: the resource that this finding is about. */
  readonly about?: Pick<Finding, 'uses'> & { readonly nameSpan: Span };
  /** Called when the fixes are asked for; a rule with a sensible fix has it. */
  readonly fixes?: () => readonly Fix[];
}

/** A piece of text that could not be read. */
export interface SyntaxProblem {
  readonly at: Span;
  readonly code: string;
  readonly message: string;
}

/** Everything about one file that a rule may ask. */
export interface FileFacts {
  readonly fileId: FileId;
  /** Ids of all rules, for comments that name them. */
  readonly ruleIds: ReadonlySet<string>;
  readonly syntaxProblems: readonly SyntaxProblem[];
  /** Whether a piece of text could not be read in full; it is being written, perhaps. */
  readonly isBroken: (piece: Span) => boolean;
  /** The file's own. */
  readonly template: Template;
  /** All that are deployed with it, its own first. */
  readonly templates: readonly Template[];
  readonly problems: readonly TemplateProblem[];
  readonly unreadModules: readonly UnreadModule[];
  /** Expressions without a value that resources are made of. */
  readonly faults: () => readonly FaultyResource[];
  readonly network: Network;
  readonly targets: readonly Target[];
  readonly directives: {
    readonly targets: readonly TargetDirective[];
    readonly disables: readonly DisableDirective[];
    /** Target directives that stand above no resource they could speak of. */
    readonly unattached: readonly TargetDirective[];
  };
  /** Optional features that the settings say are in use. */
  readonly features: readonly FeatureId[];
  /** A bound that was passed, as a sentence; `undefined` for none. */
  readonly limit: string | undefined;
  /** The verdicts of a target's flows; computed once. */
  readonly verdicts: (target: Target) => readonly FlowVerdict[];
}

/**
 * How much is asked for; each pack holds those before it. `recommended`: what is wrong or very likely wrong. `strict`: what could be
 * tidier or tighter, too, and some rules are graver. `all`: every rule there is.
 */
export type RulePack = 'recommended' | 'strict' | 'all';

export const rulePacks: readonly RulePack[] = ['recommended', 'strict', 'all'];

/** What a catalogue shows of a rule; its page is generated from this. */
export interface RuleInfo {
  /** Kebab-case; names the flaw. A promise: once released it does not change its meaning. */
  readonly id: string;
  readonly severity: Severity;
  /** The smallest pack that has it; `recommended` where it says nothing. A severity in the settings asks for it in any case. */
  readonly pack?: RulePack;
  /** In the packs `strict` and `all`, where it is another one: what one may live with elsewhere is to be put right there. */
  readonly strictSeverity?: Severity;
  /** One sentence: what is wrong. */
  readonly summary: string;
  /** Why it matters, in a few sentences. */
  readonly rationale: string;
  /** What is exact, and what is not looked at. */
  readonly limits: string;
  /** Where the fact comes from, with its month. */
  readonly source: string;
  /** A short file that raises it, and the same put right. `undefined` where a file cannot show it. */
  readonly bad: string | undefined;
  readonly good: string | undefined;
  /** Why no finding of the rule has a fix, as one sentence; absent where some have. */
  readonly noFix?: string;
}

type Subject =
  | { readonly on: 'file'; readonly check: (file: FileFacts) => Iterable<Draft> }
  | { readonly on: 'securityGroup'; readonly check: (group: NetworkSecurityGroup, file: FileFacts) => Iterable<Draft> }
  /** Those that the file defines or adds routes to; mere references are not asked about. */
  | { readonly on: 'routeTable'; readonly check: (table: RouteTable, file: FileFacts) => Iterable<Draft> }
  /** Those that the file defines; mere references are not asked about. */
  | { readonly on: 'subnet'; readonly check: (subnet: Subnet, file: FileFacts) => Iterable<Draft> }
  /** Those that the file defines, whether or not they are in a virtual network. */
  | { readonly on: 'service'; readonly check: (service: ApimService, file: FileFacts) => Iterable<Draft> }
  /** Findings about a target that is only guessed are shown one severity lower. */
  | { readonly on: 'target'; readonly check: (target: Target, file: FileFacts) => Iterable<Draft> };

export type Rule = RuleInfo & Subject;

/** Keeps the type of a rule while it is written; does nothing. */
export function rule(definition: Rule): Rule {
  return definition;
}

/** One severity lower; a hint stays a hint. */
export function lower(severity: Severity): Severity {
  return severities[Math.min(severities.indexOf(severity) + 1, severities.length - 1)]!;
}
