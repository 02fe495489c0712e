// Spreads, and members that stand in another order.
param extra object = { zones: [ '1' ], sku: { name: 'Basic' } }
param more array

var rule = { name: 'a', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }

resource ip 'Microsoft.Network/publicIPAddresses@2023-09-01' = {
  name: 'pip'
  zones: extra.zones
  sku: { ...extra.sku, name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static', ...{ publicIPAddressVersion: 'IPv4' } }
}

resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg'
  properties: { securityRules: [ rule, ...more, union(rule, { name: 'b', properties: { priority: 110 } }) ] }
}
