/** Names for security rules that a fix adds or renames. */
import { knownValue } from '../base/sourced.ts';
import { nameLengths } from '../knowledge/nsg-defaults.ts';
import type { NetworkSecurityGroup } from '../network/nsg.ts';

/** A name that no rule of the group has, with a number where the wanted one is taken; no longer than Azure takes. */
export function freeRuleName(group: NetworkSecurityGroup, wanted: string): string {
  const taken = new Set(group.rules.map(rule => knownValue(rule.name)?.toLowerCase()));
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : String(number);
    const name = `${wanted.slice(0, nameLengths.name - suffix.length)}${suffix}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

/** The text with a hyphen for what a name may not have, and nothing but letters, digits and underscores at its ends; may be empty. */
export function asRuleName(text: string): string {
  const clean = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_.-]+/g, '-');
  return clean
    .replace(/^[.-]+/, '')
    .slice(0, nameLengths.name)
    .replace(/[.-]+$/, '');
}
