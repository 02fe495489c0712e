import { planSecurityGroup, type SecurityGroupStyle } from '../../generate/nsg/security-group.ts';
import { securityGroupText } from '../../generate/nsg/security-group-text.ts';
import type { FeatureId } from '../../knowledge/features.ts';
import { securityGroupJson } from '../reporters/json.ts';
import { securityGroupSummary } from '../reporters/plan-text.ts';
import { styleFor } from '../style.ts';
import { type Context, note } from '../visit.ts';
import type { GeneratorOptions } from './subnet.ts';

export interface NsgOptions extends GeneratorOptions {
  readonly style: SecurityGroupStyle;
  readonly features?: readonly FeatureId[] | undefined;
  readonly dns?: readonly string[] | undefined;
  readonly region?: string | undefined;
}

/** @returns 0 when the group was written, 2 when it is not possible as asked for */
export function nsg(options: NsgOptions, { host }: Context): number {
  const plan = planSecurityGroup({ ...options, features: options.features ?? [], dnsServers: options.dns });
  if (!plan.ok) {
    note(host, plan.problem);
    return 2;
  }
  const { format, name, region } = options;
  const text = securityGroupText(plan.value, { name, region }, format === 'text' || format === 'json' ? 'arm' : format);
  if (!text.ok) {
    note(host, text.problem);
    return 2;
  }
  if (format === 'json') host.output.write(securityGroupJson(plan.value, { name, region }));
  else if (format === 'text')
    host.output.write(securityGroupSummary(plan.value, name, styleFor(host.output, host, options)));
  else {
    host.output.write(text.value);
    for (const sentence of plan.value.notes) note(host, sentence);
  }
  return 0;
}
