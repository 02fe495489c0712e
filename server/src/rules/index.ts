/** All rules, in the order in which the catalogue lists them. A new rule is a file and a line here. */
import { conflictingRuleProperties } from './conflicting-rule-properties.ts';
import { duplicatePriority } from './duplicate-priority.ts';
import { duplicateKey, limitPassed, syntaxError, truncatedExport, unreadTemplate } from './file-problems.ts';
import { invalidAddressPrefix } from './invalid-address-prefix.ts';
import { invalidDirective } from './invalid-directive.ts';
import { invalidPort } from './invalid-port.ts';
import { legacyServiceTag } from './legacy-service-tag.ts';
import { missingRuleProperty } from './missing-rule-property.ts';
import { optionalFlowBlocked } from './optional-flow-blocked.ts';
import { priorityOutOfRange } from './priority-out-of-range.ts';
import { requiredFlowBlocked } from './required-flow-blocked.ts';
import { requiredFlowPartlyBlocked } from './required-flow-partly-blocked.ts';
import type { Rule } from './rule.ts';
import { shadowedRule } from './shadowed-rule.ts';
import { tagInPrefixList } from './tag-in-prefix-list.ts';
import { unknownRuleValue } from './unknown-rule-value.ts';
import { unknownServiceTag } from './unknown-service-tag.ts';

export const rules: readonly Rule[] = [
  requiredFlowBlocked,
  requiredFlowPartlyBlocked,
  optionalFlowBlocked,
  duplicatePriority,
  priorityOutOfRange,
  shadowedRule,
  invalidPort,
  invalidAddressPrefix,
  unknownServiceTag,
  legacyServiceTag,
  tagInPrefixList,
  conflictingRuleProperties,
  unknownRuleValue,
  missingRuleProperty,
  invalidDirective,
  syntaxError,
  duplicateKey,
  truncatedExport,
  unreadTemplate,
  limitPassed,
];

export const ruleIds: ReadonlySet<string> = new Set(rules.map(rule => rule.id));
/** The id of the rule that reports what a parser could not read. */
export const syntaxErrorRule: string = syntaxError.id;
