/**
 * A value that is worked out when it is first asked for, and kept; what it was worked out from is not. Where that throws,
 * it is worked out again.
 */
export function lazily<T>(compute: () => T): () => T {
  let state: { readonly compute: () => T } | { readonly value: T } = { compute };
  return () => {
    if ('compute' in state) state = { value: state.compute() };
    return state.value;
  };
}
