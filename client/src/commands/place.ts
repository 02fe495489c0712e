import * as vscode from 'vscode';
import type { LensPlace } from '../../../server/src/protocol.ts';
import { isServed } from '../documents.ts';

export interface CommandPlace {
  readonly uri: vscode.Uri;
  /** `undefined` where a command came from elsewhere than an editor. */
  readonly position: vscode.Position | undefined;
}

/** The editor of ours that was active last: what a button of a walkthrough or of the report means. */
let lastEditor: vscode.TextEditor | undefined;

export function rememberEditors(): vscode.Disposable {
  const remember = (editor: vscode.TextEditor | undefined) => {
    if (editor !== undefined && isServed(editor.document)) lastEditor = editor;
  };
  remember(vscode.window.activeTextEditor);
  return vscode.window.onDidChangeActiveTextEditor(remember);
}

/**
 * Where a command is meant to act: what a code lens names, or the file of a menu, or the cursor of the active editor, or where none
 * is active, of the last.
 *
 * @returns `undefined` where that is no file of ours; the user has been told
 */
export function placeOf(given: unknown): CommandPlace | undefined {
  const active = vscode.window.activeTextEditor;
  if (isLensPlace(given)) {
    const { line, character } = given.position;
    return { uri: vscode.Uri.parse(given.uri), position: new vscode.Position(line, character) };
  }
  if (given instanceof vscode.Uri && given.toString() !== active?.document.uri.toString()) {
    return { uri: given, position: undefined };
  }
  const editor = active ?? (lastEditor?.document.isClosed === false ? lastEditor : undefined);
  if (editor !== undefined && isServed(editor.document)) {
    return { uri: editor.document.uri, position: editor.selection.active };
  }
  void vscode.window.showInformationMessage('APIM VNet Lens: open a JSON or Bicep file first.');
  return undefined;
}

function isLensPlace(value: unknown): value is LensPlace {
  const place = value as Partial<LensPlace> | null | undefined;
  return typeof place?.uri === 'string' && typeof place.position?.line === 'number';
}

/** What a command says when the server does not run or did not answer. */
export function sayNoAnswer(): void {
  void vscode.window.showWarningMessage('APIM VNet Lens: the language server did not answer.');
}
