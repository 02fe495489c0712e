/** What an evaluation takes over from the one before: it changes no answer, saves the work, and keeps nothing alive. */
import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import type { FileView } from '../../server/src/workspace/view.ts';
import { Workspace } from '../support/workspace.ts';
import { tryProjectEdits } from './support/edited-projects.ts';

const modules = 12;

const group = (i: number) => `param name string
param port string
resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: name
  properties: { securityRules: [ { name: 'rule-${i}', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/8', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: port } } ] }
}
output id string = group.id
`;
const middle = (i: number) => `param prefix string
param before object = {}
module leaf 'leaf${i}.bicep' = { name: 'leaf', params: { name: '\${prefix}-${i}', port: '443' } }
output id string = leaf.outputs.id
`;
/** All but the first are given what the one before puts out. */
const given = (i: number) => (i === 0 ? 'prefix: prefix' : `prefix: prefix, before: m${i - 1}.outputs`);
const numbers = Array.from({ length: modules }, (_, i) => i);
/** A file with modules, each with a module of its own. */
const texts = {
  'main.bicep': `targetScope = 'subscription'
param prefix string = 'shop'
resource rg 'Microsoft.Resources/resourceGroups@2022-09-01' = { name: 'rg', location: 'westeurope' }
${numbers.map(i => `module m${i} 'middle${i}.bicep' = { name: 'm${i}', scope: rg, params: { ${given(i)} } }`).join('\n')}
output ids array = [${numbers.map(i => `m${i}.outputs.id`).join(', ')}]
`,
  ...Object.fromEntries(numbers.map(i => [`middle${i}.bicep`, middle(i)])),
  ...Object.fromEntries(numbers.map(i => [`leaf${i}.bicep`, group(i)])),
};

/** Uses of modules that were worked out for a view, with all that they deploy. */
function workedOut({ evaluations }: FileView): number {
  const count = ({ root, takenOver }: FileView['evaluations'][number]['deployment']['trail']) =>
    root.bodies().length - takenOver;
  return evaluations.reduce((sum, { deployment }) => sum + count(deployment.trail), 0);
}

describe('an edit in a project of modules', () => {
  it('equals a check from scratch, for random edits of all its files', async function () {
    this.timeout(120_000);
    const takenOver = await tryProjectEdits(1, 80);
    assert.ok(takenOver > 80, `${takenOver} uses were taken over`);
  });

  it('works out the modules that lead to the edited file, and takes over the others', async () => {
    const workspace = new Workspace(texts);
    const groups = async () => (await workspace.view('main.bicep')).network.securityGroups;
    const first = await groups();
    assert.equal(workedOut(await workspace.view('main.bicep')), modules);

    workspace.edit('leaf7.bicep', group(7).replace("'Tcp'", "'Udp'"));
    const second = await groups();
    assert.equal(workedOut(await workspace.view('main.bicep')), 1);
    const changed = numbers.filter(i => first[i] !== second[i]);
    assert.deepEqual(changed, [7], 'other groups are the very objects that they were');

    workspace.edit('main.bicep', `${texts['main.bicep']}// A comment moves nothing.\n`);
    await groups();
    assert.equal(workedOut(await workspace.view('main.bicep')), 0);

    workspace.edit('main.bicep', texts['main.bicep'].replace("'shop'", "'farm'"));
    assert.equal((await groups()).length, modules);
    assert.equal(workedOut(await workspace.view('main.bicep')), modules, 'a value that all are given has changed');
  });

  it('judges a module anew whose place has moved, because findings point there', async () => {
    const workspace = new Workspace(texts);
    await workspace.view('main.bicep');
    workspace.edit('main.bicep', texts['main.bicep'].replace('param', '\nparam'));
    const view = await workspace.view('main.bicep');
    const [one] = view.network.securityGroups;
    assert.equal(view.source.text.slice(one!.uses[0]!.at.start, one!.uses[0]!.at.end), 'm0');
  });

  it('finds a cycle as before where what a module is given leads back to it', async () => {
    const cyclic = (port: string) => ({
      'main.bicep': `module a 'a.bicep' = { name: 'a', params: { p: b.outputs.o, q: '1' } }
module b 'a.bicep' = { name: 'b', params: { p: a.outputs.o, q: '${port}' } }`,
      'a.bicep': `param p string
param q string
resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'group-\${q}'
  properties: { securityRules: [ { name: p, properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: q } } ] }
}
output o string = p`,
    });
    const workspace = new Workspace(cyclic('1'));
    await workspace.view('main.bicep');
    const { 'main.bicep': edited } = cyclic('2');
    workspace.edit('main.bicep', edited);
    const view = await workspace.view('main.bicep');
    const fresh = await new Workspace(cyclic('2')).view('main.bicep');
    const names = (seen: FileView) => seen.network.securityGroups.map(({ rules }) => rules[0]?.name);
    assert.deepEqual(names(view), names(fresh));
    assert.equal(view.evaluations[0]!.deployment.trail.takenOver, 0);
  });

  it('works out a module anew where the region of the resource group that it goes to has changed', async () => {
    const main = (region: string, tag: string) => `targetScope = 'subscription'
resource rg 'Microsoft.Resources/resourceGroups@2022-09-01' = { name: 'rg', location: '${region}', tags: { a: '${tag}' } }
module a 'a.bicep' = { name: 'a', scope: rg }`;
    const workspace = new Workspace({
      'main.bicep': main('westeurope', '1'),
      'a.bicep': `module b 'b.bicep' = { name: 'b' }`,
      'b.bicep': `resource ip 'Microsoft.Network/publicIPAddresses@2023-09-01' = { name: 'pip', location: resourceGroup().location }`,
    });
    const location = async () => {
      const { publicIpAddresses } = (await workspace.view('main.bicep')).network;
      return publicIpAddresses[0]?.location?.known === true ? publicIpAddresses[0].location.value : undefined;
    };
    const takenOver = async () => (await workspace.view('main.bicep')).evaluations[0]!.deployment.trail.takenOver;
    assert.equal(await location(), 'westeurope');
    workspace.edit('main.bicep', main('westeurope', '2'));
    assert.deepEqual([await location(), await takenOver()], ['westeurope', 1]);
    workspace.edit('main.bicep', main('uksouth', '2'));
    assert.deepEqual([await location(), await takenOver()], ['uksouth', 0]);
  });

  it('lets go of the evaluations before it, however many edits there are', async function () {
    this.timeout(60_000);
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const workspace = new Workspace(texts);
    const roots: WeakRef<object>[] = [];
    const edits = 60;
    for (let i = 0; i < edits; i++) {
      const own = i % modules;
      workspace.edit(`leaf${own}.bicep`, group(own).replace('100', String(100 + i)));
      const view = await workspace.view('main.bicep');
      view.findings(neverCancelled);
      view.findingsOfUses(neverCancelled);
      roots.push(new WeakRef(view.evaluations[0]!.deployment.trail.root));
    }
    // What a promise or a turn of the loop still holds is let go after a while.
    await new Promise(resolve => setTimeout(resolve));
    collect();
    const alive = roots.filter(root => root.deref() !== undefined).length;
    assert.ok(alive <= 2, `${alive} of ${edits} evaluations are kept`);
  });
});
