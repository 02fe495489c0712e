// apim-vnet: mode=Internal sku=Developer
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: {
    securityRules: [
      { name: 'AllowManagement', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '3443' } }
      { name: 'AllowApps', properties: { priority: 200, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.1.0.0/16', sourcePortRange: '*', destinationPortRange: '8443', destinationApplicationSecurityGroups: [ { id: resourceId('Microsoft.Network/applicationSecurityGroups', 'asg') } ] } }
//                                                                                                                                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information application-security-group-beside-service: can be in none
    ]
  }
}
