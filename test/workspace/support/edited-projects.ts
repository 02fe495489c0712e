/**
 * An edit in a project of modules, then a check, equals a check from scratch: what an evaluation takes over from the one before
 * changes no answer.
 *
 * Files of a project are edited at random, several after each other, as one workspace sees them. After every edit what it
 * says of some file is compared with what a workspace says that has seen nothing before.
 */
import assert from 'node:assert/strict';
import { neverCancelled } from '../../../server/src/base/cancel.ts';
import { defaultSettings, type Settings } from '../../../server/src/workspace/settings.ts';
import type { FileView } from '../../../server/src/workspace/view.ts';
import { Random } from '../../analysis/support/random.ts';
import { Workspace } from '../../support/workspace.ts';
import { changed, type StartText, saidOf } from './edited-texts.ts';

const editsPerProject = 20;
const settings: Settings = { ...defaultSettings, rulePack: 'all', targets: [{ files: '**', mode: 'Internal' }] };

type Texts = Readonly<Record<string, string>>;

const rule = (name: string, priority: string, port: string) =>
  `{ name: ${name}, properties: { priority: ${priority}, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'Internet', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: ${port} } }`;

/** Modules of all kinds: nested, looped, conditional, given outputs of others, files, and what a registry holds. */
const bicepProject: Texts = {
  'main.bicep': `param prefix string = 'shop'
param names array = ['web', 'api']
param withExtra bool = true
import { base } from 'shared.bicep'
var wanted = { first: 'a', second: names[0] }
module apim 'modules/group.bicep' = {
  name: '\${prefix}-apim'
  params: { name: '\${prefix}-apim', ports: ['443', '3443'], base: base }
}
module groups 'modules/group.bicep' = [for (name, i) in names: {
  name: 'group-\${name}'
  params: { name: '\${prefix}-\${name}', ports: loadJsonContent('ports.json').open, base: 200 + i }
}]
module extra 'modules/pair.bicep' = if (withExtra) {
  name: 'extra'
  scope: resourceGroup('other')
  params: { prefix: prefix, names: wanted, routes: tables.outputs.id }
}
module tables 'modules/routes.bicep' = { name: 'tables', params: { name: '\${prefix}-routes', group: apim.outputs.id } }
module bought 'br/public:avm/res/network/network-security-group:0.5.1' = {
  name: 'bought'
  params: { name: '\${prefix}-bought', securityRules: [${rule("'web'", '100', "'443'")}] }
}
resource network 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: '\${prefix}-vnet'
  properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [
    { name: 'apim', properties: { addressPrefix: '10.0.0.0/28', networkSecurityGroup: { id: apim.outputs.id }, routeTable: { id: tables.outputs.id } } }
    { name: 'web', properties: { addressPrefix: '10.0.1.0/24', networkSecurityGroup: { id: groups[0].outputs.id } } }
    { name: 'bought', properties: { addressPrefix: '10.0.1.0/25', networkSecurityGroup: { id: bought.outputs.resourceId } } }
  ] }
}
resource service 'Microsoft.ApiManagement/service@2023-05-01-preview' = {
  name: '\${prefix}-apim'
  sku: { name: 'Premium', capacity: 2 }
  properties: { virtualNetworkType: 'Internal', virtualNetworkConfiguration: { subnetResourceId: '\${network.id}/subnets/apim' } }
}
`,
  'modules/group.bicep': `param name string
param ports array
param base int = 100
var rules = [for (port, i) in ports: ${rule("'open-${port}'", 'base + i', 'port')}]
resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: name
  location: resourceGroup().location
  properties: { securityRules: concat(rules, [${rule("'last'", '4000', "'8080'")}]) }
}
resource child 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = if (base > 150) {
  parent: group
  name: 'extra'
  properties: { priority: 300, direction: 'Outbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'Storage', destinationPortRange: '443' }
}
output id string = group.id
output count int = length(rules)
`,
  'modules/pair.bicep': `param prefix string
param names object
param routes string = ''
import * as shared from '../shared.bicep'
module first 'group.bicep' = { name: 'first', params: { name: '\${prefix}-\${names.first}', ports: ['22'] } }
module second 'group.bicep' = {
  name: 'second'
  params: { name: '\${prefix}-\${names.second}', ports: ['80', first.outputs.count], base: shared.base }
}
output both array = [first.outputs.id, second.outputs.id]
`,
  'modules/routes.bicep': `param name string
param group string
resource table 'Microsoft.Network/routeTables@2023-09-01' = {
  name: name
  tags: { for: group }
  properties: { routes: [
    { name: 'all', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.0.9.4' } }
    { name: 'apim', properties: { addressPrefix: 'ApiManagement', nextHopType: 'Internet' } }
  ] }
}
output id string = table.id
`,
  'shared.bicep': `@export()
var base = 120
@export()
func twice(n int) int => n * 2
`,
  'ports.json': '{ "open": ["443", "8443"] }',
  'main.prod.bicepparam': `using 'main.bicep'
param prefix = 'prod'
param names = ['web', 'db']
`,
};

