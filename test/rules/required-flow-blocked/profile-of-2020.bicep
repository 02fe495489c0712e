// apim-vnet: mode=Internal sku=Developer profile=vnet-2020-07
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: {
    securityRules: [
      { name: 'AllowManagement', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '3443' } }
      { name: 'DenyMail', properties: { priority: 100, direction: 'Outbound', access: 'Deny', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '25-30000' } }
    //         ^^^^^^^^ error required-flow-blocked: TCP 443 outbound to Storage
    //         ^^^^^^^^ error required-flow-blocked: TCP 445 outbound to Storage
    //         ^^^^^^^^ error required-flow-blocked: TCP 1433 outbound to Sql
    //         ^^^^^^^^ error required-flow-blocked: TCP 5671, 5672 and 443 outbound to EventHub
    //         ^^^^^^^^ error required-flow-blocked: TCP 443 and 12000 outbound to AzureCloud
    //         ^^^^^^^^ error required-flow-blocked: TCP 1886 and 443 outbound to AzureMonitor
    //         ^^^^^^^^ error required-flow-blocked: TCP 25, 587 and 25028 outbound to Internet
    //         ^^^^^^^^ error required-flow-blocked: TCP 6381-6383 outbound to VirtualNetwork
    //         ^^^^^^^^ information optional-flow-blocked: 'DenyMail'
    ]
  }
}
