resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'NSG-APIM-prod'
  properties: {
    securityRules: [
      { name: 'DenyAll', properties: { priority: 100, direction: 'Inbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }
    //         ^^^^^^^ warning required-flow-blocked: TCP 3443 inbound from ApiManagement
    //         ^^^^^^^ information required-flow-blocked: TCP 6390 inbound from AzureLoadBalancer
    //         ^^^^^^^ hint optional-flow-blocked: 'DenyAll'
    ]
  }
}
