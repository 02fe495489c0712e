// Every rule is a resource of its own, and so is a new one.
param groupName string = 'nsg-apim'

// apim-vnet: mode=Internal sku=Premium
resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: groupName
  location: 'westeurope'
  properties: {}
}

resource allowManagement 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = {
  parent: group
  name: 'AllowManagement'
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

resource denySql 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = {
  parent: group
  name: 'DenySql'
  properties: {
    priority: 105
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
  parent: group
  name: 'AllowApimSqlOutbound'
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

resource denyKeyVault 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = {
  parent: group
  name: 'DenyKeyVault'
  properties: {
    priority: 110
    direction: 'Outbound'
    access: 'Deny'
    protocol: '*'
    sourceAddressPrefix: '*'
    sourcePortRange: '*'
    destinationAddressPrefix: 'AzureKeyVault'
    destinationPortRange: '*'
  }
}
