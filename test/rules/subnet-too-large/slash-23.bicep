// A workspace gateway takes a /24 at most.

resource networkSecurityGroup 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-gateway'
  location: 'westeurope'
  properties: {
    securityRules: []
  }
  metadata: {
    apimVnet: {
      profile: 'workspace-gateway'
    }
  }
}

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
        name: 'snet-gateway'
        properties: {
          addressPrefix: '10.0.2.0/23'
                       // ^^^^^^^^^^^ warning subnet-too-large: 'snet-gateway' is a /23, and the subnet of a workspace gateway may be a /24 at most (text of May 2026; an older one asks for a /24 exactly).
          networkSecurityGroup: {
            id: resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-gateway')
          }
        }
      }
    ]
  }
}
