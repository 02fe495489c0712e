/** Members of objects by name: Azure looks them up without regard to case and keeps their spelling. */
import type { Json, JsonObject } from './function.ts';

/** The key as the object spells it; an exact spelling goes first. `undefined` where there is none. */
export function findKey(object: JsonObject, name: string): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  const wanted = name.toLowerCase();
  return Object.keys(object).find(key => key.length === name.length && key.toLowerCase() === wanted);
}

/** Collects members; a name that differs only in case from an earlier one replaces its value, and keeps its place and spelling. */
export class MemberMap {
  private readonly members = new Map<string, { readonly key: string; readonly value: Json }>();

  get(key: string): Json | undefined {
    return this.members.get(key.toLowerCase())?.value;
  }

  set(key: string, value: Json): void {
    const folded = key.toLowerCase();
    this.members.set(folded, { key: this.members.get(folded)?.key ?? key, value });
  }

  /** `fromEntries` makes plain members of all keys, `__proto__` among them. */
  toObject(): JsonObject {
    return Object.fromEntries([...this.members.values()].map(({ key, value }) => [key, value]));
  }
}
