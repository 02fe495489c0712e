import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withServiceTags } from '../workspace/service-tags.ts';
import { defaultSettings, type Settings, type TargetDefaults } from '../workspace/settings.ts';
import type { Host } from './host.ts';
import { folderProblem, readText } from './node-file-system.ts';
import { note } from './visit.ts';

/** Options of every command that reads other files, too. */
export interface FileOptions {
  /** Paths of parameter files, as the user wrote them. */
  readonly parameters?: readonly string[] | undefined;
  /** Path of the Bicep compiler's cache folder, as the user wrote it. */
  readonly bicepCache?: string | undefined;
}

/** Options of every command that judges networks. */
export interface JudgingOptions extends TargetDefaults, FileOptions {
  /** Path of a list of service tags, as the user wrote it. */
  readonly serviceTags?: string | undefined;
}

/** What options say of other files; `undefined` where a path names no file or folder, which the user has been told. */
export function fileSettings(
  { parameters, bicepCache }: FileOptions,
  host: Host,
): Pick<Settings, 'parameters' | 'bicepCacheFolder'> | undefined {
  const uris: string[] = [];
  for (const path of parameters ?? []) {
    const absolute = resolve(host.workingFolder, path);
    const file = readText(absolute);
    if (!file.ok) {
      note(host, `${path} ${file.problem}`);
      return undefined;
    }
    uris.push(pathToFileURL(absolute).href);
  }
  if (bicepCache === undefined) return { parameters: uris };
  const bicepCacheFolder = resolve(host.workingFolder, bicepCache);
  const problem = folderProblem(bicepCacheFolder);
  if (problem === undefined) return { parameters: uris, bicepCacheFolder };
  note(host, `${bicepCache} ${problem}`);
  return undefined;
}

/** The settings that options ask for; `undefined` where a file of theirs could not be read, which the user has been told. */
export function settingsFor(options: JudgingOptions, host: Host): Settings | undefined {
  const { mode, sku, profile, serviceTags } = options;
  const files = fileSettings(options, host);
  if (files === undefined) return undefined;
  const settings: Settings = { ...defaultSettings, defaults: { mode, sku, profile }, ...files };
  if (serviceTags === undefined) return settings;
  const file = readText(resolve(host.workingFolder, serviceTags));
  const reading = file.ok ? withServiceTags(settings, file.text) : file;
  if (reading.ok) return reading.settings;
  note(host, `${serviceTags} ${reading.problem}`);
  return undefined;
}
