// Another route table, and a delegation only once.

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-apim'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.0.0.0/16'
      ]
    }
    subnets: [
      {
        name: 'snet-web'
        properties: {
          addressPrefix: '10.0.1.0/24'
          routeTable: {
            id: resourceId('Microsoft.Network/routeTables', 'rt-a')
          }
        }
      }
    ]
  }
}

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2023-09-01' = {
  name: 'vnet-apim/snet-web'
      // ^^^^^^^^^^^^^^^^^^ warning subnet-declared-twice: 'snet-web' is declared twice, with different route table and delegation. They are one subnet: each deployment of one declaration takes away what the other set.
  properties: {
    addressPrefix: '10.0.1.0/24'
    routeTable: {
      id: resourceId('Microsoft.Network/routeTables', 'rt-b')
    }
    delegations: [
      {
        name: 'apim'
        properties: {
          serviceName: 'Microsoft.Web/serverFarms'
        }
      }
    ]
  }
}
