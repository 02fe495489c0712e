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
     // ^^^^^^^^^^^^^^^^^^^^^^^ error required-flow-blocked: 'nsg-apim': TCP 1433 outbound to Sql is blocked by 'DenySql' (priority 100). API Management needs it for: Azure SQL endpoints. Without it the deployment fails.
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
