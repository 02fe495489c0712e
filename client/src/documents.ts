/** Which documents the server is told about. */
import * as vscode from 'vscode';

/**
 * By language alone, so that every file system works: a disk, a remote, a repository browsed without a clone, an
 * untitled text. `arm-template`, `bicep` and `bicep-params` are the language ids of Microsoft's own extensions.
 */
export const documentSelector = ['json', 'jsonc', 'arm-template', 'bicep', 'bicep-params'].map(language => ({
  language,
}));

/**
 * Texts that nobody edits as a file: the old side of a comparison, output, and VS Code's own settings. A selector can
 * only name what it wants, so these are left out by hand.
 */
const leftOut: ReadonlySet<string> = new Set(['git', 'gitfs', 'output', 'vscode-userdata', 'vscode-settings']);

/** Whether the server knows, or would know, this document. */
export function isServed(document: vscode.TextDocument | vscode.Uri): boolean {
  const uri = 'scheme' in document ? document : document.uri;
  if (leftOut.has(uri.scheme)) return false;
  return 'scheme' in document || vscode.languages.match(documentSelector, document) > 0;
}

/** Microsoft's extensions for templates, which offer the values that schemas list, and the languages in which they do. */
const schemaExtensions: Readonly<Record<string, readonly string[]>> = {
  'ms-azuretools.vscode-bicep': ['bicep', 'bicep-params'],
  'msazurermtools.azurerm-vscode-tools': ['arm-template'],
};

/** Language ids in which an installed extension offers the values of schemas. */
export function schemaLanguages(): readonly string[] {
  return Object.entries(schemaExtensions).flatMap(([id, languages]) =>
    vscode.extensions.getExtension(id) === undefined ? [] : languages,
  );
}
