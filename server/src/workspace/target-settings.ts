import picomatch from 'picomatch';
import { hintsOf } from '../analysis/directive.ts';
import type { NetworkPart, TargetHints } from '../analysis/target.ts';
import type { TargetSetting } from './settings.ts';

/**
 * What the setting `apimVnet.targets` says of a part of a network; the first entry that fits. `undefined` for none. An entry
 * without a name speaks of all groups and route tables, and of no subnet: most networks have subnets of others too.
 * Globs are compared with the end of the file's path, so that `networks/*.json` fits in every folder.
 */
export function settingFor(targets: readonly TargetSetting[], uri: string, part: NetworkPart): TargetHints | undefined {
  const entry = targets.find(target => fitsFile(target, uri) && fitsName(target, part));
  if (entry === undefined) return undefined;
  const text = (value: string | number | undefined) => (value === undefined ? undefined : String(value));
  const entries = Object.entries({
    mode: text(entry.mode),
    sku: text(entry.sku),
    units: text(entry.units),
    region: text(entry.region),
    cloud: text(entry.cloud),
    profile: text(entry.profile),
  }).filter(([, value]) => value !== undefined);
  return hintsOf(entries.map(([key, value]) => ({ key, value, keySpan: part.nameSpan, valueSpan: part.nameSpan })));
}

function fitsFile(target: TargetSetting, uri: string): boolean {
  return fitsGlobs(typeof target.files === 'string' ? [target.files] : target.files, uri);
}

/** Whether any glob fits the end of a file's path, without regard to case. */
export function fitsGlobs(globs: readonly string[], uri: string): boolean {
  const path = decoded(uri.replace(/^[a-z][\w+.-]*:\/\/[^/]*/i, '').replace(/[?#].*$/, ''));
  return globs.some(glob =>
    picomatch.isMatch(path, glob.startsWith('/') || glob.startsWith('**/') ? glob : `**/${glob}`, {
      nocase: true,
      dot: true,
    }),
  );
}

function fitsName({ name }: TargetSetting, part: NetworkPart): boolean {
  if (name === undefined) return part.kind !== 'subnet';
  return part.name?.known === true && part.name.value.toLowerCase() === name.toLowerCase();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
