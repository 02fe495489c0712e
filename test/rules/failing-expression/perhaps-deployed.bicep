param isWanted bool
param names array

// Whether these are deployed is not known; that the expressions have no value is.
resource perhaps 'Microsoft.Network/networkSecurityGroups@2023-09-01' = if (isWanted) {
  name: 'nsg-perhaps'
  location: cidrHost('10.1.0.0/30', 9)
         // ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning failing-expression: This has no value: '10.1.0.0/30' has no usable address 9. Where the resource is deployed, the deployment fails with it.
  properties: { securityRules: [] }
}
resource many 'Microsoft.Network/networkSecurityGroups@2023-09-01' = [for name in names: {
  name: 'nsg-${name}'
  location: cidrHost('10.2.0.0/30', 9)
         // ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning failing-expression: '10.2.0.0/30' has no usable address 9. Where the resource is deployed, the deployment fails with it.
  properties: { securityRules: [] }
}]

// One of the two is deployed for certain.
var shared = cidrHost('10.3.0.0/30', 9)
          // ^^^^^^^^^^^^^^^^^^^^^^^^^^ error failing-expression: '10.3.0.0/30' has no usable address 9. The deployment fails with it.
resource certain 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-certain'
  location: shared
  properties: { securityRules: [] }
}
resource also 'Microsoft.Network/networkSecurityGroups@2023-09-01' = if (isWanted) {
  name: 'nsg-also'
  location: shared
  properties: { securityRules: [] }
}
