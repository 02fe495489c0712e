/**
 * The wall between the protocol and the core. A throw of the core is our own bug: it is logged with what was asked
 * and costs that one answer, never the connection. Work that nobody waits for ends as the protocol wants it.
 */
import { type CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { Cancelled } from '../base/cancel.ts';

/** Where failures are told; `connection.console` fits. */
export interface FailureLog {
  error(message: string): void;
}

/**
 * Runs one piece of work and answers with `fallback` if it throws.
 *
 * @param what names the work and its document with version, for the log
 * @throws ResponseError when the work was cancelled (see {@link cancelledError}) or itself threw one
 */
export async function guarded<T>(
  log: FailureLog,
  what: string,
  token: CancellationToken,
  fallback: T,
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Cancelled) throw cancelledError(token);
    if (error instanceof ResponseError) throw error;
    log.error(`${what} failed: ${describeError(error)}`);
    return fallback;
  }
}

/**
 * The answer to a request that was left: `RequestCancelled` when its client asked for that, else `ServerCancelled`
 * with the request to ask again (which clients read for pull diagnostics and ignore elsewhere).
 */
export function cancelledError(token: CancellationToken): ResponseError<unknown> {
  return token.isCancellationRequested
    ? new ResponseError(LSPErrorCodes.RequestCancelled, 'The client cancelled the request.')
    : new ResponseError(LSPErrorCodes.ServerCancelled, 'The server left the request.', { retriggerRequest: true });
}

/** The answer to parameters of a shape that the protocol does not allow. */
export function invalidParams(what: string): ResponseError<unknown> {
  return new ResponseError(ErrorCodes.InvalidParams, what);
}

/** The stack where there is one, else whatever was thrown, as text. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
