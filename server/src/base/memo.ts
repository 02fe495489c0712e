/**
 * Remembers something about objects for as long as they are there.
 *
 * Like a `WeakMap`, which is not used: what one holds about a young object outlives it where that leads back to the object, as
 * most of what is worked out does. Each version of a text that is edited would be copied twice, with all that came of it, and
 * stay until all memory is searched; this is what made one edit in six slow.
 */
export class Memo<K extends object, V> {
  /** Of a property that no copy of the object takes over, and nobody sees who lists its properties. */
  private readonly key = Symbol();

  /** What was remembered last; `undefined` where nothing is. */
  get(object: K): V | undefined {
    return (object as Remembering<V>)[this.key];
  }

  /** An object that cannot be extended is not remembered about. */
  set(object: K, value: V): void {
    const holder = object as Remembering<V>;
    if (this.key in holder) holder[this.key] = value;
    else Reflect.defineProperty(holder, this.key, { value, writable: true, configurable: true, enumerable: false });
  }

  forget(object: K): void {
    const holder = object as Remembering<V>;
    // Taking a property away makes an object slow.
    if (this.key in holder) holder[this.key] = undefined;
  }
}

interface Remembering<V> {
  [key: symbol]: V | undefined;
}
