import type { NetworkModel } from '../../features/model.ts';
import { defaultSettings } from '../../workspace/settings.ts';
import { find } from '../node-file-system.ts';
import { modelJson } from '../reporters/json.ts';
import { type FileOptions, fileSettings } from '../run-settings.ts';
import type { StyleOptions } from '../style.ts';
import { type Context, note, visit } from '../visit.ts';

export interface ModelOptions extends StyleOptions, FileOptions {
  readonly format: 'json';
  readonly stdinName?: string | undefined;
}

/** @returns 0 when a model was printed; 2 when there is no file to print it of, or it holds nothing of a network */
export async function model(path: string, options: ModelOptions, context: Context): Promise<number> {
  const { host } = context;
  if (path !== '-' && find(path, host.workingFolder).kind === 'folder') {
    note(host, `${path} is a folder; a model is printed of one file`);
    return 2;
  }
  const models: NetworkModel[] = [];
  const nothing = 'nothing to print';
  const files = fileSettings(options, host);
  if (files === undefined) return 2;
  // A model is of what was asked for: parameter files that lie beside the file do not count.
  const settings = { ...defaultSettings, ...files, parameterFiles: ['none'] };
  const result = await visit(
    { paths: [path], stdinName: options.stdinName, settings, tellsOfErrors: true },
    context,
    nothing,
    visited => {
      const one = visited.view.model();
      const holds = visited.view.recognised || Object.values(one).some(part => Array.isArray(part) && part.length > 0);
      if (holds) models.push(one);
      return holds;
    },
  );
  for (const one of models) host.output.write(modelJson(one));
  return result.failed || models.length === 0 ? 2 : 0;
}
