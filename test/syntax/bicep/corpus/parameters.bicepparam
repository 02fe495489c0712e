// Every statement of a .bicepparam file.
using './main.bicep' with {
  mode: 'deployment'
}
extends 'base.bicepparam'

import { shared } from 'shared.bicep'
import * as all from 'all.bicep'
extension kubernetes
extensionConfig kubernetes with {
  namespace: 'default'
}

type Kind = 'a' | 'b'

var prefix = 'prod'
@description('Decorated.')
param name = '${prefix}-apim'
param zones = [
  '1'
  '2'
]
param tags = { env: prefix, cost: readEnvironmentVariable('COST', 'none') }
param secret = az.getSecret('id', 'group', 'vault', 'name')
