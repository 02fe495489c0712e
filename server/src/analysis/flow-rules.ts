/** Rules that are about one flow of API Management and no more. */
import { includes } from '../base/interval-set.ts';
import { flowsOf, type RequiredFlow } from '../knowledge/profiles.ts';
import type { SecurityRule } from '../network/nsg.ts';
import { portSet } from './compiled-rule.ts';
import type { Target } from './target.ts';

/**
 * Whether a rule allows a flow of the target's profile, or some ports of it, under the very tag that the document gives.
 * Such a rule says what the service needs, whatever wider rules stand beside it. False wherever a part of the rule is not known.
 */
export function isForFlow(rule: SecurityRule, target: Target): boolean {
  if (rule.access?.known !== true || rule.access.value !== 'Allow' || rule.direction?.known !== true) return false;
  const far = rule.direction.value === 'Inbound' ? rule.source : rule.destination;
  const [term] = far.terms;
  if (far.unknown !== undefined || far.terms.length !== 1 || term?.meaning.kind !== 'tag') return false;
  const { name } = term.meaning.tag;
  const ranges = rule.destinationPorts.terms.flatMap(({ meaning }) =>
    meaning.kind === 'ports' ? [meaning.range] : [],
  );
  if (rule.destinationPorts.unknown !== undefined || ranges.length < rule.destinationPorts.terms.length) return false;
  const direction = rule.direction.value;
  const isOf = (flow: RequiredFlow) => {
    const end = flow.direction === 'Inbound' ? flow.source : flow.destination;
    const ports = portSet([...flow.destinationPorts, ...flow.optionalPorts]);
    return end.kind === 'tag' && end.tag === name && includes(ports, portSet(ranges));
  };
  return flowsOf(target.profile).some(flow => flow.direction === direction && isOf(flow));
}
