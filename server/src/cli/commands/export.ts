import { type RuleTable, ruleTablesCsv, ruleTablesMarkdown } from '../../features/rule-table.ts';
import { defaultSettings } from '../../workspace/settings.ts';
import { ruleTablesJson } from '../reporters/json.ts';
import { type Context, visit } from '../visit.ts';

export interface ExportOptions {
  readonly format: 'markdown' | 'csv' | 'json';
  /** Whether to list the built-in rules too. */
  readonly effective?: boolean | undefined;
  readonly group?: string | undefined;
  readonly stdinName?: string | undefined;
}

/** @returns 0, or 2 when something could not be read or there is no group to export */
export async function exportRules(paths: readonly string[], options: ExportOptions, context: Context): Promise<number> {
  const { group, stdinName } = options;
  const tables: RuleTable[] = [];
  const nothing = `no network security group${group === undefined ? '' : ` '${group}'`} to export`;
  const result = await visit(
    { paths, stdinName, settings: defaultSettings, tellsOfErrors: true },
    context,
    nothing,
    visited => {
      const found = visited.view
        .ruleTables(options.effective === true)
        .filter(({ name }) => group === undefined || name?.toLowerCase() === group.toLowerCase());
      tables.push(...found.map(table => ({ ...table, file: visited.locator.fileOf(table.file) })));
      return found.length > 0;
    },
  );
  if (tables.length > 0) {
    const written = {
      markdown: () => ruleTablesMarkdown(tables),
      csv: () => ruleTablesCsv(tables),
      json: () => ruleTablesJson(tables),
    };
    context.host.output.write(written[options.format]());
  }
  return result.failed || tables.length === 0 ? 2 : 0;
}
