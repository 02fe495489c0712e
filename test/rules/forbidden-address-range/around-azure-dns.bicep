// A public range around Azure's own DNS address.

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-apim'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '168.63.128.0/20'
      // ^^^^^^^^^^^^^^^ warning forbidden-address-range: 'vnet-apim' has the prefix 168.63.128.0/20, which contains addresses of 168.63.129.16/32. Azure keeps these from virtual networks.
      ]
    }
    subnets: []
  }
}
