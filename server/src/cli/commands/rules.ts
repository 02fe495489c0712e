import { columnsOf, padded, wrapped } from '../display.ts';
import { type StyleOptions, styleFor } from '../style.ts';
import type { Context } from '../visit.ts';

export interface RulesOptions extends StyleOptions {
  readonly format: 'text' | 'json';
}

/** The rule catalogue. @returns 0 */
export function rules(options: RulesOptions, { host, core }: Context): number {
  if (options.format === 'json') {
    const list = core.rules.map(({ id, severity, summary, rationale, limits, source }) => {
      return { id, severity, summary, rationale, limits, source };
    });
    host.output.write(`${JSON.stringify({ version: 1, rules: list }, undefined, 2)}\n`);
    return 0;
  }
  const { paint, width } = styleFor(host.output, host, options);
  const idColumns = Math.max(0, ...core.rules.map(rule => columnsOf(rule.id)));
  const severityColumns = Math.max(0, ...core.rules.map(rule => rule.severity.length));
  const indent = idColumns + severityColumns + 4;
  const lines = core.rules.flatMap(rule => {
    const ink = rule.severity === 'hint' ? 'information' : rule.severity;
    const [first, ...rest] = wrapped(rule.summary, Math.max(30, width - indent));
    const head = `${padded(rule.id, idColumns)}  ${paint(ink, padded(rule.severity, severityColumns))}  ${first}`;
    return [head, ...rest.map(line => ' '.repeat(indent) + line)];
  });
  host.output.write(`${lines.join('\n')}\n`);
  return 0;
}
