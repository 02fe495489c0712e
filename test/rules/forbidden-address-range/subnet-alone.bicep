// A subnet whose network is in another file.

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2023-09-01' = {
  name: 'vnet-hub/snet-web'
  properties: {
    addressPrefix: '224.1.0.0/24'
                 // ^^^^^^^^^^^^ error forbidden-address-range: 'snet-web' has the prefix 224.1.0.0/24, which lies in 224.0.0.0/4. Azure keeps these from virtual networks.
  }
}
