/** What the report panel and the script inside it tell each other, and what the script remembers while the window is closed. */

/** To the script: show this. */
export interface ShowMessage {
  readonly kind: 'show';
  /** The file the report is about. */
  readonly uri: string;
  /** Key of the target; `null` where there is none. */
  readonly target: string | null;
  readonly targets: readonly { readonly key: string; readonly title: string }[];
  /** From the server, with all text of the file escaped. */
  readonly html: string;
}

/** From the script. */
export type PanelMessage =
  /** It runs and can be told what to show; also after the panel was hidden. */
  | { readonly kind: 'ready' }
  | ({ readonly kind: 'shown' } & ReportShown)
  | { readonly kind: 'reveal'; readonly uri: string; readonly range: readonly number[] }
  | { readonly kind: 'choose'; readonly target: string }
  | { readonly kind: 'export'; readonly form: 'markdown' | 'html' };

/** What stands on the screen. */
export interface ReportShown {
  readonly uri: string;
  readonly target: string | null;
  /** Flows in the table, and those that the filter leaves. */
  readonly flows: number;
  readonly visible: number;
  /** Of the flows that are visible, from the top: the classes of their rows. */
  readonly outcomes: readonly string[];
}

/** Kept by VS Code for a panel that comes back after a reload. */
export interface PanelState {
  readonly uri: string;
  readonly target: string | null;
  readonly filter: string;
  readonly outcome: string;
  readonly sort: { readonly column: string; readonly descending: boolean };
}
