/** The fix that puts rules for what API Management needs in the place of one that lets in more. */
import { flowVerdicts } from '../analysis/flow-verdict.ts';
import { type FreePriorities, prioritiesBeside } from '../analysis/free-priority.ts';
import type { Target } from '../analysis/target.ts';
import { knownValue } from '../base/sourced.ts';
import type { Fix } from '../fix/tree-edit.ts';
import { type NetworkSecurityGroup, ruleName, type SecurityRule } from '../network/nsg.ts';
import { allowRule } from './allow-fix.ts';
import { isLacking } from './flow-findings.ts';
import { addingRules } from './new-rule-fixes.ts';
import { removeRule } from './rule-fixes.ts';
import { flowTitle, list } from './wording.ts';

/** Rules for just those flows that it lets in and that the document asks for; what else came in by it then stays out. */
export function replacedByNeeded(target: Target, group: NetworkSecurityGroup, opening: SecurityRule): readonly Fix[] {
  const own = ruleName(opening);
  const without = { ...target, group: { ...group, rules: group.rules.filter(rule => rule !== opening) } };
  const lacked = new Set(
    flowVerdicts(target).flatMap(verdict => (isLacking(target, verdict) ? [verdict.flow.id] : [])),
  );
  const flows = flowVerdicts(without).flatMap(verdict =>
    isLacking(without, verdict) && !lacked.has(verdict.flow.id) ? [verdict.flow] : [],
  );
  const removal = removeRule(opening, 'review');
  if (flows.length === 0) return [{ ...removal, title: `Remove '${own}', which API Management does not need` }];
  const title = `Replace '${own}' with what API Management needs: ${list(flows.map(flow => flowTitle(flow)))}`;
  const places = placesInstead(group, opening, flows.length);
  const withheld = places.ok ? whyNot(opening) : places.why;
  if (!places.ok || withheld !== undefined) return [{ title, safety: 'review', edits: [], withheld }];
  const rules = flows.flatMap((flow, i) => {
    const remote = flow.source.kind === 'tag' ? [flow.source.tag] : [];
    if (remote.length === 0) return [];
    return [allowRule(without.group, flow, flow.destination, remote, flow.destinationPorts, places.priorities[i]!)];
  });
  // Where the document names no tag there is nothing exact to write.
  if (rules.length < flows.length) return [];
  return [addingRules({ title, safety: 'review', preferred: true, edits: removal.edits }, group, rules)];
}

/** The priority of the rule itself, and others beside it. */
function placesInstead(group: NetworkSecurityGroup, rule: SecurityRule, count: number): FreePriorities {
  const own = knownValue(rule.priority);
  if (own === undefined) return { ok: false, why: 'Its priority is not known.' };
  if (count === 1) return { ok: true, priorities: [own], isCertain: true };
  const others = prioritiesBeside(group, rule, count - 1);
  return others.ok ? { ...others, priorities: [own, ...others.priorities] } : others;
}

function whyNot(rule: SecurityRule): string | undefined {
  if (rule.alsoAt !== undefined) return 'The rule is written twice, in its group and as a resource of its own.';
  return rule.form === 'resource' ? 'The rule is a resource of its own, whose name others may know.' : undefined;
}
