// apim-vnet: mode=Internal sku=Premium
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
//       ^^^^^^^^ error required-flow-blocked: TCP 3443 inbound from ApiManagement
  properties: {
  }
}
