// Two groups have their rules from one list: what one needs is written beside it.
var rules = [
  {
    name: 'AllowManagement'
    priority: 100
    direction: 'Inbound'
    access: 'Allow'
    source: 'ApiManagement'
    destination: 'VirtualNetwork'
    port: '3443'
  }
  {
    name: 'DenySql'
    priority: 200
    direction: 'Outbound'
    access: 'Deny'
    source: '*'
    destination: 'Sql'
    port: '*'
  }
]

// apim-vnet: mode=Internal sku=Developer
resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  location: 'westeurope'
  properties: {
    securityRules: [for rule in rules: {
      name: rule.name
      properties: {
        priority: rule.priority
        direction: rule.direction
        access: rule.access
        protocol: 'Tcp'
        sourceAddressPrefix: rule.source
        sourcePortRange: '*'
        destinationAddressPrefix: rule.destination
        destinationPortRange: rule.port
      }
    }]
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

resource other 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-other'
  location: 'westeurope'
  properties: {
    securityRules: [for rule in rules: {
      name: rule.name
      properties: {
        priority: rule.priority
        direction: rule.direction
        access: rule.access
        protocol: 'Tcp'
        sourceAddressPrefix: rule.source
        sourcePortRange: '*'
        destinationAddressPrefix: rule.destination
        destinationPortRange: rule.port
      }
    }]
  }
}
