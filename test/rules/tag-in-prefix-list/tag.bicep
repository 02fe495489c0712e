resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'Tag', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443', sourceAddressPrefixes: ['10.0.0.0/16','AzureLoadBalancer'] } }
    //                                                                                                                                                                                                                             ^^^^^^^^^^^^^^^^^ warning tag-in-prefix-list: 'AzureLoadBalancer'
      { name: 'Star', properties: { priority: 110, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '444', sourceAddressPrefixes: ['*'] } }
    //                                                                                                                                                                                                                ^ warning tag-in-prefix-list: '*'
      { name: 'Two', properties: { priority: 120, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationPortRange: '443', destinationAddressPrefixes: ['Storage','Sql.WestUS'] } }
    //                                                                                                                                                                                                                ^^^^^^^ warning tag-in-prefix-list: 'Storage'
    //                                                                                                                                                                                                                          ^^^^^^^^^^ warning tag-in-prefix-list: 'Sql.WestUS'
    ]
  }
}
