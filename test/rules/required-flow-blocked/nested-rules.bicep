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
}
