// Subnets that are named after API Management, and are more likely those of what stands beside it.
resource network 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-spoke'
  location: 'westeurope'
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [
      { name: 'snet-apim-jobs', properties: { addressPrefix: '10.0.1.0/28', delegations: [{ name: 'd', properties: { serviceName: 'Microsoft.App/environments' } }] } }
      { name: 'snet-apim-sites', properties: { addressPrefix: '10.0.2.0/28', delegations: [{ name: 'd', properties: { serviceName: 'Microsoft.Web/serverFarms' } }] } }
      { name: 'snet-apim-pe', properties: { addressPrefix: '10.0.3.0/28' } }
    ]
  }
}
