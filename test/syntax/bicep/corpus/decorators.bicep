// Decorators of all shapes.
@description('One.')
param one string

@sys.description('''
Several
lines.
''')
@secure()

@minLength(3) // A comment behind a decorator.
// A comment between decorators and declaration.
param two string

@allowed([
  'Developer'
  'Premium'
])
@metadata({ order: 3 })
param three string = 'Developer'

@export()
type exported = string

@description('A function.')
@export()
func half(n int) int => n / 2

@onlyIfNotExists()
@retryOn(['NotFound'], 3)
resource r 'Microsoft.Network/routeTables@2023-09-01' = {}

@withoutBrackets
@some.name.space
output o string = one
