    // apim-vnet: mod=Internal mode=Intern sku=Premum units=two cloud=mars profile=stv3 region= sku features=git,rates
    //            ^^^ warning invalid-directive: 'mod'
    //                              ^^^^^^ warning invalid-directive: 'Intern'
    //                                         ^^^^^^ warning invalid-directive: 'Premum'
    //                                                      ^^^ warning invalid-directive: 'two'
    //                                                                ^^^^ warning invalid-directive: 'mars'
    //                                                                             ^^^^ warning invalid-directive: 'stv3'
    //                                                                                  ^^^^^^ warning invalid-directive: region
    //                                                                                          ^^^ warning invalid-directive: sku
    //                                                                                                       ^^^^^^^^^ warning invalid-directive: 'git,rates' is no list of features
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-gateway'
  properties: {
    securityRules: [
      { name: 'AllowManagement', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '3443' } }
    ]
  }
}
