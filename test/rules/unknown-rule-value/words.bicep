resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'Udb', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Udb', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '4290' } }
    //                                                                                              ^^^ error unknown-rule-value: 'Udp'
      { name: 'Any', properties: { priority: 110, direction: 'Inbound', access: 'Allow', protocol: 'Any', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '4291' } }
    //                                                                                              ^^^ error unknown-rule-value: '*'
      { name: 'Http', properties: { priority: 120, direction: 'Inbound', access: 'Allow', protocol: 'HTTPS', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '4292' } }
    //                                                                                               ^^^^^ error unknown-rule-value: 'HTTPS'
      { name: 'Access', properties: { priority: 130, direction: 'Inbound', access: 'Permit', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '4293' } }
    //                                                                              ^^^^^^ error unknown-rule-value: 'Permit'
      { name: 'Way', properties: { priority: 140, direction: 'Ingress', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '4294' } }
    //                                                        ^^^^^^^ error unknown-rule-value: 'Inbound'
    ]
  }
}
