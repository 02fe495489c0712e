targetScope = 'managementGroup'

param seed string
param own string = newGuid()

resource definition 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: seed
  properties: {
    roleName: own
    assignableScopes: [ managementGroup().id ]
  }
}

@secure()
output secret string = 'of ${own}'
