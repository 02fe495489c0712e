// apim-vnet: mode=Internal sku=Developer
resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: {
    securityRules: [
      { name: 'AllowManagement', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '3443' } }
      { name: 'Mail', properties: { priority: 210, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'Internet', destinationPortRanges: [ '25', '587', '25028' ] } }
      { name: 'ServiceBus', properties: { priority: 220, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'Internet', destinationPortRange: '9350-9354' } }
      { name: 'Health', properties: { priority: 230, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'AzureCloud', destinationPortRanges: [ '443', '12000' ] } }
    ]
  }
}
