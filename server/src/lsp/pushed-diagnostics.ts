/** When to publish diagnostics for clients that do not ask for them: after a short pause, only the newest text. */

/** Time without a change after which a document is checked, in milliseconds. */
const pauseMs = 150;

export class PushedDiagnostics {
  private readonly publish: (uri: string) => Promise<void>;
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();

  /** @param publish checks a document as it is then, and tells the client; must not reject */
  constructor(publish: (uri: string) => Promise<void>) {
    this.publish = publish;
  }

  /** The document is checked when nothing more is scheduled for it during the pause. */
  schedule(uri: string): void {
    this.cancel(uri);
    const timer = setTimeout(() => {
      this.waiting.delete(uri);
      void this.publish(uri);
    }, pauseMs);
    this.waiting.set(uri, timer);
  }

  cancel(uri: string): void {
    clearTimeout(this.waiting.get(uri));
    this.waiting.delete(uri);
  }

  cancelAll(): void {
    for (const uri of [...this.waiting.keys()]) this.cancel(uri);
  }
}
