// Functions of the file's own, and names of things.
param environment string = 'test'

func prefixed(name string) string => 'x-${name}'
func nameOf(kind string, index int) string => '${prefixed(kind)}-${padLeft(index, 3, '0')}'

resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: nameOf('nsg', 7)
  tags: { made: nameof(environment), by: prefixed(environment) }
  properties: {}
}
