// Whatever the id is: with this mode, it has no effect.
param subnetResourceId string

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
    virtualNetworkType: 'None'
                      // ^^^^ warning subnet-without-mode: 'apim-contoso' names a subnet, but its virtualNetworkType is None: it is deployed outside the virtual network.
    virtualNetworkConfiguration: {
      subnetResourceId: subnetResourceId
                     // ^^^^^^^^^^^^^^^^ related subnet-without-mode: the subnet without effect
    }
  }
}
