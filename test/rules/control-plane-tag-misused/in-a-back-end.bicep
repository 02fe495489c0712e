resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-backend'
  properties: {
    securityRules: [
      { name: 'AllowGateway', properties: { priority: 200, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '443' } }
//                                                                                                                                       ^^^^^^^^^^^^^ warning control-plane-tag-misused: no address of a gateway
      { name: 'AllowGatewayOfRegion', properties: { priority: 210, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement.WestEurope', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRanges: [ '80', '443' ] } }
//                                                                                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^ warning control-plane-tag-misused: on ports 80 and 443
    ]
  }
}
