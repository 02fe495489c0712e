import type { Fix } from '../fix/tree-edit.ts';
import { type AddressTerm, type PortTerm, type PropertyPlace, ruleName, type SecurityRule } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';
import { removal } from './side-fixes.ts';

export const conflictingRuleProperties = rule({
  id: 'conflicting-rule-properties',
  severity: 'warning',
  summary: 'A rule fills two properties of which Azure takes only one.',
  rationale: `For each side of a rule Azure takes a single prefix, a list of prefixes, or application security groups: one of the three. For ports it takes a
single range or a list. Given both, the deployment is refused, or one of them is dropped. Verdicts count both together.`,
  limits:
    'Empty texts and empty lists do not count, nor do computed values, which may be null. No text of Azure that refuses both was found, so this is a warning.',
  source: 'Azure REST specifications, issue 1591; Terraform provider azurerm, pull request 29675 (read November 2026)',
  bad: groupText({ sourceAddressPrefixes: ['10.1.0.0/16'] }),
  good: groupText({ sourceAddressPrefix: undefined, sourceAddressPrefixes: ['10.0.0.0/16', '10.1.0.0/16'] }),
  on: 'securityGroup',

  *check(group) {
    for (const candidate of group.rules) {
      for (const side of [candidate.source, candidate.destination, candidate.sourcePorts, candidate.destinationPorts]) {
        const groups = 'applicationSecurityGroups' in side ? side.applicationSecurityGroups : undefined;
        const given = [side.singular, side.plural, groups].filter(place => isGiven(place, side.terms));
        const [first, second] = given;
        if (first === undefined || second === undefined) continue;
        yield {
          at: second.nameSpan,
          message: `'${ruleName(candidate)}' gives both '${first.name}' and '${second.name}'. Azure takes only one of them, and drops the other or refuses the deployment: ${second === groups ? 'keep one' : 'put all entries into the list'}.`,
          related: [{ at: first.nameSpan, message: `'${first.name}' is given here` }],
          fixes: () => oneOf(candidate, side, given),
        };
      }
    }
  },
});

/**
 * The singular value in the list, where Azure takes it there: this is how verdicts count the two. Else one of them, which may be less
 * than was meant; but for a value that the list has anyway.
 */
function oneOf(
  candidate: SecurityRule,
  { terms, singular, plural }: SecurityRule['source'] | SecurityRule['sourcePorts'],
  given: readonly PropertyPlace[],
): readonly Fix[] {
  const keep = (kept: PropertyPlace): Fix => ({
    title: `Keep '${kept.name}' only`,
    safety: 'review',
    edits: given.filter(place => place !== kept).map(place => removal(candidate, place)),
  });
  const all: readonly (AddressTerm | PortTerm)[] = terms;
  const single = all.filter(({ form }) => form === 'singular');
  const listed = all.filter(({ form }) => form === 'plural');
  const [only] = single;
  if (given.length !== 2 || singular === undefined || plural === undefined || single.length !== 1 || only === undefined)
    return given.map(keep);
  if (listed.some(({ text }) => text.toLowerCase() === only.text.toLowerCase()))
    return [
      { ...keep(plural), title: `Remove '${singular.name}', which the list has too`, safety: 'safe', preferred: true },
    ];
  const joins = ['prefix', 'ports'].includes(only.meaning.kind) && only.text !== '*';
  const joined: Fix = {
    title: `Put '${only.text}' into '${plural.name}'`,
    safety: 'review',
    preferred: true,
    edits: [
      removal(candidate, singular),
      { kind: 'add-item', object: candidate.span, path: ['properties', plural.name], value: only.text },
    ],
  };
  return [...(joins ? [joined] : []), ...given.map(keep)];
}

/** A property whose whole value is computed may be null, which to Azure is as good as absent. */
function isGiven(place: PropertyPlace | undefined, terms: readonly (AddressTerm | PortTerm)[]): place is PropertyPlace {
  if (place === undefined) return false;
  const whole = terms.find(term => term.span.start === place.valueSpan.start);
  return whole?.meaning.kind !== 'unknown' && whole?.form !== 'application-security-group';
}
