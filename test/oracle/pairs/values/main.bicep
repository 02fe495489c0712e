// Parameters, variables, text and operators; spelling of types in ids; null beside absent.
param prefix string = 'contoso'
param suffix string?
param tags object = {}
param priority int = 100

var base = toLower(prefix)
var ports = [ '443', '3443' ]
var huge = 9007199254740991

resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: '${base}-nsg${suffix ?? ''}'
  tags: tags
  properties: {
    flushConnection: prefix =~ 'CONTOSO' && huge > 1
    securityRules: [
      {
        name: 'allow-${ports[1]}'
        properties: {
          priority: priority + length(ports) * 5
          direction: 'Inbound'
          access: empty(tags) ? 'Allow' : 'Deny'
          protocol: 'Tcp'
          description: null
          sourceAddressPrefix: 'ApiManagement'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRanges: ports
        }
      }
    ]
  }
}

resource vnet 'microsoft.network/virtualnetworks@2023-09-01' = {
  name: '${base}-vnet'
  properties: {
    addressSpace: { addressPrefixes: [ '10.0.0.0/16' ] }
    subnets: [
      {
        name: 'apim'
        properties: { addressPrefix: cidrSubnet('10.0.0.0/16', 24, 3), networkSecurityGroup: { id: nsg.id } }
      }
    ]
  }
}
