import * as vscode from 'vscode';
import * as assert from './assert.ts';

describe('activation', () => {
  const extension = vscode.extensions.getExtension('apim-vnet-lens.apim-vnet-lens');

  it('is known to VS Code under its id', () => {
    assert.ok(extension, 'no extension apim-vnet-lens.apim-vnet-lens');
  });

  it('activates', async () => {
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });

  it('has a workspace folder to work in', () => {
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
  });
});
