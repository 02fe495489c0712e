// A subnet that begins inside and ends outside.

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-apim'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.0.0.0/24'
        '192.168.0.0/16'
      ]
    }
    subnets: [
      {
        name: 'snet-web'
        properties: {
          addressPrefix: '10.0.0.0/23'
                       // ^^^^^^^^^^^ error subnet-outside-address-space: 'snet-web' has the prefix 10.0.0.0/23, which is not in the address space 10.0.0.0/24 and 192.168.0.0/16 of its virtual network. Azure refuses the deployment.
        }
      }
    ]
  }
}
