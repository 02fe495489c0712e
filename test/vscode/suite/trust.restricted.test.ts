import * as vscode from 'vscode';
import * as assert from './assert.ts';

describe('in Restricted Mode', () => {
  it('really is', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it('activates all the same', async () => {
    const extension = vscode.extensions.getExtension('apim-vnet-lens.apim-vnet-lens');
    assert.ok(extension, 'VS Code has disabled the extension');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
