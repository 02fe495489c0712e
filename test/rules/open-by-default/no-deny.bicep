// fixture-settings: {"severity": {"open-by-default": "information"}}
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
//  ^^^^^^^^^^^^^ information open-by-default: 'nsg-web': no rule denies the rest, and the built-in rules 'AllowVNetInBound', 'AllowVnetOutBound' and 'AllowInternetOutBound' let it through
      { name: 'AllowHttps', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }
    ]
  }
}
