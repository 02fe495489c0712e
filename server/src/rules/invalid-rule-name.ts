import type { Fix } from '../fix/tree-edit.ts';
import { isSecurityRuleName, nameLengths } from '../knowledge/nsg-defaults.ts';
import type { NetworkSecurityGroup, SecurityRule } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';
import { asRuleName, freeRuleName } from './rule-names.ts';

export const invalidRuleName = rule({
  id: 'invalid-rule-name',
  severity: 'error',
  summary: 'The name of a rule has characters or a length that Azure does not take.',
  rationale: `A rule's name has 1 to ${nameLengths.name} characters: letters, digits, underscores, points and hyphens, the first a letter, a digit or an underscore, the last too.`,
  limits: 'Exact for names that are written down.',
  source: 'Network security groups overview, July 2025',
  bad: groupText({ name: 'Allow web' }),
  good: groupText({ name: 'Allow-web_1.0' }),
  on: 'securityGroup',

  *check(group) {
    for (const candidate of group.rules) {
      const { name, nameSpan } = candidate;
      if (name?.known !== true || isSecurityRuleName(name.value)) continue;
      const isLong = name.value.length > nameLengths.name;
      yield {
        at: nameSpan,
        message: isLong
          ? `The name '${name.value.slice(0, 20)}…' has ${name.value.length} characters, and Azure takes ${nameLengths.name}: it refuses the rule, and the deployment with it.`
          : `'${name.value}' is no name of a rule: ${flawOf(name.value)}. Azure refuses the rule, and the deployment with it.`,
        fixes: () => renamed(group, candidate, name.value),
      };
    }
  },
});

/** Empty where nothing of the name could stay. A resource's name has those of its parents in front, and others may speak of it. */
function renamed(group: NetworkSecurityGroup, { name, form }: SecurityRule, written: string): readonly Fix[] {
  const wanted = asRuleName(written);
  if (name === undefined || form === 'resource' || wanted === '') return [];
  const free = freeRuleName(group, wanted);
  return [
    {
      title: `Name it '${free}'`,
      safety: 'safe',
      preferred: true,
      edits: [{ kind: 'set-value', at: name.origin, value: free }],
    },
  ];
}

function flawOf(name: string): string {
  if (name === '') return 'it is empty';
  const wrong = /[^\w.-]/.exec(name)?.[0];
  if (wrong !== undefined) return wrong === ' ' ? 'it has a blank in it' : `it has '${wrong}' in it`;
  return 'it begins or ends with a point or a hyphen';
}
