// What is new with each deployment or listed of a resource is not known, and is the same thing in both; secure outputs are outputs.
param seed string = newGuid()
param options object = { 'a-b': 1 }

resource storage 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: 'stcontoso'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
}

resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-${seed}'
  tags: {
    key: storage.listKeys().keys[0].value
    same: listKeys(storage.id, '2023-01-01').keys[0].value
    account: storage.listAccountSas('2023-01-01', { signedServices: 'b' }).accountSasToken
    expression: '@{dataset().fileName}'
    '[odd]': nameof(options['a-b'])
    secret: rights.outputs.secret
  }
  properties: { securityRules: [
      { name: 'AllowWeb', properties: { priority: 100, access: 'Allow', direction: 'Inbound', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.0/16', sourcePortRange: '*', destinationAddressPrefix: '10.1.0.0/24', destinationPortRange: '443' } }
      { name: 'DenyRest', properties: { priority: 4000, access: 'Deny', direction: 'Inbound', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }
    ] }
}

module rights 'rights.bicep' = {
  name: 'rights'
  scope: managementGroup('mg-${nsgGroup}')
  params: { seed: seed }
}

var nsgGroup = 'contoso'
