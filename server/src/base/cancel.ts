/** Asked between files and between rules; an LSP cancellation token fits. */
export interface CancellationSignal {
  readonly isCancellationRequested: boolean;
}

/** A signal that is never raised. */
export const neverCancelled: CancellationSignal = Object.freeze({ isCancellationRequested: false });

/** Thrown by the core to leave work that nobody waits for any more; hosts answer "cancelled" or nothing. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}

export function throwIfCancelled(signal: CancellationSignal): void {
  if (signal.isCancellationRequested) throw new Cancelled();
}
