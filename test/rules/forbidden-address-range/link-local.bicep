// Link-local addresses.

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-apim'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.0.0.0/16'
        '169.254.0.0/24'
      // ^^^^^^^^^^^^^^ error forbidden-address-range: 'vnet-apim' has the prefix 169.254.0.0/24, which lies in 169.254.0.0/16. Azure keeps these from virtual networks.
      ]
    }
    subnets: []
  }
}
