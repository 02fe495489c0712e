resource table 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-apim'
  properties: {
    routes: [
      { name: 'Written', properties: { addressPrefix: '10.0.0.0/16' } }
    //         ^^^^^^^ error missing-route-property: 'nextHopType'
      { name: 'BeingWritten', properties: { addressPrefix: } }
    //                                                     ^ error syntax-error: value
      { name: 'ToFirewall', properties: { addressPrefix: '10.1.0.0/16', nextHopType: 'VirtualAppliance', nextHopIpAddress: } }
    //                                                                                                                     ^ error syntax-error: value
    ]
  }
}
