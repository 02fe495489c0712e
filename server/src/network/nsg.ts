/** Network security groups as Azure sees them. Names are Azure's own. Shapes only; reading is in build-nsg.ts. */
import type { Imprint } from '../base/imprint.ts';
import type { Origin } from '../base/origin.ts';
import type { Sourced } from '../base/sourced.ts';
import type { Span } from '../base/span.ts';
import type { ModuleUse } from '../evaluate/deployment.ts';
import type { Access, Direction, Protocol } from '../knowledge/nsg-defaults.ts';
import type { PortRange } from '../knowledge/profiles.ts';
import type { ServiceTag } from '../knowledge/service-tags.ts';
import type { IpPrefix } from './address.ts';

export interface NetworkSecurityGroup {
  readonly kind: 'nsg';
  /** `undefined` where the file does not name it, such as a bare list of rules. */
  readonly name: Sourced<string> | undefined;
  /** Equal for two mentions of one group. */
  readonly identity: string;
  /** Where it lies, which tells apart those of one name of which it is not certain whether they are one. */
  readonly place: string;
  /** Custom rules in the order of the text; those of the parent and separate ones merged by name. */
  readonly rules: readonly SecurityRule[];
  /** The group may have rules that are not listed; as the end of "… because". `undefined` where the list is complete. */
  readonly rulesUnknown: string | undefined;
  /** The file only refers to it: what it holds is defined elsewhere. */
  readonly definedElsewhere: boolean;
  /** Whether it is deployed depends on a value that is not known here. */
  readonly conditional: boolean;
  readonly location: Sourced<string> | undefined;
  readonly span: Span;
  /** The words to point at when the group is meant. */
  readonly nameSpan: Span;
  /** The modules that lead to it, outermost first; empty for what the file deploys itself. */
  readonly uses: readonly ModuleUse[];
  /** The word `securityRules`; where nothing but a built-in rule decides, this is where to look. */
  readonly rulesSpan: Span;
  /** The list of its own rules as it is written, which may be in another file; `undefined` where there is none, or it is computed. */
  readonly rulesList: Span | undefined;
  /** Where comments that belong to the group may stand. */
  readonly head: Span;
  /** Subnets that an export says the group is attached to, by identity. */
  readonly attachedSubnets: readonly string[];
  readonly metadata: DirectiveMetadata | undefined;
  /** Where the same deployment refers to it beside. */
  readonly mentions: readonly Mention[];
}

/** A reference to a resource that the same deployment makes. */
export interface Mention {
  readonly span: Span;
  /** Where comments that belong to it may stand. */
  readonly head: Span;
  readonly metadata: DirectiveMetadata | undefined;
}

/** `"metadata": {"apimVnet": {…}}` of a resource: keys and values as written. */
export interface DirectiveMetadata {
  readonly span: Span;
  /** The object with the entries. */
  readonly object: Span;
  readonly entries: readonly {
    readonly key: string;
    readonly value: string | undefined;
    readonly keySpan: Span;
    readonly valueSpan: Span;
    /** As {@link AddressTerm.origin}. */
    readonly valueOrigin: Origin;
  }[];
}

export interface SecurityRule {
  readonly kind: 'security-rule';
  readonly name: Sourced<string> | undefined;
  readonly priority: Sourced<number> | undefined;
  readonly access: Sourced<Access> | undefined;
  readonly direction: Sourced<Direction> | undefined;
  readonly protocol: Sourced<Protocol> | undefined;
  readonly source: AddressSide;
  readonly destination: AddressSide;
  readonly sourcePorts: PortSide;
  readonly destinationPorts: PortSide;
  readonly description: Sourced<string> | undefined;
  readonly builtIn: boolean;
  /** Written in its group, or as a resource of its own; built-in ones count as the former. */
  readonly form: 'inline' | 'resource';
  /** It may be absent: its deployment hangs on a condition, or it is one of a loop. */
  readonly maybe: string | undefined;
  readonly span: Span;
  /** The words to point at: the name, or where there is none the start of the rule. */
  readonly nameSpan: Span;
  /** Set where all of the rule is what its text says: rules of one imprint differ in nothing but their place. */
  readonly imprint: Imprint | undefined;
  /** The same rule written a second time (an export lists rules inline and as resources); this place counts less. */
  readonly alsoAt: Span | undefined;
}

/** One side of a rule: all its entries together, from the singular and the plural property and security groups. */
export interface AddressSide {
  readonly terms: readonly AddressTerm[];
  readonly singular: PropertyPlace | undefined;
  readonly plural: PropertyPlace | undefined;
  readonly applicationSecurityGroups: PropertyPlace | undefined;
  /** Why there may be more entries than are listed; `undefined` where the list is complete. */
  readonly unknown: string | undefined;
}

/** Where a property is: its name's words and the whole of it. */
export interface PropertyPlace {
  readonly name: string;
  readonly nameSpan: Span;
  readonly valueSpan: Span;
}

export interface AddressTerm {
  readonly text: string;
  readonly span: Span;
  /** How the value got here; a fix needs it to find where it is written. */
  readonly origin: Origin;
  readonly form: 'singular' | 'plural' | 'application-security-group';
  readonly meaning: AddressMeaning;
}

export type AddressMeaning =
  /** `*`, `Any`, and `0.0.0.0/0`, which leaves prefixes of IPv6 alone (`onlyV4`). */
  | { readonly kind: 'any'; readonly onlyV4?: true }
  | { readonly kind: 'tag'; readonly tag: ServiceTag; readonly spelling: 'listed' | 'legacy' }
  | { readonly kind: 'prefix'; readonly prefix: IpPrefix }
  /** Machines of the user's own; which ones is not in the file. */
  | { readonly kind: 'application-security-group' }
  /** A value without a value here; the identity is equal for two mentions of one unknown value. */
  | { readonly kind: 'unknown'; readonly why: string; readonly identity: string }
  /** A name that is no tag of our list: a newer tag, or a mistake. Its addresses are unknown. */
  | { readonly kind: 'unlisted-tag'; readonly suggestion: string | undefined }
  /** A text that Azure refuses. Its effect is unknown, not empty. */
  | { readonly kind: 'invalid'; readonly problem: string };

export interface PortSide {
  readonly terms: readonly PortTerm[];
  readonly singular: PropertyPlace | undefined;
  readonly plural: PropertyPlace | undefined;
  readonly unknown: string | undefined;
}

export interface PortTerm {
  readonly text: string;
  readonly span: Span;
  /** As {@link AddressTerm.origin}. */
  readonly origin: Origin;
  readonly form: 'singular' | 'plural';
  readonly meaning:
    | { readonly kind: 'ports'; readonly range: PortRange }
    | { readonly kind: 'unknown'; readonly why: string; readonly identity: string }
    | { readonly kind: 'invalid'; readonly problem: string };
}

/** A rule's name for a message: known, or a placeholder in angle brackets. */
export function ruleName(rule: SecurityRule): string {
  if (rule.name === undefined) return '<unnamed>';
  return rule.name.known ? rule.name.value : '<computed name>';
}

/** `'deny-all' (priority 4096)`, or `the built-in rule 'DenyAllInBound'`. */
export function ruleTitle(rule: SecurityRule): string {
  if (rule.builtIn) return `the built-in rule '${ruleName(rule)}'`;
  const priority = rule.priority?.known === true ? ` (priority ${rule.priority.value})` : '';
  return `'${ruleName(rule)}'${priority}`;
}
