/** What a generator answers: a value, or one sentence that names what was given and says what is allowed. Nothing is half made. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };
