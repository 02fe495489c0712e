// The only group of the file is there for the service and has no rules yet.

resource apimGroup 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  location: 'westeurope'
  properties: {
    securityRules: []
 // ^^^^^^^^^^^^^ warning required-flow-blocked: 'nsg-apim': TCP 3443 inbound from ApiManagement is blocked by the built-in rule 'DenyAllInbound', because no rule allows it. API Management needs it for: management endpoint for portal and PowerShell. Without it the deployment fails.
  }
}

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2023-09-01' = {
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
            // ^^^^^^^^^ error missing-security-group: 'snet-apim' has no network security group, and API Management is deployed into it: Azure refuses that (NetworkSecurityGroupNotFound).
        properties: {
          addressPrefix: '10.0.1.0/27'
        }
      }
    ]
  }
}

resource service 'Microsoft.ApiManagement/service@2022-08-01' = {
  name: 'apim-contoso'
  location: 'westeurope'
  sku: {
    name: 'Premium'
    capacity: 1
  }
  properties: {
    publisherEmail: 'admin@contoso.example'
    publisherName: 'Contoso'
    virtualNetworkType: 'Internal'
    virtualNetworkConfiguration: {
      subnetResourceId: resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-apim', 'snet-apim')
    }
  }
}
