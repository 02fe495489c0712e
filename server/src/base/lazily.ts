/** A value that is worked out when it is first asked for, and kept. Where that throws, it is worked out again. */
export function lazily<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
