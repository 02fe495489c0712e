resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'Length', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/33', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    //                                                                                                                             ^^^^^^^^^^^ error invalid-address-prefix: '10.0.0.0/33'
      { name: 'Number', properties: { priority: 110, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.256', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    //                                                                                                                             ^^^^^^^^^^ error invalid-address-prefix: '10.0.0.256'
      { name: 'Short', properties: { priority: 120, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    //                                                                                                                            ^^^^^^ error invalid-address-prefix: '10.0.0'
      { name: 'Range', properties: { priority: 130, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.1-10.0.0.9', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    //                                                                                                                            ^^^^^^^^^^^^^^^^^ error invalid-address-prefix: CIDR
      { name: 'List', properties: { priority: 140, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.1,10.0.0.2', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    //                                                                                                                           ^^^^^^^^^^^^^^^^^ error invalid-address-prefix: '10.0.0.1,10.0.0.2'
      { name: 'Slash', properties: { priority: 150, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    //                                                                                                                            ^^^^^^^^^ error invalid-address-prefix: '10.0.0.0/'
      { name: 'Zeros', properties: { priority: 160, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '010.0.0.0/8', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    //                                                                                                                            ^^^^^^^^^^^ error invalid-address-prefix: '010.0.0.0/8'
      { name: 'Mask', properties: { priority: 170, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '10.0.0.0/255.0.0.0', destinationPortRange: '443' } }
    //                                                                                                                                                                                ^^^^^^^^^^^^^^^^^^ error invalid-address-prefix: '10.0.0.0/255.0.0.0'
      { name: 'Colons', properties: { priority: 180, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '2001:db8:::1', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    //                                                                                                                             ^^^^^^^^^^^^ error invalid-address-prefix: '2001:db8:::1'
      { name: 'Plural', properties: { priority: 190, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443', sourceAddressPrefixes: ['10.0.0.0/16','10.300.0.0/16'] } }
    //                                                                                                                                                                                                                                ^^^^^^^^^^^^^ error invalid-address-prefix: '10.300.0.0/16'
    ]
  }
}
