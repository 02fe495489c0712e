// A nested child hangs on its parent's condition; a child that names its parent does not.
param production bool
param deployGroup bool = false

resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = if (deployGroup) {
  name: 'nsg'
  properties: {}

  resource nested 'securityRules' = {
    name: 'nested'
    properties: { priority: 100, direction: 'Inbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' }
  }
}

resource named 'Microsoft.Network/networkSecurityGroups/securityRules@2023-09-01' = {
  parent: nsg
  name: 'named'
  properties: { priority: 110, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '3443' }
}

resource table 'Microsoft.Network/routeTables@2023-09-01' = if (production) {
  name: production ? 'rt-prod' : 'rt-test'
  properties: { disableBgpRoutePropagation: production || true }
}
