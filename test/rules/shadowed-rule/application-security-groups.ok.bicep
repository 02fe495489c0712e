resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'FromWeb', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443', sourceApplicationSecurityGroups: [ { id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/applicationSecurityGroups/asg-web' } ] } }
      { name: 'FromSite', properties: { priority: 110, direction: 'Inbound', access: 'Deny', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/24', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
      { name: 'FromWebAgain', properties: { priority: 120, direction: 'Inbound', access: 'Deny', protocol: 'Tcp', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443', sourceApplicationSecurityGroups: [ { id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/applicationSecurityGroups/asg-db' } ] } }
    ]
  }
}
