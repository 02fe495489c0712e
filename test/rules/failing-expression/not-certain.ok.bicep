param count int
param isLarge bool
var zero = 0

// Nobody knows whether these are computed, or what they are.
resource other 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: count > 3 ? 'nsg-other' : substring('nsg', 4)
  location: string(100 / count)
  properties: {
    securityRules: []
    flushConnection: (count == 0 || 100 / zero > 3) && false
  }
}
output unused int = 1 / 0

resource never 'Microsoft.Network/networkSecurityGroups@2023-09-01' = if (false) {
  name: 'nsg-${1 / zero}'
  location: 'westeurope'
  properties: { securityRules: [] }
}

resource chosen 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-chosen'
  location: isLarge ? cidrHost('10.1.0.0/30', 9) : 'westeurope'
  properties: { securityRules: filter([ 'a' ], name => isLarge && substring(name, 5) == '') }
}
