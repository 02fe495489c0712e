// A prefix that names an address inside its range, in a subnet and in the address space.

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-apim'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.0.0.1/16'
      // ^^^^^^^^^^^ error invalid-subnet-prefix: 'vnet-apim': '10.0.0.1/16' names an address inside its range, and Azure refuses it: the range is 10.0.0.0/16.
      ]
    }
    subnets: [
      {
        name: 'snet-web'
        properties: {
          addressPrefix: '10.0.1.4/24'
                       // ^^^^^^^^^^^ error invalid-subnet-prefix: 'snet-web': '10.0.1.4/24' names an address inside its range, and Azure refuses it: the range is 10.0.1.0/24.
        }
      }
    ]
  }
}
