// A service in internal mode whose control plane comes in by the rule.

// apim-vnet: mode=Internal sku=Premium
resource group 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  location: 'westeurope'
  properties: {
    securityRules: [
      {
        name: 'AllowAll'
            // ^^^^^^^^ warning open-to-internet: 'nsg-apim': 'AllowAll' (priority 200) lets every address of the Internet in on every port. What no earlier rule denies is reachable by everybody.
        properties: {
          priority: 200
          direction: 'Inbound'
          access: 'Allow'
          protocol: '*'
          sourceAddressPrefix: '*'
                             // ^ warning management-port-open: 'AllowAll' (priority 200) opens the management port 3443 to every address. Only the control plane needs it, which is the tag 'ApiManagement'.
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
      {
        name: 'DenyAll'
            // ^^^^^^^ warning shadowed-rule: 'DenyAll' never matches: all its traffic is decided first by 'AllowAll' (priority 200). Traffic that it should deny is let through.
        properties: {
          priority: 4096
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}
