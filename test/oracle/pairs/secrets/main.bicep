// A secret of a key vault is the same unknown, however it is asked for.
param vaultName string
param vaults array = ['kv-a', 'kv-b']

resource named 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource shared 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'kv-shared'
  scope: resourceGroup('rg-shared')
}

resource own 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'kv-own'
  location: 'westeurope'
  properties: { tenantId: subscription().tenantId, sku: { family: 'A', name: 'standard' } }
}

resource each 'Microsoft.KeyVault/vaults@2023-07-01' existing = [for vault in vaults: {
  name: vault
}]

module ofNamed 'service.bicep' = {
  name: 'apim-named'
  params: { name: 'apim-named', password: named.getSecret('certificate') }
}

module ofShared 'service.bicep' = {
  name: 'apim-shared'
  params: { name: 'apim-shared', password: shared.getSecret('certificate', '2') }
}

module ofOwn 'service.bicep' = {
  name: 'apim-own'
  params: { name: 'apim-own', password: own.getSecret('${vaultName}-password') }
}

module services 'service.bicep' = [for (vault, i) in vaults: {
  name: 'apim-${i}'
  params: { name: 'apim-${i}', password: each[i].getSecret('certificate') }
}]
