/**
 * Which parameter file belongs to which template, by their names: `main.json` and `main.parameters.prod.json`. One that has
 * the name of no template, such as the `parameters.json` of a portal export, is for the one whose parameters it gives.
 */

/** Folders beside a template in which people keep parameter files; the names of folders end in `/`. */
export const parameterFolder = /^(param|env)[^/]*\/$/i;

const parameterName = /^(.+)\.param(?:eter)?s?([.-][^/]*)?\.jsonc?$/i;
const templateName = /^(.+)\.(?:bicep|jsonc?)$/i;

/** Whether a file may be a parameter file in JSON, by its name or by lying in a folder for such files. */
export function isParameterName(name: string, isInFolder: boolean): boolean {
  return /\.jsonc?$/i.test(name) && (isInFolder || /param/i.test(name));
}

/** Whether a file may be a template by its name. */
export function isTemplateName(name: string): boolean {
  return templateName.test(name) && !/param/i.test(name);
}

/**
 * Which of some templates a parameter file is for, by name alone; whether they are what their names say is told by
 * their texts. The one whose name it begins with, unless another goes on with words that come later in its name:
 * `hub.parameters.multiRegion.json` is for `hub-multiRegion.bicep`, where there is one, and else for `hub.bicep`.
 *
 * @param names of files in one folder, without the folder; the plain name, `hub.bicep`, counts as given
 * @returns names that differ at most in their extension, Bicep first
 */
export function templatesFor(name: string, names: readonly string[]): readonly string[] {
  const base = parameterName.exec(name)?.[1];
  if (base === undefined) return [];
  const all = [...new Set([`${base}.bicep`, `${base}.json`, `${base}.jsonc`, ...names])];
  const fits = all.map(template => wordsInCommon(name, template));
  const most = Math.max(...fits);
  return all.filter((_, at) => fits[at] === most).sort();
}

/** By name alone, a parameter file of some template. */
export function beginsLike(name: string, template: string): boolean {
  return wordsInCommon(name, template) >= 0;
}

/** How many words of a template's name come later in that of a parameter file; -1 where it is not for the template. */
function wordsInCommon(name: string, template: string): number {
  const [, base, rest = ''] = parameterName.exec(name.toLowerCase()) ?? [];
  const stem = templateName.exec(template.toLowerCase())?.[1];
  if (base === undefined || stem === undefined || parameterName.test(template) || !stem.startsWith(base)) return -1;
  const more = stem.slice(base.length);
  if (more === '') return 0;
  const words = more.split(/[.\-_]/).slice(1);
  const given = new Set(rest.split(/[.\-_]/));
  return /^[.\-_]/.test(more) && words.every(word => given.has(word)) ? words.length : -1;
}
