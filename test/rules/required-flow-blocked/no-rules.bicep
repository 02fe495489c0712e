// apim-vnet: mode=External sku=Premium
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: {
    securityRules: []
//  ^^^^^^^^^^^^^ error required-flow-blocked: TCP 3443 inbound from ApiManagement
//  ^^^^^^^^^^^^^ error required-flow-blocked: TCP 443 inbound from Internet
  }
}
