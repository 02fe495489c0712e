resource endpoints 'Microsoft.Network/privateEndpoints@2023-09-01' = [for i in range(0, 100): {
  name: 'pe-${i}'
  properties: {
    privateLinkServiceConnections: [
      { name: 'apim', properties: { privateLinkServiceId: resourceId('Microsoft.ApiManagement/service', 'apim-contoso'), groupIds: ['Gateway'] } }
    ]
  }
}]
