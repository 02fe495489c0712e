// A subnet that is a resource of its own.

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-apim'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.0.0.0/16'
      ]
    }
    subnets: []
  }
}

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2023-09-01' = {
  name: 'vnet-apim/snet-web'
  properties: {
    addressPrefix: '172.16.0.0/24'
                 // ^^^^^^^^^^^^^ error subnet-outside-address-space: 'snet-web' has the prefix 172.16.0.0/24, which is not in the address space 10.0.0.0/16 of its virtual network. Azure refuses the deployment.
  }
}
