/** What somebody who waits should see, and who does not wait should not. */

/** Longer than a blink, in milliseconds. */
const blinkMs = 400;

/** Calls `show` with the work where it is still under way after a blink. What the work gives or throws is passed on. */
export async function whenSlow<T>(
  work: Promise<T>,
  show: (rest: Promise<unknown>) => void,
  afterMs = blinkMs,
): Promise<T> {
  // Whoever shows it waits for its end, and has nothing to say about how it ended.
  const rest = work.then(
    () => undefined,
    () => undefined,
  );
  const timer = setTimeout(() => show(rest), afterMs);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
