resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'Backwards', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443-80' } }
    //                                                                                                                                                                                                                          ^^^^^^ error invalid-port: '443-80'
      { name: 'TooHigh', properties: { priority: 110, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '65536' } }
    //                                                                                                                                                                                                                        ^^^^^ error invalid-port: '65536'
      { name: 'TooHighRange', properties: { priority: 120, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '60000-70000' } }
    //                                                                                                                                                                                                                             ^^^^^^^^^^^ error invalid-port: '60000-70000'
      { name: 'List', properties: { priority: 130, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '80,443' } }
    //                                                                                                                                                                                                                     ^^^^^^ error invalid-port: '80,443'
      { name: 'Word', properties: { priority: 140, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: 'https' } }
    //                                                                                                                                                                                                                     ^^^^^ error invalid-port: 'https'
      { name: 'Source', properties: { priority: 150, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '-1', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    //                                                                                                                                                             ^^ error invalid-port: '-1'
      { name: 'Plural', properties: { priority: 160, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRanges: ['80','4430-','443'] } }
    //                                                                                                                                                                                                                              ^^^^^ error invalid-port: '4430-'
    ]
  }
}
