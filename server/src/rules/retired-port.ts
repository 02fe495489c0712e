import { portSet } from '../analysis/compiled-rule.ts';
import { type IntervalSet, includes } from '../base/interval-set.ts';
import type { Fix } from '../fix/tree-edit.ts';
import { retiredPorts } from '../knowledge/profiles.ts';
import { type AddressSide, type PortTerm, ruleName, type SecurityRule } from '../network/nsg.ts';
import { apimGroupText } from './examples.ts';
import { rule } from './rule.ts';
import { removeRule } from './rule-fixes.ts';
import { without } from './side-fixes.ts';
import { list } from './wording.ts';

const outbound = { direction: 'Outbound', sourceAddressPrefix: 'VirtualNetwork', destinationAddressPrefix: 'Storage' };

export const retiredPort = rule({
  id: 'retired-port',
  severity: 'information',
  strictSeverity: 'warning',
  summary: 'A rule opens a port that API Management no longer uses.',
  rationale: `Rules are copied from old articles: TCP 445 for the Git configuration, 25, 587 and 25028 for e-mail, 9350 to 9354 for Service Bus, 12000 for health. The references of
today do not list them any more. They do no harm, and open more than is needed.`,
  limits: `Looked at are outbound rules that allow TCP, towards the tags of the old texts or every address. Where a profile's own text still asks for the port nothing is said.
Texts of 2026 contradict each other about 12000: it is a hint only.`,
  source:
    'API Management, virtual network configuration reference, April 2026, and the texts of May 2016 to November 2023',
  bad: apimGroupText('mode=Internal sku=Developer', { ...outbound, name: 'AllowGit', destinationPortRange: '445' }),
  good: apimGroupText('mode=Internal sku=Developer', {
    ...outbound,
    name: 'AllowStorage',
    destinationPortRange: '443',
  }),
  on: 'target',

  *check(target) {
    const retired = retiredPorts(target.profile).map(entry => ({ ...entry, set: portSet(entry.ports) }));
    for (const candidate of target.group?.rules ?? []) {
      if (!opensOutboundTcp(candidate)) continue;
      for (const entry of retired) {
        const terms = candidate.destinationPorts.terms.filter(term => isWithin(term, entry.set));
        const [first] = terms;
        if (first === undefined || !isTowards(candidate.destination, entry.tags)) continue;
        yield {
          at: first.span,
          ...(entry.inDoubt && { severity: 'hint' }),
          message: `'${ruleName(candidate)}' opens port ${terms.map(term => term.text).join(', ')}, which older texts give for ${entry.use}. ${entry.text}`,
          fixes: () => [closed(candidate, terms)],
        };
      }
    }
  },
});

function opensOutboundTcp({ access, direction, protocol }: SecurityRule): boolean {
  if (access?.known !== true || direction?.known !== true || protocol?.known !== true) return false;
  return access.value === 'Allow' && direction.value === 'Outbound' && ['Tcp', '*'].includes(protocol.value);
}

function isWithin({ meaning }: PortTerm, ports: IntervalSet): boolean {
  return meaning.kind === 'ports' && includes(ports, portSet([meaning.range]));
}

function isTowards({ terms, unknown }: AddressSide, tags: readonly string[]): boolean {
  if (unknown !== undefined || terms.length === 0) return false;
  return terms.every(
    ({ meaning }) => meaning.kind === 'any' || (meaning.kind === 'tag' && tags.includes(meaning.tag.base)),
  );
}

/** The rule without the ports, or none where it has no others. Who else uses the group may need them. */
function closed(candidate: SecurityRule, terms: readonly PortTerm[]): Fix {
  const { destinationPorts } = candidate;
  if (terms.length === destinationPorts.terms.length) return { ...removeRule(candidate, 'review'), preferred: false };
  return {
    title: `Take port ${list(terms.map(({ text }) => text))} out of '${ruleName(candidate)}'`,
    safety: 'review',
    edits: without(candidate, destinationPorts, terms),
  };
}
