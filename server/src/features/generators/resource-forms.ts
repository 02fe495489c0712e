/** The forms in which a resource of a network can be written, as choices. */
import type { Choice } from '../../protocol.ts';
import type { FileView } from '../../workspace/view.ts';

export type ResourceForm = 'bicep' | 'arm' | 'arm-item' | 'cli';

/** Ids of languages in VS Code. */
export const formLanguages: Readonly<Record<ResourceForm, string>> = {
  bicep: 'bicep',
  arm: 'json',
  'arm-item': 'json',
  cli: 'shellscript',
};

export function isResourceForm(text: string): text is ResourceForm {
  return Object.hasOwn(formLanguages, text);
}

const labels: Readonly<Record<ResourceForm, Omit<Choice, 'id'>>> = {
  bicep: { label: 'Bicep' },
  arm: { label: 'ARM template', detail: 'A whole JSON template.' },
  'arm-item': { label: 'ARM resource', detail: 'One entry for the resources of a JSON template.' },
  cli: { label: 'Azure CLI', detail: 'A script of az commands.' },
};

/** The language of the open file first. */
export function resourceFormChoices(view: FileView | undefined): readonly Choice[] {
  const isJson = view?.source.languageId.startsWith('json') === true;
  const forms: readonly ResourceForm[] = isJson
    ? ['arm-item', 'arm', 'bicep', 'cli']
    : ['bicep', 'arm', 'arm-item', 'cli'];
  return forms.map(id => ({ id, ...labels[id] }));
}
