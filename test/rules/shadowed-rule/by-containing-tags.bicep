resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'DenyInternet', properties: { priority: 100, direction: 'Outbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'Internet', destinationPortRange: '*' } }
      { name: 'AllowStorage', properties: { priority: 110, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'Storage', destinationPortRange: '443' } }
    //         ^^^^^^^^^^^^ warning shadowed-rule: 'DenyInternet' (priority 100)
      { name: 'AllowWestUs', properties: { priority: 120, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'Storage.WestUS', destinationPortRange: '443' } }
    //         ^^^^^^^^^^^ warning shadowed-rule: 'DenyInternet'
      { name: 'ToOwnNetwork', properties: { priority: 130, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '443' } }
      { name: 'PublicAddress', properties: { priority: 140, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '203.0.113.7', destinationPortRange: '443' } }
    //         ^^^^^^^^^^^^^ warning shadowed-rule: 'DenyInternet'
      { name: 'PrivateAddress', properties: { priority: 150, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '10.0.0.7', destinationPortRange: '443' } }
    ]
  }
}
