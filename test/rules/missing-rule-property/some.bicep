resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'NoPriority', properties: { direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    //         ^^^^^^^^^^ error missing-rule-property: 'priority'
      { name: 'NoPorts', properties: { priority: 110, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', destinationAddressPrefix: '*' } }
    //         ^^^^^^^ error missing-rule-property: 'sourcePortRange'
      { name: 'NoAddresses', properties: { priority: 120, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourcePortRange: '*', destinationPortRange: '443' } }
    //         ^^^^^^^^^^^ error missing-rule-property: 'destinationAddressPrefix'
    ]
  }
}
