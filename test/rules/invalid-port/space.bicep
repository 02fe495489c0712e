// A space is all that is wrong.
resource networkSecurityGroup 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  location: 'westeurope'
  properties: {
    securityRules: [
      {
        name: 'AllowWeb'
        properties: {
          priority: 200
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: '10.0.0.0/8'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRanges: [
            '65503-65534 '
          // ^^^^^^^^^^^^ warning invalid-port: 'AllowWeb': the port '65503-65534 ' has a space in it. Azure may refuse the rule, and the deployment with it.
            ' 443'
          // ^^^^ warning invalid-port: 'AllowWeb': the port ' 443' has a space in it. Azure may refuse the rule, and the deployment with it.
          ]
        }
      }
    ]
  }
}
