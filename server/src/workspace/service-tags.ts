/** The user's list of service tags, from a text that the host has read to the settings. */
import { readServiceTagList } from '../network/service-tag-list.ts';
import type { Settings } from './settings.ts';

export type ServiceTagsReading =
  | { readonly ok: true; readonly settings: Settings }
  /** `problem` continues a sentence that starts with the file's name. */
  | { readonly ok: false; readonly problem: string };

/** The settings with the tags of a list, so that all files are judged with their addresses. Never throws. */
export function withServiceTags(settings: Settings, text: string): ServiceTagsReading {
  const reading = readServiceTagList(text);
  return reading.ok ? { ok: true, settings: { ...settings, serviceTags: reading.list } } : reading;
}
