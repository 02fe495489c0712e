import { compileGroup } from '../../analysis/compiled-rule.ts';
import { shadowedRules } from '../../analysis/shadowing.ts';
import type { Sourced } from '../../base/sourced.ts';
import { priorityBounds } from '../../knowledge/nsg-defaults.ts';
import { ruleName, ruleTitle } from '../../network/nsg.ts';
import { flowTitle, list } from '../../rules/wording.ts';
import type { HoverPlace } from '../hover.ts';
import { verdictWords } from '../verdict-words.ts';
import { targetOf } from './flow-lines.ts';
import { notKnown, plain } from './markdown.ts';

/** @returns Markdown; `undefined` where there is nothing to say */
export function describePriority(place: HoverPlace, priority: Sourced<number>): string | undefined {
  const { view, group, rule } = place;
  if (!priority.known) return notKnown('priority', priority.why);
  if (rule.direction?.known !== true) return undefined;
  const direction = rule.direction.value;
  const own = compileGroup(group, direction).ordered.filter(candidate => !candidate.rule.builtIn);
  const index = own.findIndex(candidate => candidate.rule === rule);
  const before = own[index - 1]?.rule;
  const after = own[index + 1]?.rule;
  const lines = [
    `**Priority ${priority.value}**: number ${index + 1} of ${own.length} ${direction.toLowerCase()} ${own.length === 1 ? 'rule' : 'rules'} in the order Azure asks them: the lowest number first, and the first match decides. Your own rules may use ${priorityBounds.first} to ${priorityBounds.last}.`,
    `Before it: ${before === undefined ? 'none' : plain(ruleTitle(before))}. After it: ${after === undefined ? 'the built-in rules' : plain(ruleTitle(after))}.`,
  ];
  const shadow = shadowedRules(group).find(candidate => candidate.rule === rule);
  if (shadow !== undefined)
    lines.push(
      `'${plain(ruleName(rule))}' never matches: ${plain(list(shadow.coveredBy.map(ruleTitle)))} ${shadow.coveredBy.length === 1 ? 'decides' : 'decide'} first.`,
    );
  const target = targetOf(place);
  const decided =
    target === undefined
      ? []
      : view.verdicts(target).filter(verdict => verdict.ports.some(port => port.decidedBy.includes(rule)));
  if (decided.length > 0) {
    const shown = decided
      .slice(0, 8)
      .map(verdict => `- ${plain(flowTitle(verdict.flow))}: ${verdictWords[verdict.verdict]}`);
    lines.push(
      `Flows of API Management that it decides or takes part in:\n${shown.join('\n')}${decided.length > 8 ? `\n- and ${decided.length - 8} more` : ''}`,
    );
  }
  return lines.join('\n\n');
}
