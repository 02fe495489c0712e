// A resource group that is deployed with what goes into it: its region is that of resourceGroup() there, and can be read back.
targetScope = 'subscription'

param region string = 'northeurope'
param otherName string

resource network 'Microsoft.Resources/resourceGroups@2022-09-01' = {
  name: 'rg-network'
  location: region
}

resource named 'Microsoft.Resources/resourceGroups@2022-09-01' = {
  name: otherName
  location: 'uksouth'
}

resource hub 'Microsoft.Resources/resourceGroups@2022-09-01' existing = {
  name: 'rg-hub'
}

module inNetwork 'table.bicep' = {
  name: 'in-network'
  scope: network
  params: { name: 'rt-network', otherRegion: named.location }
}

module inNamed 'table.bicep' = {
  name: 'in-named'
  scope: named
  params: { name: 'rt-named', otherRegion: network.location }
}

module inHub 'table.bicep' = {
  name: 'in-hub'
  scope: hub
  params: { name: 'rt-hub', otherRegion: hub.location }
}

module elsewhere 'table.bicep' = {
  name: 'elsewhere'
  scope: resourceGroup('11111111-1111-1111-1111-111111111111', 'rg-network')
  params: { name: 'rt-elsewhere', otherRegion: network.location }
}
