/** What the rules about flows have in common: which flows are whose matter, and which rules block them. */
import type { FlowVerdict } from '../analysis/flow-verdict.ts';
import type { Target } from '../analysis/target.ts';
import type { Safety } from '../fix/tree-edit.ts';
import type { RequiredFlow } from '../knowledge/profiles.ts';
import type { SecurityRule } from '../network/nsg.ts';

/** Flows of the port table that the document does not call optional, and about which its texts agree. */
export function isRequired({ flow }: FlowVerdict): boolean {
  return (
    flow.requirement !== 'optional-feature' &&
    flow.inPortTable &&
    flow.inNewestText &&
    flow.inEveryCopy &&
    !flow.uncertain &&
    !flow.inferred
  );
}

/** Whether a finding may be made: required, and needed for certain, or needed unless the SKU is the one exception. */
export function isJudged(target: Target, verdict: FlowVerdict): boolean {
  if (!isRequired(verdict)) return false;
  if (verdict.verdict !== 'undetermined') return true;
  // With an unknown mode or number of regions half of all networks do not need the flow: silence. An unknown SKU is another matter.
  const { flow } = verdict;
  const modeKnown = flow.modes.length !== 1 || target.mode !== undefined;
  return modeKnown && flow.conditionKind === null && flow.skuCondition !== null && target.sku === undefined;
}

/** How safe it is to open no more than a flow of the document: letting in the Internet is a decision. */
export function safetyOfOpening({ direction, source }: RequiredFlow): Safety {
  return direction === 'Inbound' && source.kind === 'tag' && source.tag === 'Internet' ? 'review' : 'safe';
}

/** The rules that block a flow, in the order they are asked. */
export function blockers(verdict: FlowVerdict): readonly SecurityRule[] {
  return [...new Set(verdict.ports.filter(port => !port.optional).flatMap(port => port.blockedBy))];
}

/**
 * Whether a group stops, or may stop, a part of a flow that is needed. Picked addresses that are denied while all others are let
 * through are somebody's decision, and nothing that lacks.
 */
export function isLacking(target: Target, verdict: FlowVerdict): boolean {
  if (!isJudged(target, verdict) || !/blocked|undetermined/.test(verdict.ifNeeded)) return false;
  return verdict.ports.some(port => !port.optional && !port.verdict.startsWith('allowed') && !port.exceptionsOnly);
}
