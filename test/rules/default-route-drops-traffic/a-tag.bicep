// apim-vnet: mode=Internal sku=Premium region=westeurope
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  location: 'westeurope'
  properties: {
    securityRules: [
      { name: 'AllowApiManagement', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '3443' } }
    ]
  }
}

resource routeTables 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-apim'
  location: 'westeurope'
  properties: {
    routes: [
      {
        name: 'no-monitor'
        properties: {
          addressPrefix: 'AzureMonitor'
          nextHopType: 'None'
//                      ^^^^ error default-route-drops-traffic: 'no-monitor' drops what goes to AzureMonitor
        }
      }
      {
        name: 'to-control-plane'
        properties: {
          addressPrefix: 'ApiManagement'
          nextHopType: 'Internet'
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet-apim'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.0.0.0/16'
      ]
    }
    subnets: [
      {
        name: 'snet-apim'
        properties: {
          addressPrefix: '10.0.1.0/27'
          networkSecurityGroup: {
            id: resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-apim')
          }
          routeTable: {
            id: resourceId('Microsoft.Network/routeTables', 'rt-apim')
          }
          serviceEndpoints: [
            {
              service: 'Microsoft.Sql'
            }
            {
              service: 'Microsoft.Storage'
            }
            {
              service: 'Microsoft.EventHub'
            }
            {
              service: 'Microsoft.KeyVault'
            }
          ]
        }
      }
    ]
  }
}
