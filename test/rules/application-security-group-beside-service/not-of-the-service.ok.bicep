resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'AllowApps', properties: { priority: 200, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.1.0.0/16', sourcePortRange: '*', destinationPortRange: '8443', destinationApplicationSecurityGroups: [ { id: resourceId('Microsoft.Network/applicationSecurityGroups', 'asg') } ] } }
    ]
  }
}
