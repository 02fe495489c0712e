param name string
param priority int = 100
param ports array

resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: name
  properties: {
    securityRules: [
      { name: 'allow', properties: { priority: priority, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRanges: ports } }
    ]
  }
}

resource table 'Microsoft.Network/routeTables@2023-09-01' = {
  name: '${name}-routes'
  properties: {}
}

output id string = nsg.id
output routeTable object = { id: table.id, name: table.name }
