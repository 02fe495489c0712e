// fixture-settings: {"severity": {"rule-without-description": "information"}}
param common object

resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'One', properties: { ...common, priority: 100 } }
    ]
  }
}
