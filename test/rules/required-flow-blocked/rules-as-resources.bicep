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

resource denyKeyVault 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = {
  parent: group
  name: 'DenyKeyVault'
      // ^^^^^^^^^^^^ error required-flow-blocked: 'nsg-apim': TCP 443 outbound to AzureKeyVault is blocked by 'DenyKeyVault' (priority 110). API Management needs it for: Key Vault. Without it the deployment fails.
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
