// Names of parents and children that nobody gives.
param tableName string
param routeName string
param groupName string
param ruleName string

resource table 'Microsoft.Network/routeTables@2023-09-01' = {
  name: tableName
  properties: {}
}

resource route 'Microsoft.Network/routeTables/routes@2023-09-01' = {
  parent: table
  name: 'to-${routeName}'
  properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'Internet' }
}

resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' existing = {
  name: groupName
}

resource rule 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = {
  parent: nsg
  name: ruleName
  properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' }
}

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2023-09-01' = {
  name: 'hub/${routeName}'
  properties: { addressPrefix: '10.0.0.0/24', routeTable: { id: table.id }, networkSecurityGroup: { id: nsg.id } }
}
