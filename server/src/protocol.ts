/** Names and shapes of our own messages between client and server; the one file the client imports from here. */

/** Sent as `initializationOptions` by our client; every member may be missing with other clients. */
export interface InitializationOptions {
  /**
   * URI of the folder that holds the rule pages (`<rule id>.md`) that ship with the extension, ending in `/`.
   * Without it, diagnostics carry no link.
   */
  readonly rulePages?: string;
}

/** Request, client to server: which targets the server recognised in one open document. Parameter and answer below. */
export const targetStatusRequest = 'apimVnet/targetStatus';

export interface TargetStatusParams {
  readonly textDocument: { readonly uri: string };
}

/** What the status item of the client shows for a document. */
export interface TargetStatus {
  /** `none`: nothing of ours in the file; `general`: networks, but none that is APIM's. */
  readonly state: 'none' | 'general' | 'target' | 'disabled';
  /** One line, for example "Internal, Premium, stv2-current". */
  readonly summary: string;
  /** One line per target: what it is, and how it was recognised. */
  readonly details: readonly string[];
}

/** Notification, server to client: diagnostics of a document may have changed its status; the client asks again. */
export const statusChangedNotification = 'apimVnet/statusChanged';
