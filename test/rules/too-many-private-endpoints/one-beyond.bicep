resource endpoints 'Microsoft.Network/privateEndpoints@2023-09-01' = [for i in range(0, 101): {
  name: 'pe-${i}'
  //    ^^^^^^^^^ error too-many-private-endpoints: 'apim-contoso' has 101 private endpoints in this file, and a service takes 100 at most
  properties: {
    privateLinkServiceConnections: [
      { name: 'apim', properties: { privateLinkServiceId: resourceId('Microsoft.ApiManagement/service', 'apim-contoso'), groupIds: ['Gateway'] } }
    ]
  }
}]
