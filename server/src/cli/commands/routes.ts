import { planRouteTable } from '../../generate/routes/route-table.ts';
import { routeTableText } from '../../generate/routes/route-table-text.ts';
import { routeTableJson } from '../reporters/json.ts';
import { routeTableSummary } from '../reporters/plan-text.ts';
import { styleFor } from '../style.ts';
import { type Context, note } from '../visit.ts';
import type { GeneratorOptions } from './subnet.ts';

export interface RoutesOptions extends GeneratorOptions {
  readonly appliance?: string | undefined;
  readonly clients?: readonly string[] | undefined;
  readonly gatewayRoutes: boolean;
  readonly region?: string | undefined;
}

/** @returns 0 when the table was written, 2 when it is not possible as asked for */
export function routes(options: RoutesOptions, { host }: Context): number {
  const plan = planRouteTable({ ...options, disableBgpRoutePropagation: !options.gatewayRoutes });
  if (!plan.ok) {
    note(host, plan.problem);
    return 2;
  }
  const { format, name, region } = options;
  const text = routeTableText(plan.value, { name, region }, format === 'text' || format === 'json' ? 'arm' : format);
  if (!text.ok) {
    note(host, text.problem);
    return 2;
  }
  if (format === 'json') host.output.write(routeTableJson(plan.value, { name, region }));
  else if (format === 'text')
    host.output.write(routeTableSummary(plan.value, name, styleFor(host.output, host, options)));
  else {
    host.output.write(text.value);
    for (const sentence of plan.value.notes) note(host, sentence);
  }
  return 0;
}
