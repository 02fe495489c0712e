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
          //^^^^^^^^^ error required-flow-blocked: 'nsg-apim': TCP 1433 outbound to Sql is blocked by 'DenySql' (priority 200). API Management needs it for: Azure SQL endpoints. Without it the deployment fails.
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

resource other 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-other'
  location: 'westeurope'
  properties: {
    securityRules: [for rule in rules: {
      name: rule.name
          //^^^^^^^^^ warning required-flow-blocked: 'nsg-other': TCP 1433 outbound to Sql is blocked by 'DenySql' (priority 200). API Management needs it for: Azure SQL endpoints. Without it the deployment fails.
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
