import * as vscode from 'vscode';
import { whenSlow } from './when-slow.ts';

/** Shows in the status bar that the server is at work, where its answer takes longer than a blink. */
export function withProgress<T>(answer: Promise<T>): Promise<T> {
  const options = { location: vscode.ProgressLocation.Window, title: 'APIM VNet Lens is at work' };
  return whenSlow(answer, rest => void vscode.window.withProgress(options, () => rest));
}
