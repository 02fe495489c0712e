// A network for API Management as an engineer would write it.
targetScope = 'resourceGroup'

@description('Where everything is deployed.')
param location string = resourceGroup().location

@allowed(['Developer', 'Premium'])
param sku string = 'Premium'

param addressSpace string = '10.20.0.0/16'

@description('Additional rules.')
param extraRules {
  name: string
  priority: int
  port: string?
}[] = []

var subnetPrefix = cidrSubnet(addressSpace, 24, 1)
var tags = union(resourceGroup().tags, { workload: 'apim' })

var requiredRules = [
  {
    name: 'allow-management'
    properties: {
      priority: 100
      access: 'Allow'
      direction: 'Inbound'
      protocol: 'Tcp'
      sourceAddressPrefix: 'ApiManagement'
      sourcePortRange: '*'
      destinationAddressPrefix: 'VirtualNetwork'
      destinationPortRange: '3443'
    }
  }
]

resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-${uniqueString(resourceGroup().id)}'
  location: location
  tags: tags
  properties: {
    securityRules: concat(requiredRules, map(extraRules, rule => {
      name: rule.name
      properties: {
        priority: rule.priority
        destinationPortRange: rule.?port ?? '443'
      }
    }))
  }
}

resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-apim'
  location: location
  properties: {
    addressSpace: { addressPrefixes: [addressSpace] }
    subnets: [
      {
        name: 'apim'
        properties: {
          addressPrefix: subnetPrefix
          networkSecurityGroup: { id: nsg.id }
        }
      }
    ]
  }
}

resource apim 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: 'apim-${sku == 'Premium' ? 'prod' : 'dev'}'
  location: location
  sku: {
    name: sku
    capacity: sku == 'Premium' ? 2 : 1
  }
  properties: {
    publisherEmail: 'api@example.com'
    publisherName: 'Example'
    virtualNetworkType: 'Internal'
    virtualNetworkConfiguration: {
      subnetResourceId: vnet.properties.subnets[0].id
    }
  }
}

output privateIp string = apim.properties.privateIPAddresses[0]
