import type { Target } from '../analysis/target.ts';
import { type CancellationSignal, throwIfCancelled } from '../base/cancel.ts';
import { encloses, type Span } from '../base/span.ts';
import type { Fix } from '../fix/tree-edit.ts';
import type { ModuleUse } from '../network/network.ts';
import { hasHops, hopsTo } from './hops.ts';
import {
  type Draft,
  type FileFacts,
  type Finding,
  lower,
  type RelatedPlace,
  type Rule,
  type RulePack,
  rulePacks,
  type Severity,
  severities,
} from './rule.ts';

export interface RunOptions {
  /** The user's severity for a rule: `undefined` for the rule's own. */
  readonly severityOf: (rule: string) => Severity | 'off' | undefined;
  /** Rules of wider packs are asked only where {@link severityOf} has a severity for them. Absent: all rules are asked. */
  readonly pack?: RulePack | undefined;
  /** Called with a rule that threw; its findings are lost, the others' are not. */
  readonly onError?: ((rule: string, error: unknown) => void) | undefined;
  readonly signal: CancellationSignal;
}

/**
 * Asks all rules about a file. Findings come in the order of the text; equal ones at one place are given once.
 * @throws Cancelled when the signal is raised between two rules
 */
export function runRules(rules: readonly Rule[], file: FileFacts, options: RunOptions): readonly Finding[] {
  const findings = new Map<string, Finding>();
  const traces = hasHops(file.templates);
  const subjects = subjectsOf(file);
  for (const rule of rules) {
    throwIfCancelled(options.signal);
    if (!subjects.has(rule.on)) continue;
    const setting = options.severityOf(rule.id);
    if (setting === 'off' || (setting === undefined && !isInPack(rule, options.pack ?? 'all'))) continue;
    try {
      for (const { draft, guessed, subject } of drafts(rule, file)) {
        const uses = subject?.uses ?? noUses;
        const own = draft.severity ?? severityIn(options.pack, rule);
        const finding: Finding = {
          rule: rule.id,
          severity: setting ?? (guessed === undefined ? own : lower(own)),
          at: draft.at,
          message: draft.message,
          related: [
            ...(draft.related ?? []),
            ...(traces && subject !== undefined ? hopsTo(subject, draft.at) : []),
            ...(guessed === undefined ? [] : [guessNote(guessed)]),
          ],
          fixes: whenAsked(draft, rule.id, guessed !== undefined, options),
          unnecessary: draft.unnecessary ?? false,
          uses,
          about: subject?.nameSpan,
        };
        const last = uses.at(-1)?.id ?? '';
        const key = `${rule.id} ${finding.at.file} ${finding.at.start} ${finding.at.end} ${last} ${finding.message}`;
        const known = findings.get(key);
        if (known === undefined || isGraver(finding.severity, known.severity)) findings.set(key, finding);
      }
    } catch (error) {
      if (options.onError === undefined) throw error;
      options.onError(rule.id, error);
    }
  }
  return [...findings.values()].sort(byPlace);
}

/** In the order of the text, at one place the gravest first; for texts of several files, file by file. */
export function byPlace(a: Finding, b: Finding): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  const place = a.at.start - b.at.start || a.at.end - b.at.end;
  const weight = severities.indexOf(a.severity) - severities.indexOf(b.severity);
  return place || weight || (a.rule === b.rule ? 0 : a.rule < b.rule ? -1 : 1);
}

function severityIn(pack: RulePack = 'recommended', rule: Rule): Severity {
  return pack === 'recommended' ? rule.severity : (rule.strictSeverity ?? rule.severity);
}

function isInPack(rule: Rule, pack: RulePack): boolean {
  return rulePacks.indexOf(rule.pack ?? 'recommended') <= rulePacks.indexOf(pack);
}

/** What a draft is about: a resource that modules may lead to. */
interface Subject {
  readonly uses: readonly ModuleUse[];
  readonly nameSpan: Span;
}

