resource routes 'Microsoft.Network/routeTables@2023-09-01' = {
  name: 'rt-data'
  location: 'westeurope'
  properties: {
    routes: [
      {
        name: 'prefix'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: '10.0.2.4/32'
          //                 ^^^^^^^^^^^ error invalid-next-hop-address: '10.0.2.4/32' is a prefix and no single address
        }
      }
      {
        name: 'host'
        properties: {
          addressPrefix: '10.0.0.0/8'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: 'fw.contoso.com'
          //                 ^^^^^^^^^^^^^^ error invalid-next-hop-address: 'fw.contoso.com' is no IP address
        }
      }
      {
        name: 'long'
        properties: {
          addressPrefix: '10.1.0.0/16'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: '10.0.2.400'
          //                 ^^^^^^^^^^ error invalid-next-hop-address: '10.0.2.400' is no IP address
        }
      }
      {
        name: 'family'
        properties: {
          addressPrefix: '2001:db8::/32'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: '10.0.2.4'
          //                 ^^^^^^^^ error invalid-next-hop-address: is an IPv4 address, and the prefix of the route is IPv6
        }
      }
    ]
  }
}
