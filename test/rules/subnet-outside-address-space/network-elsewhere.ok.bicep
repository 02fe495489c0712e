// The virtual network is in another file.

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2023-09-01' = {
  name: 'vnet-hub/snet-web'
  properties: {
    addressPrefix: '172.16.0.0/24'
  }
}
