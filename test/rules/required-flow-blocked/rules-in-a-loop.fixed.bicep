// A loop makes the rules from a list that only it reads.
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
  {
    name: 'AllowApimSqlOutbound'
    priority: 100
    direction: 'Outbound'
    access: 'Allow'
    source: 'VirtualNetwork'
    destination: 'Sql'
    port: '1433'
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
