import { type FeatureId, featureIds, isFeatureId } from '../analysis/features-in-use.ts';
import type { ServiceTagList } from '../network/service-tag-list.ts';
import { type RulePack, rulePacks, type Severity } from '../rules/rule.ts';

/** What a user may set for a rule: a severity of LSP, `off`, or `default` (what the rule itself says). */
export type RuleSetting = Severity | 'off' | 'default';

/** Values that apply to every target whose own value is unknown. `undefined`: not set. */
export interface TargetDefaults {
  readonly mode?: string | undefined;
  readonly sku?: string | undefined;
  readonly profile?: string | undefined;
}

/** One entry of `apimVnet.targets`: files (globs relative to the workspace folder) whose networks are known to be APIM's. */
export interface TargetSetting {
  readonly files: string | readonly string[];
  /** Name of an NSG, subnet or route table, compared without regard to case; absent: every NSG and route table of these files. */
  readonly name?: string | undefined;
  readonly mode?: string | undefined;
  readonly sku?: string | undefined;
  readonly units?: number | undefined;
  readonly region?: string | undefined;
  readonly cloud?: string | undefined;
  readonly profile?: string | undefined;
}

/** The settings `apimVnet.*` for one file, as the host read them; per folder, never global state. */
export interface Settings {
  /** `false`: no diagnostics and no hovers. */
  readonly enable: boolean;
  /** By rule id; a rule that is not named has its own severity. */
  readonly severity: Readonly<Record<string, RuleSetting>>;
  readonly defaults: TargetDefaults;
  readonly targets: readonly TargetSetting[];
  /** Optional features of API Management that are in use, by id; what blocks their traffic is reported louder. */
  readonly features: readonly FeatureId[];
  /** `apimVnet.rulePacks`: the widest of the packs that are named. */
  readonly rulePack: RulePack;
  /** `apimVnet.parameterFiles`: globs of the parameter files in effect; empty: all that belong to a template. */
  readonly parameterFiles: readonly string[];
  /** URIs of parameter files that are in effect for the templates they fit, whatever their names and folders. */
  readonly parameters?: readonly string[] | undefined;
  /** `apimVnet.bicepCacheFolder` as written: the compiler's copies of modules are read from it; `undefined`: from nowhere. */
  readonly bicepCacheFolder?: string | undefined;
  /** `apimVnet.codeLens`: whether lines above a target tell how it stands. */
  readonly codeLens: boolean;
  /** `apimVnet.serviceTagsFile` as written; the host reads the file, see service-tags.ts. */
  readonly serviceTagsFile?: string | undefined;
  /** What that file holds; `undefined` without one, and where it could not be read. */
  readonly serviceTags?: ServiceTagList | undefined;
}

export const defaultSettings: Settings = Object.freeze({
  enable: true,
  severity: {},
  defaults: {},
  targets: [],
  features: [],
  rulePack: 'recommended',
  codeLens: true,
  parameterFiles: [],
});

/** What {@link readSettings} made of an untrusted value: the settings, and a sentence for each part that was not understood. */
export interface SettingsReading {
  readonly settings: Settings;
  readonly problems: readonly string[];
}

const ruleSettings: readonly string[] = ['error', 'warning', 'information', 'hint', 'off', 'default'];

/**
 * Reads the `apimVnet` section as JSON from any host. Never throws: what does not fit is left at its default and named
 * in `problems`.
 */
