import type { FlowVerdict, PortVerdict, Verdict } from '../analysis/flow-verdict.ts';
import { type RouteVerdict, routeVerdicts } from '../analysis/route-verdicts.ts';
import { subnetSize } from '../analysis/subnet-size.ts';
import type { Target } from '../analysis/target.ts';
import { knownValue } from '../base/sourced.ts';
import type { Span } from '../base/span.ts';
import { type NoteMoment, notesFor } from '../knowledge/deployment-notes.ts';
import { ruleName } from '../network/nsg.ts';
import { formatPorts } from '../network/ports.ts';
import { endTitle } from '../rules/wording.ts';
import type { FileView } from '../workspace/view.ts';
import { placeOf } from './place.ts';

export type { Verdict };

/** The answer of `explain`; the JSON shape other tools depend on (`apim-vnet explain --format json`). */
export interface Explanation {
  readonly version: 1;
  readonly targets: readonly ExplainedTarget[];
}

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
  /** Why there is no group; `null` where there is one. */
  readonly networkSecurityGroupUnknown: string | null;
  readonly routeTable: { readonly name: string | null; readonly file: string; readonly line: number } | null;
  readonly flows: readonly ExplainedFlow[];
  readonly routes: readonly ExplainedRoute[];
  readonly subnetSize: {
    readonly usable: number;
    readonly needed: number;
    readonly fits: boolean;
    readonly largestUnits: number;
  } | null;
  /** What to know that no file shows; the ids are those of the facts. */
  readonly notes: readonly { readonly id: string; readonly when: NoteMoment; readonly text: string }[];
}

/** Where the routes of the subnet take one kind of traffic. */
export interface ExplainedRoute {
  /** Id of a flow, or `control-plane` for the answers to the control plane. */
  readonly id: string;
  readonly verdict: RouteVerdict;
  /** What decides, or what is missing. */
  readonly because: string;
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

/** Every target of a file with every flow's verdict, where its routes lead, and the arithmetic of its subnet. */
export function explain(view: FileView): readonly ExplainedTarget[] {
  return view.targets.map(target => explainTarget(view, target));
}

function explainTarget(view: FileView, target: Target): ExplainedTarget {
  const { group, routeTable, subnet, service } = target;
  const prefixes = subnet?.prefixes.map(term => term.text).filter(text => text !== '') ?? [];
  return {
    how: target.how,
    howText: target.howText,
    profile: target.profile,
    service: {
      name: knownValue(service?.name) ?? null,
      sku: target.sku ?? null,
      units: target.units ?? null,
      mode: target.mode ?? null,
      region: target.region ?? null,
      cloud: target.cloud ?? null,
    },
    subnet:
      subnet === undefined
        ? null
        : { name: knownValue(subnet.name) ?? null, prefix: prefixes.length === 0 ? null : prefixes.join(', ') },
    networkSecurityGroup:
      group === undefined
        ? null
        : {
            name: knownValue(group.name) ?? null,
            ...fileAndLine(view, group.nameSpan),
          },
    networkSecurityGroupUnknown: group === undefined ? (target.groupElsewhere ?? null) : null,
    routeTable:
      routeTable === undefined
        ? null
        : {
            name: knownValue(routeTable.name) ?? null,
            ...fileAndLine(view, routeTable.nameSpan),
          },
    flows: view.verdicts(target).map(explainFlow),
    routes: explainRoutes(view, target),
    subnetSize: explainSize(target, view.targets),
    notes: notesFor(target.profile, target.mode).map(({ id, when, text }) => ({ id, when, text })),
  };
}

function fileAndLine(view: FileView, span: Span): { readonly file: string; readonly line: number } {
  const { uri, range } = placeOf(view, span);
  return { file: uri, line: range.start.line };
}

/** `null` where a value that counts is not known, unless it does not fit whatever that value is. */
function explainSize(target: Target, targets: readonly Target[]): ExplainedTarget['subnetSize'] {
  const size = subnetSize(target, targets);
  if (size === undefined || (size.fits && !size.complete)) return null;
  const { usable, needed, fits, largestUnits } = size;
  return { usable, needed, fits, largestUnits };
}

/** Flows that the service does not need are left out. */
function explainRoutes(view: FileView, target: Target): readonly ExplainedRoute[] {
  const needed = view.verdicts(target).filter(({ verdict }) => verdict !== 'not-required');
  const routed = routeVerdicts(
    target,
    view.networkOf(target),
    needed.map(({ flow }) => flow),
  );
  return routed.map(({ id, verdict, because }) => ({ id, verdict, because }));
}

function explainFlow(verdict: FlowVerdict): ExplainedFlow {
  const { flow } = verdict;
  return {
    id: flow.id,
    direction: flow.direction,
    protocol: flow.protocol,
    source: endTitle(flow.source),
    destination: endTitle(flow.destination),
    purpose: flow.purpose,
    requirement: flow.requirement,
    verdict: verdict.verdict,
    because: verdict.because ?? null,
    ports: verdict.ports.map(explainPort),
  };
}

function explainPort(port: PortVerdict): ExplainedPort {
  return {
    range: formatPorts(port.range),
    optional: port.optional,
    verdict: port.verdict,
    decidedBy: port.decidedBy.map(rule => ({
      name: ruleName(rule),
      priority: knownValue(rule.priority) ?? null,
      builtIn: rule.builtIn,
    })),
  };
}
