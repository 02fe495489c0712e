resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'Lists', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443', sourceAddressPrefixes: [], destinationPortRanges: [], sourceApplicationSecurityGroups: [] } }
      { name: 'Texts', properties: { priority: 110, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '', sourceAddressPrefixes: ['10.0.0.0/16'], destinationPortRanges: ['80'] } }
      { name: 'Nulls', properties: { priority: 120, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: null, sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: null, sourceAddressPrefixes: ['10.0.0.0/16'], destinationPortRanges: ['81'] } }
    ]
  }
}
