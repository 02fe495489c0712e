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
        // ^^^^^^^ error required-flow-blocked: 'nsg-apim': TCP 1433 outbound to Sql is blocked by 'DenySql' (priority 100). API Management needs it for: Azure SQL endpoints. Without it the deployment fails.
    properties: {
      priority: 100
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
