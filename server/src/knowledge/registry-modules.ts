/** What a few modules of the public Bicep registry deploy; source and date in `server/data/registry-modules.json`. */
import data from '../../data/registry-modules.json' with { type: 'json' };

export interface RegistryModule {
  /** Below the registry's own folder: `avm/res/network/route-table`. */
  readonly path: string;
  /** The oldest version whose parameters are known to be these. */
  readonly since: string;
  /** Parameters that say nothing of a network, in lower case. */
  readonly others: readonly string[];
  /** A Bicep file that deploys what counts for networks. */
  readonly text: string;
}

const modules: readonly RegistryModule[] = data.modules.map(({ path, since, others, body }) => ({
  path,
  since,
  others: others.map(name => name.toLowerCase()),
  text: `${body.join('\n')}\n`,
}));

/** A module by its path, whatever registry and folder stand before it; `undefined` for one that is not listed. */
export function registryModule(path: string): RegistryModule | undefined {
  const wanted = `/${path.toLowerCase()}`;
  return modules.find(module => wanted.endsWith(`/${module.path}`));
}

/** Whether a version such as `0.10.1` is not older than another; a text that is no version is taken to be older. */
export function isSince(version: string, since: string): boolean {
  const [own, other] = [version, since].map(text => text.split('.').map(Number));
  if (own === undefined || other === undefined || own.some(Number.isNaN)) return false;
  for (let i = 0; i < other.length; i++) {
    const difference = (own[i] ?? 0) - other[i]!;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
