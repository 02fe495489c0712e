// apim-vnet: mode=Internal sku=Developer
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: {
    securityRules: [
      { name: 'AllowManagement', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: '10.0.1.0/24', destinationPortRange: '3443' } }
      { name: 'DenySql', properties: { priority: 100, direction: 'Outbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: 'Sql', destinationPortRange: '*' } }
//             ^^^^^^^ error required-flow-blocked: TCP 1433 outbound to Sql
      { name: 'DenyElsewhere', properties: { priority: 110, direction: 'Outbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '10.0.2.0/24', sourcePortRange: '*', destinationAddressPrefix: 'Storage', destinationPortRange: '*' } }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-hub'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.0.0.0/16'
      ]
    }
    subnets: [
      {
        name: 'snet-apim'
        properties: {
          addressPrefix: '10.0.1.0/24'
          networkSecurityGroup: {
            id: resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-apim')
          }
        }
      }
    ]
  }
}
