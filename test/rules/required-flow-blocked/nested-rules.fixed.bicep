// Rules that are written in their group as resources below it.

// apim-vnet: mode=Internal sku=Premium
resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  location: 'westeurope'

  resource allowManagement 'securityRules' = {
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

  resource denySql 'securityRules' = {
    name: 'DenySql'
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

  resource allowApimSqlOutbound 'securityRules' = {
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
}
