// apim-vnet: mode=Internal sku=Developer
resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: {
    securityRules: [
      { name: 'AllowManagement', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '3443' } }
      { name: 'AllowStorage', properties: { priority: 200, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'Storage', destinationPortRange: '433' } }
//                                                                                                                                                                                                                                           ^^^ warning near-miss-port: 443 may be meant
      { name: 'AllowSql', properties: { priority: 210, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'Sql', destinationPortRange: '1443' } }
//                                                                                                                                                                                                                                   ^^^^ warning near-miss-port: 1433 may be meant
      { name: 'AllowMonitor', properties: { priority: 220, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'AzureMonitor', destinationPortRanges: [ '443', '1866' ] } }
//                                                                                                                                                                                                                                                          ^^^^ warning near-miss-port: 1886 may be meant
      { name: 'AllowKeyVault', properties: { priority: 230, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'AzureKeyVault.WestEurope', destinationPortRange: '4443' } }
//                                                                                                                                                                                                                                                             ^^^^ warning near-miss-port: 443 may be meant
    ]
  }
}
