/** Deployment templates with one security group of a given number of rules. */

const tags = ['Internet', 'VirtualNetwork', 'Storage', 'AzureLoadBalancer', 'ApiManagement', '*'];
const ports = ['443', '3443', '1433', '6390', '3389', '8000-8100', '22', '53'];

/**
 * A hub's group: rules between prefixes and tags on the usual ports, both directions, a deny at the end.
 *
 * @param {number} count number of rules, 2 to 1000
 * @returns {string} JSON text
 */
export function securityGroupTemplate(count) {
  const rules = [];
  for (let i = 0; i < count - 1; i++) {
    const inbound = i % 3 !== 0;
    rules.push(
      rule(`rule-${i}`, {
        priority: 100 + 3 * i,
        direction: inbound ? 'Inbound' : 'Outbound',
        access: i % 9 === 0 ? 'Deny' : 'Allow',
        protocol: i % 4 === 0 ? 'Udp' : 'Tcp',
        sourceAddressPrefix: i % 5 === 0 ? tags[i % tags.length] : `10.${1 + (i >> 8)}.${i & 255}.0/24`,
        destinationAddressPrefix: i % 4 === 0 ? 'VirtualNetwork' : `10.${64 + (i >> 10)}.${(i >> 2) & 255}.0/24`,
        destinationPortRange: i % 2 === 0 ? ports[(i >> 1) % ports.length] : String(20000 + i),
      }),
    );
  }
  rules.push(rule('deny-the-rest', { priority: 4096, direction: 'Inbound', access: 'Deny' }));
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources: [
      {
        type: 'Microsoft.Network/networkSecurityGroups',
        apiVersion: '2023-11-01',
        name: 'nsg-apim',
        location: 'westeurope',
        metadata: { apimVnet: { mode: 'External', sku: 'Premium', region: 'westeurope' } },
        properties: { securityRules: rules },
      },
    ],
  };
  return `${JSON.stringify(template, null, 2)}\n`;
}

function rule(name, properties) {
  return {
    name,
    properties: {
      protocol: '*',
      sourceAddressPrefix: '*',
      sourcePortRange: '*',
      destinationAddressPrefix: '*',
      destinationPortRange: '*',
      ...properties,
    },
  };
}
