// Bodies of resources and modules: conditions, loops, nested declarations, decorators.
param deploy bool
param names array

resource conditional 'Microsoft.Network/routeTables@2023-09-01' = if (deploy) {
  name: 'rt'
}

resource conditionBelow 'Microsoft.Network/routeTables@2023-09-01' =
  if (deploy && length(names) > 0) {
    name: 'rt2'
  }

resource manyLines 'Microsoft.Network/routeTables@2023-09-01' = if (
  deploy
) {
  name: 'rt3'
}

resource looped 'Microsoft.Network/publicIPAddresses@2023-09-01' = [for name in names: {
  name: name
}]

resource loopedWithIndex 'Microsoft.Network/publicIPAddresses@2023-09-01' = [
  for (name, i) in names: if (i > 0) {
    name: '${name}-${i}'
    zones: ['1', '2']
  }
]

@batchSize(2)
module loopedModule './modules/subnet.bicep' = [for i in range(0, 3): if (deploy) {
  name: 'subnet-${i}'
}]

module fromRegistry 'br/public:network/virtual-network:1.1.3' = if (deploy) { name: 'vnet' }

resource parent 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet'
  resource: 'a property that is named like the keyword'
  resource child 'subnets' = {
    name: 'child'

    @description('A nested resource of a nested resource.')
    resource grandchild 'links@2023-09-01' existing = {
      name: 'link'
    }
  }

  @batchSize(1)
  resource children 'subnets@2023-09-01' = [for n in names: {
    name: n
  }]

  properties: {}
}

resource interpolatedType 'Microsoft.${'Network'}/virtualNetworks@2023-09-01' = {}

output nested string = parent::child::grandchild.id
