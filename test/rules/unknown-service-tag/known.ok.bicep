resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'Case', properties: { priority: 100, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VIRTUALNETWORK', sourcePortRange: '*', destinationAddressPrefix: 'azurekeyvault', destinationPortRange: '443' } }
      { name: 'Region', properties: { priority: 110, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'storage.westeurope', destinationPortRange: '443' } }
      { name: 'NewRegion', properties: { priority: 120, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'Storage.AtlantisNorth', destinationPortRange: '444' } }
      { name: 'Dotted', properties: { priority: 130, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'AzureFrontDoor.Backend', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '443' } }
      { name: 'Capital', properties: { priority: 140, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'INTERNET', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '80' } }
    ]
  }
}
