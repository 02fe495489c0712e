import * as vscode from 'vscode';
import * as assert from './assert.ts';
import {
  activate,
  closeAll,
  hasFinding,
  hasFindings,
  hoverText,
  losesFinding,
  placeIn,
  set,
  show,
  showUntitled,
  textOf,
} from './support.ts';

const blocked = ['information shadowed-rule AllowOffice', 'error required-flow-blocked DenySql'];
const probe = (severity: string) => `${severity} required-flow-blocked DenyProbe`;
const keyVault = 'error required-flow-blocked DenyKeyVault';
const undecided = [probe('warning'), keyVault];

/** Every change must show in files that are open already. */
describe('settings take effect at once', () => {
  before(activate);
  afterEach(async () => {
    for (const name of ['enable', 'severity', 'defaultMode', 'defaultSku', 'defaultProfile', 'targets'])
      await set(name, undefined);
    await closeAll();
  });

  it('apimVnet.enable', async () => {
    const { document } = await show('blocked.json');
    const at = placeIn(document, 'AllowManagement', '3443');
    await hasFindings(document, blocked);
    await set('enable', false);
    await hasFindings(document, []);
    assert.equal(await hoverText(document.uri, at), '');
    await set('enable', true);
    await hasFindings(document, blocked);
    assert.match(await hoverText(document.uri, at), /Port 3443/);
  });

  it('apimVnet.enable in files that are open but not in front', async () => {
    const { document: behind } = await show('blocked.json');
    const { document: front } = await show('blocked.bicep');
    await hasFindings(behind, blocked);
    await hasFindings(front, blocked);
    await set('enable', false);
    await hasFindings(behind, []);
    await hasFindings(front, []);
    await set('enable', undefined);
    await hasFindings(behind, blocked);
    await hasFindings(front, blocked);
  });

  it('apimVnet.enable in an untitled text', async () => {
    const { document } = await showUntitled('bicep', await textOf('blocked.bicep'));
    await hasFindings(document, blocked);
    await set('enable', false);
    await hasFindings(document, []);
  });

  it('apimVnet.severity', async () => {
    const { document } = await show('blocked.json');
    await hasFindings(document, blocked);
    await set('severity', { 'shadowed-rule': 'off' });
    await hasFindings(document, blocked.slice(1));
    await set('severity', { 'shadowed-rule': 'hint', 'required-flow-blocked': 'information' });
    await hasFindings(document, ['hint shadowed-rule AllowOffice', 'information required-flow-blocked DenySql']);
    await set('severity', { 'shadowed-rule': 'error', 'required-flow-blocked': 'default' });
    await hasFindings(document, ['error shadowed-rule AllowOffice', 'error required-flow-blocked DenySql']);
  });

  it('apimVnet.severity with values that do not exist changes nothing', async () => {
    const { document } = await show('blocked.json');
    await set('severity', { 'shadowed-rule': 'off' });
    await hasFindings(document, blocked.slice(1));
    await set('severity', { 'shadowed-rule': 'fatal', 'no-such-rule': 'off' });
    await hasFindings(document, blocked);
  });

  it('apimVnet.defaultMode', async () => {
    const { document } = await show('undecided.jsonc');
    await hasFindings(document, undecided);
    await set('defaultMode', 'External');
    await hasFindings(document, ['error required-flow-blocked DenyInternet', ...undecided]);
    await set('defaultMode', 'Internal');
    await hasFindings(document, undecided);
  });

  it('apimVnet.defaultSku', async () => {
    const { document } = await show('undecided.jsonc');
    await hasFindings(document, undecided);
    await set('defaultSku', 'Developer');
    await hasFindings(document, [keyVault]);
    await set('defaultSku', 'Premium');
    await hasFindings(document, [probe('error'), keyVault]);
  });

  it('apimVnet.defaultProfile', async () => {
    const { document } = await show('undecided.jsonc');
    await hasFinding(document, keyVault);
    // The list of 2016 knows no Key Vault.
    await set('defaultProfile', 'vnet-2016-12');
    await losesFinding(document, keyVault);
    await set('defaultProfile', 'stv2-current');
    await hasFinding(document, keyVault);
  });

  it('the defaults do not change what a file says itself', async () => {
    const { document } = await show('blocked.json');
    const { document: other } = await show('undecided.jsonc');
    await hasFindings(document, blocked);
    await set('defaultMode', 'External');
    await set('defaultSku', 'Developer');
    // In External mode the clients of the gateway would have to be let in, but the file says Internal.
    await hasFindings(other, ['error required-flow-blocked DenyInternet', keyVault]);
    await hasFindings(document, blocked);
  });

  describe('apimVnet.targets', () => {
    // The group does not let API Management's control plane in either.
    const denied = ['error required-flow-blocked securityRules', 'error required-flow-blocked DenySql'];
    const target = { files: '**/plain.json', mode: 'Internal', sku: 'Premium' };

    it('names groups that nothing else marks', async () => {
      const { document } = await show('plain.json');
      await set('targets', [target]);
      await hasFindings(document, denied);
      await set('targets', [{ ...target, name: 'nsg-other' }]);
      await hasFindings(document, []);
      await set('targets', [{ ...target, name: 'NSG-Shop' }]);
      await hasFindings(document, denied);
      await set('targets', []);
      await hasFindings(document, []);
    });

    it('holds for the folder that its glob names', async () => {
      const { document: own } = await show('plain.json');
      const { document: other } = await show('other/plain.json');
      await set('targets', [target]);
      await hasFindings(own, denied);
      await hasFindings(other, denied);
      await set('targets', [{ ...target, files: ['in-editor/other/*.json'] }]);
      await hasFindings(own, []);
      await hasFindings(other, denied);
    });

    it('can be set for one workspace folder', async () => {
      const folder = vscode.ConfigurationTarget.WorkspaceFolder;
      const { document } = await show('plain.json');
      await set('targets', [target], folder);
      await hasFindings(document, denied);
      await set('targets', undefined, folder);
      await hasFindings(document, []);
    });

    it('passes over entries that are no targets', async () => {
      const { document } = await show('plain.json');
      await set('targets', ['plain.json', { mode: 'Internal' }, null, { ...target, units: 'many', mode: 'Both' }]);
      await hasFindings(document, denied);
    });
  });
});
