import picomatch from 'picomatch';
import { hintsOf } from '../analysis/directive.ts';
import type { TargetHints } from '../analysis/target.ts';
import type { NetworkSecurityGroup } from '../network/nsg.ts';
import type { TargetSetting } from './settings.ts';

/**
 * What the setting `apimVnet.targets` says of a group; the first entry that fits. `undefined` for none.
 * Globs are compared with the end of the file's path, so that `networks/*.json` fits in every folder.
 */
export function settingFor(
  targets: readonly TargetSetting[],
  uri: string,
  group: NetworkSecurityGroup,
): TargetHints | undefined {
  const entry = targets.find(target => fitsFile(target, uri) && fitsName(target, group));
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
  return hintsOf(entries.map(([key, value]) => ({ key, value, keySpan: group.nameSpan, valueSpan: group.nameSpan })));
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

function fitsName(target: TargetSetting, group: NetworkSecurityGroup): boolean {
  if (target.name === undefined) return true;
  return group.name?.known === true && group.name.value.toLowerCase() === target.name.toLowerCase();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
