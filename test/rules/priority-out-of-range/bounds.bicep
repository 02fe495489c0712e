resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'A', properties: { priority: 99, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    //                                     ^^ error priority-out-of-range: priority 99
      { name: 'B', properties: { priority: 4097, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '444' } }
    //                                     ^^^^ error priority-out-of-range: priority 4097
      { name: 'C', properties: { priority: 0, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '445' } }
    //                                     ^ error priority-out-of-range: priority 0
      { name: 'D', properties: { priority: -1, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '446' } }
    //                                     ^^ error priority-out-of-range: priority -1
    ]
  }
}
