resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'Written', properties: { direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    //         ^^^^^^^ error missing-rule-property: 'priority'
      { name: 'BeingWritten', properties: { priority: 110, direction: 'Inbound', access: } }
    //                                                                                   ^ error syntax-error: value
    ]
  }
}
