// apim-vnet: mode=Internal sku=Developer
resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: {
    securityRules: [
      { name: 'AllowManagement', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '3443' } }
      { name: 'AllowMonitor', properties: { priority: 200, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'AzureMonitor', destinationPortRanges: [ '443', '1886' ] } }
      { name: 'AllowSql', properties: { priority: 210, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'Sql', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '1433' } }
    ]
  }
}
