/** A map whose values are worked out when they are first asked for, and kept. Its keys are known from the start. */
export class LazyMap<V> implements ReadonlyMap<string, V> {
  private readonly waiting: Map<string, () => V>;
  private readonly known = new Map<string, V>();

  /** Of several entries of one key the last counts. */
  constructor(entries: Iterable<readonly [key: string, compute: () => V]>) {
    this.waiting = new Map(entries);
  }

  get size(): number {
    return this.waiting.size;
  }

  has(key: string): boolean {
    return this.waiting.has(key);
  }

  get(key: string): V | undefined {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const compute = this.waiting.get(key);
    if (compute === undefined) return undefined;
    const value = compute();
    this.known.set(key, value);
    return value;
  }

  keys(): MapIterator<string> {
    return this.waiting.keys();
  }

  values(): MapIterator<V> {
    return this.all().values();
  }

  entries(): MapIterator<[string, V]> {
    return this.all().entries();
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(callback: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.entries()) callback(value, key, this);
  }

  private all(): Map<string, V> {
    return new Map([...this.waiting.keys()].map(key => [key, this.get(key)!]));
  }
}
