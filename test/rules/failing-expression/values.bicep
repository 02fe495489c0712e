param index int = 9
var zero = 0
var share = 100 / zero
         // ^^^^^^^^^^ error failing-expression: This has no value: nothing can be divided by 0. The deployment fails with it.
var first = second
var second = first
          // ^^^^^ error failing-expression: This has no value: variable 'first' leads back to itself. The deployment fails with it.
var many = range(0, 1000000000)
        // ^^^^^^^^^^^^^^^^^^^^ error failing-expression: This has no value: 'range' makes 0 to 10,000 integers, not 1,000,000,000. The deployment fails with it.

resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  location: first
  properties: {
    securityRules: [
      {
        name: 'web'
        properties: {
          priority: share + 1
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: cidrSubnet('10.1.0.0/16', 24, 300)
                            // ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error failing-expression: This has no value: '10.1.0.0/16' has 256 subnets of length 24, and so no subnet 300, counted from 0. The deployment fails with it.
          sourcePortRange: '*'
          destinationAddressPrefix: cidrHost('10.1.0.0/30', index)
                                 // ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning failing-expression: This has no value: '10.1.0.0/30' has no usable address 9. The deployment fails with it.
          destinationPortRange: '443'
        }
      }
    ]
  }
}

resource several 'Microsoft.Network/networkSecurityGroups@2023-09-01' = [for i in many: {
  name: 'nsg-${i}'
  location: 'westeurope'
  properties: { securityRules: [] }
}]
