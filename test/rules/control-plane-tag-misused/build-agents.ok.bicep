resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-agents'
  properties: {
    securityRules: [
      { name: 'ToControlPlane', properties: { priority: 200, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'VirtualNetwork', sourcePortRange: '*', destinationAddressPrefix: 'ApiManagement', destinationPortRange: '3443' } }
    ]
  }
}
