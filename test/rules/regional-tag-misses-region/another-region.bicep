// apim-vnet: mode=Internal sku=Developer region=westeurope
resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: {
    securityRules: [
      { name: 'AllowManagement', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '3443' } }
      { name: 'AllowStorage', properties: { priority: 200, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'Storage.NorthEurope', destinationPortRange: '443' } }
//                                                                                                                                                                                                          ^^^^^^^^^^^^^^^^^^^ information regional-tag-misses-region: the service is in 'westeurope'
      { name: 'AllowSql', properties: { priority: 210, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'Sql.NorthEurope', destinationPortRange: '1433' } }
//                                                                                                                                                                                                      ^^^^^^^^^^^^^^^ warning regional-tag-misses-region: There the flow is blocked
      { name: 'DenySql', properties: { priority: 300, direction: 'Outbound', access: 'Deny', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'Sql', destinationPortRange: '*' } }
//             ^^^^^^^ error required-flow-blocked: TCP 1433
    ]
  }
}