const linked = (name: string, file: string, given: string) =>
  `{ "type": "Microsoft.Resources/deployments", "apiVersion": "2021-04-01", "name": "${name}", "properties": { "mode": "Incremental", "templateLink": { "relativePath": "${file}" }, "parameters": { ${given} } } }`;

/** Templates that link to each other. */
const jsonProject: Texts = {
  'main.json': `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "prefix": { "type": "string", "defaultValue": "shop" } },
  "variables": { "port": "443" },
  "resources": [
    ${linked('one', 'nested/group.json', `"name": { "value": "[concat(parameters('prefix'), '-one')]" }, "port": { "value": "[variables('port')]" }`)},
    ${linked('two', 'nested/group.json', '"name": { "value": "two" }, "port": { "value": "22" }')},
    ${linked('three', 'nested/both.json', `"prefix": { "value": "[parameters('prefix')]" }, "from": { "value": "[reference('one').outputs.id.value]" }`)}
  ]
}`,
  'nested/group.json': `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "name": { "type": "string" }, "port": { "type": "string" } },
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "[parameters('name')]", "location": "westeurope",
      "properties": { "securityRules": [
        { "name": "web", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "[parameters('port')]" } },
        { "name": "ssh", "properties": { "priority": 110, "direction": "Inbound", "access": "Deny", "protocol": "Tcp", "sourceAddressPrefix": "Internet", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22" } }
      ] } }
  ],
  "outputs": { "id": { "type": "string", "value": "[resourceId('Microsoft.Network/networkSecurityGroups', parameters('name'))]" } }
}`,
  'nested/both.json': `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "prefix": { "type": "string" }, "from": { "type": "string" } },
  "resources": [
    ${linked('inner', 'group.json', `"name": { "value": "[concat(parameters('prefix'), '-inner')]" }, "port": { "value": "8080" }`)},
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "vnet", "properties": { "subnets": [
      { "name": "one", "properties": { "addressPrefix": "10.0.0.0/24", "networkSecurityGroup": { "id": "[parameters('from')]" } } } ] } }
  ]
}`,
};

/**
 * Makes at least so many edits, in projects that follow from the seed.
 *
 * @returns uses of modules that were taken over on the way
 * @throws AssertionError with the seed and the texts, where an answer differs
 */
export async function tryProjectEdits(seed: number, edits: number): Promise<number> {
  let takenOver = 0;
  for (let done = 0, number = 0; done < edits; done += editsPerProject, number++) {
    const random = new Random(seed * 1_000_003 + number);
    takenOver += await editOneProject(random, `project ${number} of seed ${seed}`);
  }
  return takenOver;
}

async function editOneProject(random: Random, label: string): Promise<number> {
  const start = random.oneIn(4) ? jsonProject : bicepProject;
  const [main] = Object.keys(start);
  const workspace = new Workspace(start);
  const texts = new Map(Object.entries(start));
  // Edits that break a file are many, so a file is often put right again.
  const pieces: readonly StartText[] = Object.entries(start).map(([name, text]) => ({ name, text }));
  let takenOver = 0;
  for (let i = 0; i <= editsPerProject; i++) {
    const looked = random.oneIn(3) ? random.pick([...texts.keys()]) : main!;
    // Who uses a module is known once its users have been looked at.
    if (looked !== main) for (const path of texts.keys()) await workspace.view(path, settings);
    const view = await workspace.view(looked, settings);
    const fresh = await freshView(texts, looked, looked !== main);
    const shown = [...texts].map(([path, text]) => `//- ${path}\n${text}`).join('\n');
    const where = `${label}: ${looked} after ${i} edits:\n${shown}`;
    assert.deepEqual(answersOf(view), answersOf(fresh), where);
    takenOver += view.evaluations.reduce((sum, { deployment }) => sum + deployment.trail.takenOver, 0);
    const path = random.pick([...texts.keys()]);
    const text = random.oneIn(3) ? start[path]! : changed(random, texts.get(path)!, pieces);
    texts.set(path, text);
    workspace.edit(path, text);
    // The edited text is read before those that it belongs to, as an editor does it, or after.
    if (random.oneIn(2)) await workspace.view(path, settings);
  }
  return takenOver;
}

/** All files open, in a workspace that has seen nothing before; or no more than is needed to know who uses whom. */
async function freshView(texts: ReadonlyMap<string, string>, looked: string, withUsers: boolean): Promise<FileView> {
  const fresh = new Workspace(Object.fromEntries(texts));
  for (const [path, text] of texts) fresh.edit(path, text);
  if (withUsers) for (const path of texts.keys()) await fresh.view(path, settings);
  return fresh.view(looked, settings);
}

function answersOf(view: FileView): unknown {
  const answers = {
    recognised: view.recognised,
    here: saidOf(view),
    elsewhere: view.findingsElsewhere(neverCancelled).map(finding => ({ ...finding, fixes: finding.fixes() })),
    networks: view.evaluations.map(({ network, targets }) => ({ network, targets })),
  };
  // The expressions that a use gives are lowered when they are asked for, which makes no two of them equal.
  return JSON.parse(JSON.stringify(answers, (key, part: unknown) => (key === 'given' ? undefined : part)));
}
