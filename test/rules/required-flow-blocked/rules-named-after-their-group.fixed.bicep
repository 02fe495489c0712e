// The names of the rules begin with that of their group.

// apim-vnet: mode=Internal sku=Premium
resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  location: 'westeurope'
}

resource allowManagement 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = {
  name: 'nsg-apim/AllowManagement'
  dependsOn: [group]
  properties: {
    priority: 100
    direction: 'Inbound'
    access: 'Allow'
    protocol: 'Tcp'
    sourceAddressPrefix: 'ApiManagement'
    sourcePortRange: '*'
    destinationAddressPrefix: 'VirtualNetwork'
    destinationPortRange: '3443'
  }
}

// Nobody knows why.
resource denySql 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = {
  name: '${group.name}/DenySql'
  properties: {
    priority: 110
    direction: 'Outbound'
    access: 'Deny'
    protocol: '*'
    sourceAddressPrefix: '*'
    sourcePortRange: '*'
    destinationAddressPrefix: 'Sql'
    destinationPortRange: '*'
  }
}

resource allowApimSqlOutbound 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = {
  name: '${group.name}/AllowApimSqlOutbound'
  dependsOn: [
    denySql
  ]
  properties: {
    priority: 100
    direction: 'Outbound'
    access: 'Allow'
    protocol: 'Tcp'
    sourceAddressPrefix: 'VirtualNetwork'
    sourcePortRange: '*'
    destinationAddressPrefix: 'Sql'
    destinationPortRange: '1433'
    description: 'API Management: Azure SQL endpoints'
  }
}
