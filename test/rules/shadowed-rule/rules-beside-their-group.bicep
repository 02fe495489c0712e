// The second rule does nothing, and nothing waits for it.
param groupName string = 'nsg-backend'

resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: groupName
  location: 'westeurope'
  properties: {}
}

resource denySql 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = {
  parent: group
  name: 'DenySql'
  properties: {
    priority: 100
    direction: 'Outbound'
    access: 'Deny'
    protocol: '*'
    sourceAddressPrefix: '*'
    sourcePortRange: '*'
    destinationAddressPrefix: 'Sql'
    destinationPortRange: '*'
  }
}

resource denySqlAgain 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = {
  parent: group
  name: 'DenySqlAgain'
      // ^^^^^^^^^^^^ information shadowed-rule: 'DenySqlAgain' never matches: all its traffic is decided first by 'DenySql' (priority 100).
  properties: {
    priority: 200
    direction: 'Outbound'
    access: 'Deny'
    protocol: '*'
    sourceAddressPrefix: '*'
    sourcePortRange: '*'
    destinationAddressPrefix: 'Sql'
    destinationPortRange: '*'
  }
}
