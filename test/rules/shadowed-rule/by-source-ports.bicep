resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'Fixed', properties: { priority: 100, direction: 'Inbound', access: 'Deny', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '1024', destinationAddressPrefix: '*', destinationPortRange: '443' } }
      { name: 'AnySource', properties: { priority: 110, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
      { name: 'FixedAgain', properties: { priority: 120, direction: 'Inbound', access: 'Deny', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '2048', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    //         ^^^^^^^^^^ warning shadowed-rule: 'AnySource'
    ]
  }
}
