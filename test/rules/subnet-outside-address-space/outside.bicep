// The subnet is in another range than its network.

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-apim'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.0.0.0/16'
      // ^^^^^^^^^^^ related subnet-outside-address-space: the address space
      ]
    }
    subnets: [
      {
        name: 'snet-web'
        properties: {
          addressPrefix: '10.1.0.0/24'
                       // ^^^^^^^^^^^ error subnet-outside-address-space: 'snet-web' has the prefix 10.1.0.0/24, which is not in the address space 10.0.0.0/16 of its virtual network. Azure refuses the deployment.
        }
      }
      {
        name: 'snet-api'
        properties: {
          addressPrefix: '10.0.3.0/24'
        }
      }
    ]
  }
}