/** A draft, with the target that it rests on where that is only guessed. */
interface Judged {
  readonly draft: Draft;
  readonly guessed: Target | undefined;
  readonly subject: Subject | undefined;
}

const noUses: readonly ModuleUse[] = [];

/** What a file has that rules can be about: most files have none of a kind, and most rules nothing to look at. */
function subjectsOf({ network, targets }: FileFacts): ReadonlySet<Rule['on']> {
  const { securityGroups, routeTables, subnets, services } = network;
  const lists = [
    ['securityGroup', securityGroups],
    ['routeTable', routeTables],
    ['subnet', subnets],
    ['service', services],
    ['target', targets],
  ] as const;
  return new Set<Rule['on']>(['file', ...lists.flatMap(([on, list]) => (list.length > 0 ? [on] : []))]);
}

function* drafts(rule: Rule, file: FileFacts): Iterable<Judged> {
  const { network } = file;
  if (rule.on === 'file') {
    for (const draft of rule.check(file)) yield { draft, guessed: undefined, subject: draft.about };
  } else if (rule.on === 'securityGroup') {
    for (const group of network.securityGroups)
      for (const draft of rule.check(group, file)) yield { draft, guessed: undefined, subject: group };
  } else if (rule.on === 'routeTable') {
    for (const table of network.routeTables)
      if (!table.definedElsewhere)
        for (const draft of rule.check(table, file)) yield { draft, guessed: undefined, subject: table };
  } else if (rule.on === 'subnet') {
    for (const subnet of network.subnets)
      if (!subnet.definedElsewhere)
        for (const draft of rule.check(subnet, file)) yield { draft, guessed: undefined, subject: subnet };
  } else if (rule.on === 'service') {
    for (const service of network.services)
      if (!service.definedElsewhere)
        for (const draft of rule.check(service, file)) yield { draft, guessed: undefined, subject: service };
  } else {
    for (const target of file.targets)
      for (const draft of rule.check(target, file))
        yield { draft, guessed: isGuessed(target) ? target : undefined, subject: subjectOf(target, draft) };
  }
}

/** Whether it may be another's: it only looks like API Management's, or a condition decides whether a service uses it. */
function isGuessed(target: Target): boolean {
  return target.how === 'inferred' || isConditional(target);
}

/** A service whose mode is known needs the subnet that it may name. */
function isConditional({ service, location, mode }: Target): boolean {
  return (location ?? service)?.subnet?.maybe === true && mode === undefined;
}

/** A target is made of several resources: that counts which is written where the draft points. */
function subjectOf({ group, routeTable, subnet, service }: Target, { at }: Draft): Subject | undefined {
  const parts = [group, routeTable, subnet, service].filter(part => part !== undefined);
  return parts.find(({ span }) => span.file === at.file && encloses(span, at)) ?? parts[0];
}

/** Nothing is changed without a look on the strength of a guess. */
function reviewed(fix: Fix): Fix {
  return { ...fix, safety: 'review', ...(fix.otherwise && { otherwise: reviewed(fix.otherwise) }) };
}

const noFixes = () => [];

/** Fixes are worked out when they are asked for, which is seldom; one that throws costs the fixes of its finding. */
function whenAsked({ fixes }: Draft, rule: string, guessed: boolean, { onError }: RunOptions): Finding['fixes'] {
  if (fixes === undefined) return noFixes;
  let made: readonly Fix[] | undefined;
  return () => {
    try {
      made ??= guessed ? fixes().map(reviewed) : fixes();
    } catch (error) {
      if (onError === undefined) throw error;
      onError(rule, error);
      made = [];
    }
    return made;
  };
}

/** A guess must be open to doubt: why it was made, and how to settle it. */
function guessNote(target: Target): RelatedPlace {
  const { at, howText } = target;
  if (isConditional(target))
    return { at, message: 'Whether the service uses it hangs on a condition that is not known.' };
  return { at, message: `${howText} A comment '// apim-vnet: mode=… sku=…' above it settles that.` };
}

export function isGraver(a: Severity, b: Severity): boolean {
  return severities.indexOf(a) < severities.indexOf(b);
}
