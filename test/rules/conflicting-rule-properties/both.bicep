resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'Sources', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443', sourceAddressPrefixes: [ '10.1.0.0/16' ] } }
//                                                                                                                                                                                                                                  ^^^^^^^^^^^^^^^^^^^^^ warning conflicting-rule-properties: 'sourceAddressPrefix'
      { name: 'Ports', properties: { priority: 110, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '80', destinationPortRanges: [ '81', '82' ] } }
//                                                                                                                                                                                                                               ^^^^^^^^^^^^^^^^^^^^^ warning conflicting-rule-properties: 'destinationPortRange'
      { name: 'Groups', properties: { priority: 120, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '444', sourceApplicationSecurityGroups: [ { id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/applicationSecurityGroups/a' } ] } }
//                                                                                                                                                                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning conflicting-rule-properties: 'sourceApplicationSecurityGroups'
    ]
  }
}
