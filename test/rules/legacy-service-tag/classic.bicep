resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'In', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'AZURE_LOADBALANCER', sourcePortRange: '*', destinationAddressPrefix: 'VIRTUAL_NETWORK', destinationPortRange: '443' } }
    //                                                                                                                         ^^^^^^^^^^^^^^^^^^ warning legacy-service-tag: 'AzureLoadBalancer'
    //                                                                                                                                                                                               ^^^^^^^^^^^^^^^ warning legacy-service-tag: 'VirtualNetwork'
      { name: 'Out', properties: { priority: 100, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'virtual_network', sourcePortRange: '*', destinationAddressPrefix: 'INTERNET', destinationPortRange: '443' } }
    //                                                                                                                           ^^^^^^^^^^^^^^^ warning legacy-service-tag: 'VirtualNetwork'
    ]
  }
}
