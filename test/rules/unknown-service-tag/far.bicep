resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'New', properties: { priority: 100, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'QuantumWorkspacesOfTomorrow', destinationPortRange: '443' } }
    //                                                                                                                                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ information unknown-service-tag: 'QuantumWorkspacesOfTomorrow'
    ]
  }
}
