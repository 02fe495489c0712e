import assert from 'node:assert/strict';
import { explain } from '../../server/src/features/explain.ts';
import { viewOfText } from '../support/view.ts';
import { FakeCore } from './support/fake-core.ts';
import { run } from './support/run.ts';

/** A group with a directive and a virtual network whose subnet has this property. */
function network(property: string, routes: string): string {
  return `
// apim-vnet: mode=Internal sku=Premium
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: { securityRules: [] }
}
resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-apim'
  properties: { routes: [ ${routes} ] }
}
resource net 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-apim'
  properties: { subnets: [ { name: 'snet-apim', properties: { networkSecurityGroup: { id: nsg.id }, ${property} } } ] }
}
`;
}

async function page(text: string): Promise<string> {
  const targets = explain(viewOfText(text, {}, 'network.bicep'));
  const { output } = await run(['explain', 'net', '--no-color', '--ascii'], {
    files: { 'net/nsg.json': 'securityRules' },
    core: new FakeCore(targets),
    terminal: 100,
  });
  return output;
}

const firewall =
  "{ name: 'to-firewall', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.0.2.4' } }";
const endpoint = "serviceEndpoints: [ { service: 'Microsoft.Sql' } ]";
const partner = "{ name: 'partner', properties: { addressPrefix: '203.0.113.0/24', nextHopType: 'Internet' } }";

describe('cli explain, routes', () => {
  it('names the route table and puts traffic that goes one way into one entry', async () => {
    const output = await page(network('routeTable: { id: routes.id }', firewall));
    assert.match(output, /^route table +rt-apim \(/m);
    const routes = output.slice(output.indexOf('\nRoutes\n'));
    assert.match(
      routes,
      /^ {2}control-plane +cut-off {4}'to-firewall' \(0\.0\.0\.0\/0\) leads to the appliance 10\.0\.2\.4$/m,
    );
    assert.equal(routes.match(/tunnelled/g)?.length, 1);
    assert.match(routes, /^ {2}certificates-http, +tunnelled {2}'to-firewall'.*\n {2}storage, aad, connectors,$/m);
    assert.ok(output.split('\n').every(line => line.length <= 100));
  });

  it('says once, below, what cannot be told', async () => {
    const output = await page(network('routeTable: { id: tableId }', firewall));
    assert.doesNotMatch(output, /^Routes$/m);
    assert.match(output, /^ {2}\? the routes: which route table its subnet uses hangs on a value that is not known$/m);
  });

  it('says of which traffic it cannot be told', async () => {
    const output = await page(network(`routeTable: { id: routes.id }, ${endpoint}`, `${firewall}\n${partner}`));
    assert.match(output, /^ {2}sql +ok +the service endpoint Microsoft\.Sql comes before all other routes$/m);
    assert.match(output, /^ {2}\? the routes of control-plane, /m);
  });
});
