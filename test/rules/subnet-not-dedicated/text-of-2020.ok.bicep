// The endpoint is in a subnet of its own.

resource networkSecurityGroup 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-old'
  location: 'westeurope'
  properties: {
    securityRules: []
 // ^^^^^^^^^^^^^ error required-flow-blocked: 'nsg-old': TCP 443 inbound from Internet is blocked by the built-in rule 'DenyAllInbound', because no rule allows it. API Management needs it for: API clients reach the gateway. Without it this part of the service does not work.
 // ^^^^^^^^^^^^^ error required-flow-blocked: 'nsg-old': TCP 3443 inbound from ApiManagement is blocked by the built-in rule 'DenyAllInbound', because no rule allows it. API Management needs it for: management endpoint for portal and PowerShell. Without it this part of the service does not work.
  }
  metadata: {
    apimVnet: {
      profile: 'vnet-2020-07'
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
        name: 'snet-apim'
        properties: {
          addressPrefix: '10.0.1.0/27'
          networkSecurityGroup: {
            id: resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-old')
          }
        }
      }
    ]
  }
}

resource service 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: 'apim-contoso'
  location: 'westeurope'
  sku: {
    name: 'Premium'
    capacity: 1
  }
  properties: {
    publisherEmail: 'admin@contoso.example'
    publisherName: 'Contoso'
    virtualNetworkType: 'External'
    virtualNetworkConfiguration: {
      subnetResourceId: resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-apim', 'snet-apim')
    }
  }
}

resource privateEndpoint 'Microsoft.Network/privateEndpoints@2023-09-01' = {
  name: 'pe-vault'
  location: 'westeurope'
  properties: {
    subnet: {
      id: resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-apim', 'snet-endpoints')
    }
  }
}
