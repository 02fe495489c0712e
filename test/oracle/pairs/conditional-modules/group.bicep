param name string
param port string = '3443'

resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: name
  properties: { securityRules: [ { name: 'AllowManagement', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '3443' } } ] }
}

output id string = nsg.id
output port string = port
output about object = { rules: { count: 2 } }
