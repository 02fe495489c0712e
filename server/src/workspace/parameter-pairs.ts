/** Which parameter file belongs to which template, by their names: `main.json` and `main.parameters.prod.json`. */

/** Folders beside a template in which people keep parameter files; the names of folders end in `/`. */
export const parameterFolder = /^(param|env)[^/]*\/$/i;

const parameterName = /^(.+)\.param(?:eter)?s?(?:[.-][^/]*)?\.jsonc?$/i;

/** By name alone; whether it is a parameter file is told by its text. */
export function isParameterFileFor(name: string, template: string): boolean {
  const base = parameterName.exec(name)?.[1];
  return base !== undefined && base.toLowerCase() === template.replace(/\.[^.]+$/, '').toLowerCase();
}

/** Names that the template of a parameter file may have. */
export function templateNamesFor(name: string): readonly string[] {
  const base = parameterName.exec(name)?.[1];
  return base === undefined ? [] : [`${base}.bicep`, `${base}.json`, `${base}.jsonc`];
}
