import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withServiceTags } from '../workspace/service-tags.ts';
import { defaultSettings, type Settings, type TargetDefaults } from '../workspace/settings.ts';
import type { Host } from './host.ts';
import { readText } from './node-file-system.ts';
import { note } from './visit.ts';

/** Options of every command that judges networks. */
export interface JudgingOptions extends TargetDefaults {
  /** Path of a list of service tags, as the user wrote it. */
  readonly serviceTags?: string | undefined;
  /** Paths of parameter files, as the user wrote them. */
  readonly parameters?: readonly string[] | undefined;
}

/** Paths as URIs; `undefined` where one names no file, which the user has been told. */
export function parameterUris(paths: readonly string[] | undefined, host: Host): readonly string[] | undefined {
  const uris: string[] = [];
  for (const path of paths ?? []) {
    const absolute = resolve(host.workingFolder, path);
    const file = readText(absolute);
    if (!file.ok) {
      note(host, `${path} ${file.problem}`);
      return undefined;
    }
    uris.push(pathToFileURL(absolute).href);
  }
  return uris;
}

/** The settings that options ask for; `undefined` where a file of theirs could not be read, which the user has been told. */
export function settingsFor(options: JudgingOptions, host: Host): Settings | undefined {
  const { mode, sku, profile, serviceTags } = options;
  const parameters = parameterUris(options.parameters, host);
  if (parameters === undefined) return undefined;
  const settings: Settings = { ...defaultSettings, defaults: { mode, sku, profile }, parameters };
  if (serviceTags === undefined) return settings;
  const file = readText(resolve(host.workingFolder, serviceTags));
  const reading = file.ok ? withServiceTags(settings, file.text) : file;
  if (reading.ok) return reading.settings;
  note(host, `${serviceTags} ${reading.problem}`);
  return undefined;
}
