// The list of rules is put together from two, so that a new rule becomes a resource of its own.
param groupName string = 'nsg-apim'
var ours = [
  {
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
]
var theirs = [
  {
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
]

// apim-vnet: mode=Internal sku=Premium
resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: groupName
  location: 'westeurope'
  properties: {
    securityRules: concat(ours, theirs)
  }
}

resource allowApimSqlOutbound 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = {
  parent: group
  name: 'AllowApimSqlOutbound'
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
