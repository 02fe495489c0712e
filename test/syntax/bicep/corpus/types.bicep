// Every form of types.
type plain = string
type literal = 'a'
type numbers = 1 | 2 | -3
type truth = true | !false | null
type leadingPipe = | 'a' | 'b'
type onLines =
  | 'a'
  | 'b'
  | string[]
type nullable = string?
type nullableArray = string[]?
type arrayOfNullable = (string?)[]
type notNullable = nullable!
type nestedArray = int[][]
type object1 = {
  name: string
  'quoted-name': int?
  *: bool
}
type object2 = { a: string, b: int }
@sealed()
type decorated = {
  @description('The name.')
  @minLength(1)
  name: string

  @description('All others.')
  *: {
    inner: string
  }
}
type tuple = [string, int]
type tupleOnLines = [
  @description('The first.')
  string
  int?
]
type qualified = sys.string
type property = object1.name
type additional = object1.*
type item = tuple[0]
type items = nestedArray[*]
type chained = object1.name.inner[*].*[1]
type generic = resourceInput<'Microsoft.Network/networkSecurityGroups@2023-09-01'>.properties.securityRules
type genericOnLines = resourceOutput<
  'Microsoft.Network/virtualNetworks@2023-09-01'
>
type olderGeneric = resource<'Microsoft.Network/virtualNetworks@2023-09-01'>
type qualifiedGeneric = sys.resourceInput<'Microsoft.Network/routeTables@2023-09-01'>
type grouped = ('a' | 'b')[]
type interpolated = 'a${'b'}'

param inline { a: string, b: 'x' | 'y' }?
param union 'Developer' | 'Premium' = 'Developer'
output list { id: string }[] = []
func typed(value 'a' | 'b', options { deep: bool? }) string[] => [value]
