resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: {
    securityRules: [
      { name: 'AllowManagement', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagment', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '3443' } }
    //                                                                                                                                      ^^^^^^^^^^^^ warning unknown-service-tag: 'ApiManagement'
      { name: 'AllowKeyVault', properties: { priority: 100, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'AzureKeyVaults', destinationPortRange: '443' } }
    //                                                                                                                                                                                                       ^^^^^^^^^^^^^^ warning unknown-service-tag: 'AzureKeyVault'
      { name: 'AllowStorage', properties: { priority: 110, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'Storge.WestUS', destinationPortRange: '443' } }
    //                                                                                                                                                                                                      ^^^^^^^^^^^^^ warning unknown-service-tag: 'Storage.WestUS'
    ]
  }
}
