// A further region has zones, and its address would be there.
param serviceName string = 'Apim-Contoso'

resource service 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: serviceName
  location: 'westeurope'
  sku: {
    name: 'Premium'
    capacity: 1
  }
  properties: {
    publisherEmail: 'admin@contoso.example'
    publisherName: 'Contoso'
    virtualNetworkType: 'Internal'
    virtualNetworkConfiguration: {
      subnetResourceId: resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-apim', 'snet-apim')
    }
    additionalLocations: [
      {
        location: 'North Europe'
        sku: {
          name: 'Premium'
          capacity: 2
        }
        zones: [
          '1'
          '2'
        ]
        virtualNetworkConfiguration: {
          subnetResourceId: resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-north', 'snet-apim')
        }
        publicIpAddressId: publicIp.id
      }
    ]
  }
}

resource publicIp 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'pip-apim-contoso-northeurope'
  location: 'North Europe'
  sku: {
    name: 'Standard'
  }
  zones: [
    '1'
    '2'
  ]
  properties: {
    publicIPAllocationMethod: 'Static'
    publicIPAddressVersion: 'IPv4'
    dnsSettings: {
      domainNameLabel: 'apim-contoso-northeurope'
    }
  }
}
