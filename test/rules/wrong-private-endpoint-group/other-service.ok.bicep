// Other services have groups of their own.

resource privateEndpoint 'Microsoft.Network/privateEndpoints@2023-09-01' = {
  name: 'pe-vault'
  location: 'westeurope'
  properties: {
    privateLinkServiceConnections: [
      {
        name: 'vault'
        properties: {
          privateLinkServiceId: resourceId('Microsoft.KeyVault/vaults', 'kv-contoso')
          groupIds: [
            'vault'
          ]
        }
      }
    ]
  }
}
