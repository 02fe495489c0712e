// All forms of strings.
var empty = ''
var simple = 'text'
var escapes = 'a\nb\rc\td\\e\'f\${g}\u{1F600}\u{41}'
var dollar = '$ $a $$ {b}'
var hole = 'a${b}c'
var holes = '${a}${b}'
var onlyHole = '${a}'
var nestedHoles = 'a${'b${'c${d}e'}f'}g'
var callInHole = 'x${format('{0}', concat('a', 'b'))}y'
var ternaryInHole = '${a ? 'yes' : 'no'}'
var lambdaInHole = '${map(a, x => { b: x })}'
var multi = '''
first line
  'quoted' and ''two''
last line'''
var multiOnOneLine = '''text with ${no} hole'''
var multiEmpty = ''''''
var multiQuotesAtEnd = '''text'''''
var multiWithHole = $'''
name: ${name}
raw: $ {x}
'''
var multiTwoDollars = $$'''
hole: $${name}, text: ${name}, dollar and hole: $$${name}
'''
var multiInHole = 'a${'''b'''}c'
var notAscii = 'Grüße, 世界, 😀'
