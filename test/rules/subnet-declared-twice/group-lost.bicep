// The list of the network has no group, the resource has one.

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
            // ^^^^^^^^ related subnet-declared-twice: the other declaration
        properties: {
          addressPrefix: '10.0.1.0/24'
        }
      }
    ]
  }
}

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2023-09-01' = {
  name: 'vnet-apim/snet-web'
      // ^^^^^^^^^^^^^^^^^^ warning subnet-declared-twice: 'snet-web' is declared twice, with different security group. They are one subnet: each deployment of one declaration takes away what the other set.
  properties: {
    addressPrefix: '10.0.1.0/24'
    networkSecurityGroup: {
      id: resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-web')
    }
  }
}
