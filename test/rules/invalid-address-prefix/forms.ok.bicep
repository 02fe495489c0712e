resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      { name: 'Any', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '1' } }
      { name: 'AnyWord', properties: { priority: 110, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'Any', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '2' } }
      { name: 'Zero', properties: { priority: 120, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '0.0.0.0/0', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '3' } }
      { name: 'Net', properties: { priority: 130, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/8', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '4' } }
      { name: 'Address', properties: { priority: 140, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '255.255.255.255', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '5' } }
      { name: 'V6', properties: { priority: 150, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '2001:DB8::/32', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '6' } }
      { name: 'V6Address', properties: { priority: 160, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'fe80::1', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '7' } }
      { name: 'V6Mapped', properties: { priority: 170, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '::ffff:192.0.2.1', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '8' } }
      { name: 'Tag', properties: { priority: 180, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'azurecloud.westeurope', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '9' } }
      { name: 'Plural', properties: { priority: 190, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '10', sourceAddressPrefixes: ['10.0.0.0/16','10.1.0.0/16'] } }
    ]
  }
}
