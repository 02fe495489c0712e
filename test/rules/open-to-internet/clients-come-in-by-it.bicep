// A service in external mode: its clients come in by the rule, too.

// apim-vnet: mode=External sku=Developer
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
          sourceAddressPrefix: 'Internet'
                             // ^^^^^^^^ warning management-port-open: 'AllowAll' (priority 200) opens the management port 3443 to all of 'Internet'. Only the control plane needs it, which is the tag 'ApiManagement'.
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}
