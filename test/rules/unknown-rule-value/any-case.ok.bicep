resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'A', properties: { priority: 100, direction: 'inbound', access: 'ALLOW', protocol: 'TCP', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
      { name: 'B', properties: { priority: 110, direction: 'INBOUND', access: 'deny', protocol: 'udp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
      { name: 'C', properties: { priority: 120, direction: 'Inbound', access: 'Allow', protocol: 'icmp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }
      { name: 'D', properties: { priority: 130, direction: 'Inbound', access: 'Allow', protocol: 'Esp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }
      { name: 'E', properties: { priority: 140, direction: 'Inbound', access: 'Allow', protocol: 'AH', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }
    ]
  }
}
