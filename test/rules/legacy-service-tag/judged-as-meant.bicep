// apim-vnet: mode=Internal sku=Premium profile=vnet-2020-07
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: {
    securityRules: [
      { name: 'Management', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VIRTUAL_NETWORK', destinationPortRange: '3443' } }
//                                                                                                                                                                                                      ^^^^^^^^^^^^^^^ warning legacy-service-tag: 'VirtualNetwork'
      { name: 'Probe', properties: { priority: 110, direction: 'Inbound', access: 'Allow', protocol: '*', sourceAddressPrefix: 'AZURE_LOAD_BALANCER', sourcePortRange: '*', destinationAddressPrefix: 'VIRTUAL_NETWORK', destinationPortRange: '*' } }
//                                                                                                                                                                                                     ^^^^^^^^^^^^^^^ warning legacy-service-tag: 'VirtualNetwork'
//                                                                                                                              ^^^^^^^^^^^^^^^^^^^ warning legacy-service-tag: 'AzureLoadBalancer'
      { name: 'OwnTraffic', properties: { priority: 120, direction: 'Inbound', access: 'Allow', protocol: '*', sourceAddressPrefix: 'VIRTUAL_NETWORK', sourcePortRange: '*', destinationAddressPrefix: 'VIRTUAL_NETWORK', destinationPortRange: '*' } }
//                                                                                                                                                                                                      ^^^^^^^^^^^^^^^ warning legacy-service-tag: 'VirtualNetwork'
//                                                                                                                                   ^^^^^^^^^^^^^^^ warning legacy-service-tag: 'VirtualNetwork'
      { name: 'DenyAll', properties: { priority: 4096, direction: 'Inbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }
    ]
  }
}
