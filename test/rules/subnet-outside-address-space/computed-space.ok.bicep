// The address space is a parameter.
param space array

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-apim'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: space
    }
    subnets: [
      {
        name: 'snet-web'
        properties: {
          addressPrefix: '10.1.0.0/24'
        }
      }
    ]
  }
}
