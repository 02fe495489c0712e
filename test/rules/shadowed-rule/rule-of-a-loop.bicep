// A loop makes the rules from a list that only it reads.
var rules = [
  {
    name: 'DenySql'
    priority: 200
    direction: 'Outbound'
    access: 'Deny'
    source: '*'
    destination: 'Sql'
    port: '*'
  }
  {
    name: 'DenySqlAgain'
    priority: 210
    direction: 'Outbound'
    access: 'Deny'
    source: '*'
    destination: 'Sql'
    port: '*'
  }
]

resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-backend'
  location: 'westeurope'
  properties: {
    securityRules: [for rule in rules: {
      name: rule.name
         // ^^^^^^^^^ information shadowed-rule: 'DenySqlAgain' never matches: all its traffic is decided first by 'DenySql' (priority 200).
      properties: {
        priority: rule.priority
        direction: rule.direction
        access: rule.access
        protocol: 'Tcp'
        sourceAddressPrefix: rule.source
        sourcePortRange: '*'
        destinationAddressPrefix: rule.destination
        destinationPortRange: rule.port
      }
    }]
  }
}
