/**
 * Values as text that is equal for equal values, whichever language they were written in.
 *
 * Null counts as absent, as it does for Azure. Members stand in the order of their names, items in their own. What is not
 * known stands as `{"unknown": identity}`. Ids of resources are compared without regard to case, for a compiler may write
 * the type in another spelling than its source.
 */
import type { Value } from '../../server/src/evaluate/value.ts';

export type Canonical =
  | string
  | number
  | boolean
  | null
  | readonly Canonical[]
  | { readonly [name: string]: Canonical };

/** Leaves of a value: how many there are, and how many of them are known. */
export interface LeafCount {
  all: number;
  known: number;
}

export function canonical(value: Value, count: LeafCount): Canonical {
  switch (value.kind) {
    case 'text':
      count.all++;
      count.known++;
      return /\/providers\//i.test(value.value) ? value.value.toLowerCase() : value.value;
    case 'number':
    case 'boolean':
      count.all++;
      count.known++;
      return value.value;
    case 'null':
      return null;
    case 'unknown':
      count.all++;
      if (value.resource?.names.every(name => !name.includes('{'))) count.known++;
      return { unknown: value.identity };
    case 'list': {
      const items = value.items.map(item => canonical(item, count));
      if (value.open) count.all++;
      return value.open ? [...items, { unknown: 'more' }] : items;
    }
    case 'object': {
      const members = new Map<string, Canonical>();
      for (const member of value.members) {
        const part = canonical(member.value, count);
        const name = member.name.toLowerCase();
        if (part === null) members.delete(name);
        else members.set(name, part);
      }
      if (value.open) {
        count.all++;
        members.set('{more}', { unknown: 'more' });
      }
      return Object.fromEntries([...members].sort(([a], [b]) => (a < b ? -1 : 1)));
    }
  }
}
