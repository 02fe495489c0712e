// Every statement of a .bicep file in its shortest form, and each in a longer one.
targetScope = 'resourceGroup'
metadata owner = 'network team'
metadata details = {
  reviewed: true
}

param location string
param subnetPrefix string = '10.0.1.0/24'
param zones array = []
param existingVnet resource 'Microsoft.Network/virtualNetworks@2023-09-01'

var gatewayName = 'gw'
var ports int[] = [443, 3443]

type Mode = 'External' | 'Internal' | 'None'

func double(value int) int => value * 2
func greet(first string, last string) string =>
  'Hello ${first} ${last}'
func noParameters() bool => true
func onLines(
  first string
  , second int
) string => first

resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
}

resource vnet 'Microsoft.Network/virtualNetworks@2023-09-01' existing = {
  name: 'vnet-hub'
}

module dns 'dns.bicep' = {
  params: {
    zone: 'azure-api.net'
  }
}

output id string = nsg.id
output network resource 'Microsoft.Network/virtualNetworks@2023-09-01' = vnet
output anyNetwork resource = vnet

extension kubernetes
extension microsoftGraph as graph
extension 'br:example.azurecr.io/extensions/foo:1.0' with {
  setting: 'a'
} as foo
import 'az@1.0.0'
import 'kubernetes@1.0.0' with { namespace: 'default' } as k8s

assert isWest = location == 'westeurope'

test smoke 'main.bicep' = {
  params: {
    location: 'westeurope'
  }
}
