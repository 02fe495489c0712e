/** Gathers documents whose answers have changed because of another file, and has them asked for again after a short pause. */

/** Time without a change after which documents that depend on it are checked, in milliseconds. */
const pauseMs = 200;

export class Refresher {
  private readonly refresh: (uris: readonly string[]) => void;
  private readonly waiting = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(refresh: (uris: readonly string[]) => void) {
    this.refresh = refresh;
  }

  /** Does nothing without documents: a file that no other depends on costs no question. */
  schedule(uris: readonly string[]): void {
    if (uris.length === 0) return;
    for (const uri of uris) this.waiting.add(uri);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const due = [...this.waiting];
      this.waiting.clear();
      this.refresh(due);
    }, pauseMs);
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.waiting.clear();
  }
}
