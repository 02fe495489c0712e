resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'Any', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }
      { name: 'Lowest', properties: { priority: 110, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.1.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '0' } }
      { name: 'Highest', properties: { priority: 120, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.2.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '65535' } }
      { name: 'All', properties: { priority: 130, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.3.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '0-65535' } }
      { name: 'One', properties: { priority: 140, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.4.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443-443' } }
      { name: 'Plural', properties: { priority: 150, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.5.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRanges: ['80','443','8000-8100'] } }
    ]
  }
}
