// Name and zones come from parameters.
param serviceName string = 'apim-contoso'
param location string = 'westeurope'
param zones array = [
  '1'
  '2'
]

resource service 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: serviceName
  location: location
  sku: {
    name: 'Premium'
    capacity: 2
  }
  zones: zones
  properties: {
    publisherEmail: 'admin@contoso.example'
    publisherName: 'Contoso'
    virtualNetworkType: 'Internal'
    virtualNetworkConfiguration: {
      subnetResourceId: resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-apim', 'snet-apim')
    }
    publicIpAddressId: publicIp.id
  }
}

resource publicIp 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'pip-apim-contoso'
  location: location
  sku: {
    name: 'Standard'
  }
  zones: zones
  properties: {
    publicIPAllocationMethod: 'Static'
    publicIPAddressVersion: 'IPv4'
    dnsSettings: {
      domainNameLabel: serviceName
    }
  }
}
