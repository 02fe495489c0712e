param name string

resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: name
  properties: {}
}

output id string = nsg.id
