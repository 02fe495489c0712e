// Every operator, access, call and literal.
var literals = [0, 42, 18446744073709551615, true, false, null, 'text']
var arithmetic = 1 + 2 * 3 - 4 / 5 % 6
var grouped = (1 + 2) * (3 - 4)
var negative = -1 - -2
var notTrue = !true
var comparisons = [1 < 2, 1 <= 2, 1 > 2, 1 >= 2, 1 == 2, 1 != 2, 'a' =~ 'A', 'a' !~ 'B']
var logic = true && false || !true && (false || true)
var coalesced = first ?? second ?? 'third'
var ternary = logic ? 1 : 2
var chainedTernary = logic ? 1 : notTrue ? 2 : 3
var ternaryOnLines = logic
  ? 'yes'
  : 'no'
var ternaryInTernary = logic ? notTrue ? 1 : 2 : 3
var access = first.second.third
var safe = first.?second.?third
var indexed = first[0][second]['third']
var safeIndexed = first[?0][^1][?^2]
var nonNull = first!.second![0]!
var nested = first::second.id
var called = concat('a', concat('b', 'c'))
var method = az.resourceGroup().location
var methodWithArguments = sys.concat('a', 'b').length
var noArguments = utcNow()
var argumentsOnLines = union(
  { a: 1 },
  { b: 2 }
)
var lambdas = map(numbers, n => n * 2)
var lambdaInBrackets = reduce(numbers, 0, (total, n) => total + n)
var lambdaOfNothing = f(() => 1)
var lambdaBelow = filter(numbers, n =>
  n > 1)
var lambdaOnLines = map(numbers, (
  n,
  i
) => n + i)
var spreadArray = [...numbers, 4, ...[5, 6]]
var spreadObject = {
  ...defaults
  name: 'x'
  ...(logic ? { a: 1 } : {})
}
var loop = [for n in numbers: n * 2]
var loopOfObjects = [for (n, i) in numbers: {
  value: n
  index: i
}]
var loopOnLines = [
  for n in numbers: [for m in n: m]
]
var inBrackets = (
  1 + 2
)
var emptyObject = {}
var emptyArray = []
var emptyOnLines = {
}
var oneLine = { a: 1, b: { c: 2 }, 'd-e': 3, '${first}-key': 4 }
var trailing = [1, 2,]
var keywords = {
  param: 1
  var: 2
  resource: 3
  if: 4
  for: 5
  in: 6
  existing: 7
  type: 8
  'true': 9
}
var if = 1
var for = [if, resource]
