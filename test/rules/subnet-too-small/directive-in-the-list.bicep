resource network 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-spoke'
  location: 'westeurope'
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [
      // apim-vnet: mode=Internal sku=Premium units=4
      {
        name: 'snet-gateway'
        properties: {
          addressPrefix: '10.0.1.0/29'
          //              ^^^^^^^^^^^ error subnet-too-small: 'snet-gateway' is a /29 with 3 addresses for use, and 4 Premium units in internal mode need 9
        }
      }
      { name: 'snet-web', properties: { addressPrefix: '10.0.2.0/29' } }
    ]
  }
}