export function readSettings(raw: unknown): SettingsReading {
  const problems: string[] = [];
  if (raw === null || raw === undefined) return { settings: defaultSettings, problems };
  if (!isRecord(raw)) return { settings: defaultSettings, problems: ['apimVnet: expected an object'] };

  const severity: Record<string, RuleSetting> = {};
  if (isRecord(raw['severity'])) {
    for (const [rule, value] of Object.entries(raw['severity'])) {
      if (typeof value === 'string' && ruleSettings.includes(value)) severity[rule] = value as RuleSetting;
      else problems.push(`apimVnet.severity.${rule}: expected one of ${ruleSettings.join(', ')}`);
    }
  } else if (raw['severity'] !== undefined && raw['severity'] !== null)
    problems.push('apimVnet.severity: expected an object');

  const defaults = {
    mode: textOf(raw['defaultMode'], 'apimVnet.defaultMode', problems),
    sku: textOf(raw['defaultSku'], 'apimVnet.defaultSku', problems),
    profile: textOf(raw['defaultProfile'], 'apimVnet.defaultProfile', problems),
  };

  const targets: TargetSetting[] = [];
  const rawTargets = raw['targets'];
  if (Array.isArray(rawTargets)) {
    rawTargets.forEach((entry: unknown, index) => {
      const at = `apimVnet.targets[${index}]`;
      const files = isRecord(entry) ? entry['files'] : undefined;
      const good = typeof files === 'string' || (Array.isArray(files) && files.every(f => typeof f === 'string'));
      if (!isRecord(entry) || !good) {
        problems.push(`${at}: expected an object with "files" (a glob, or a list of globs)`);
        return;
      }
      const units = entry['units'];
      if (units !== undefined && typeof units !== 'number') problems.push(`${at}.units: expected a number`);
      targets.push({
        files: files as string | string[],
        name: textOf(entry['name'], `${at}.name`, problems),
        mode: textOf(entry['mode'], `${at}.mode`, problems),
        sku: textOf(entry['sku'], `${at}.sku`, problems),
        units: typeof units === 'number' ? units : undefined,
        region: textOf(entry['region'], `${at}.region`, problems),
        cloud: textOf(entry['cloud'], `${at}.cloud`, problems),
        profile: textOf(entry['profile'], `${at}.profile`, problems),
      });
    });
  } else if (rawTargets !== undefined && rawTargets !== null) problems.push('apimVnet.targets: expected a list');

  const features: FeatureId[] = [];
  const rawFeatures = raw['features'];
  if (Array.isArray(rawFeatures)) {
    rawFeatures.forEach((entry: unknown, index) => {
      if (typeof entry === 'string' && isFeatureId(entry)) features.push(entry);
      else problems.push(`apimVnet.features[${index}]: expected one of ${featureIds.join(', ')}`);
    });
  } else if (rawFeatures !== undefined && rawFeatures !== null) problems.push('apimVnet.features: expected a list');

  let rulePack: RulePack = 'recommended';
  const rawPacks = raw['rulePacks'] ?? [];
  for (const entry of Array.isArray(rawPacks) ? rawPacks : [rawPacks]) {
    const pack = rulePacks.find(candidate => candidate === entry);
    if (pack === undefined) problems.push(`apimVnet.rulePacks: expected ${rulePacks.join(', ')}`);
    else if (rulePacks.indexOf(pack) > rulePacks.indexOf(rulePack)) rulePack = pack;
  }

  const serviceTagsFile = textOf(raw['serviceTagsFile'], 'apimVnet.serviceTagsFile', problems);
  const bicepCacheFolder = textOf(raw['bicepCacheFolder'], 'apimVnet.bicepCacheFolder', problems);
  const enable = raw['enable'] !== false;
  const rawFiles = raw['parameterFiles'] ?? [];
  const isGlobs = Array.isArray(rawFiles) && rawFiles.every(glob => typeof glob === 'string');
  if (!isGlobs) problems.push('apimVnet.parameterFiles: expected a list of globs');
  const parameterFiles: readonly string[] = isGlobs ? rawFiles : [];

  const codeLens = raw['codeLens'] !== false;
  return {
    settings: {
      enable,
      severity,
      defaults,
      targets,
      features,
      rulePack,
      codeLens,
      parameterFiles,
      bicepCacheFolder,
      serviceTagsFile,
    },
    problems,
  };
}

function textOf(value: unknown, where: string, problems: string[]): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  problems.push(`${where}: expected a text`);
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
