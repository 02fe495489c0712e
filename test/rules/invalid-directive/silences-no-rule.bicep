resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      // apim-vnet-disable-next-line shadowed-rules duplicate-priority
    //                               ^^^^^^^^^^^^^^ warning invalid-directive: 'shadowed-rules'
      { name: 'A', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    ]
  }
}
