import assert from 'node:assert/strict';
import { MAX_DEPTH, MAX_EXPRESSION_LENGTH, MAX_READ_LENGTH } from '../../../server/src/syntax/arm-expression/limits.ts';
import { type ArmExpr, armExprAt, parseArmExpression } from '../../../server/src/syntax/arm-expression/parser.ts';
import { checkShape, dump, nodes } from './support.ts';

/** Expression, tree. */
const VALID: readonly (readonly [string, string])[] = [
  ["[parameters('nsg')]", '(parameters "nsg")'],
  ["['text']", '"text"'],
  ['[42]', '42'],
  ['[true()]', '(true)'],
  ["[concat('it''s', '''', '')]", '(concat "it\'s" "\'" "")'],
  ["['''']", '"\'"'],
  ["['[a](b),c']", '"[a](b),c"'],
  ['[add(-1, 0)]', '(add -1 0)'],
  ['[add(-0, 007)]', '(add 0 7)'],
  ['[add(2147483647, -2147483648)]', '(add 2147483647 -2147483648)'],
  ['[resourceGroup().location]', '(. (resourceGroup) location)'],
  ["[reference('a').outputs.b.value]", '(. (. (. (reference "a") outputs) b) value)'],
  ["[variables('x')[0]['key'].name[copyIndex()]]", '(at (. (at (at (variables "x") 0) "key") name) (copyIndex))'],
  [
    "[if(equals(parameters('a'), 'b'), createArray(), null())]",
    '(if (equals (parameters "a") "b") (createArray) (null))',
  ],
  ["[contoso.uniqueName(parameters('p'))]", '(contoso.uniqueName (parameters "p"))'],
  ['[__bicep.f(_1.g())]', '(__bicep.f (_1.g))'],
  ["[ \t\r\n concat (\n 'a' ,\n'b'\u00a0) \n . x [ 0 ] ]", '(at (. (concat "a" "b") x) 0)'],
  ['[contoso . f ()]', '(contoso.f)'],
  ["[parameters('o').$schema]", '(. (parameters "o") $schema)'],
  ["[parameters('o').größe]", '(. (parameters "o") größe)'],
  ["[lambda('a', lambdaVariables('a'))]", '(lambda "a" (lambdaVariables "a"))'],
  ['[f(\'a "quoted" \\ text\')]', '(f "a \\"quoted\\" \\\\ text")'],
];

/** Expression, tree, errors as `start-end code` with the marked text. */
const INVALID: readonly (readonly [string, string, readonly string[]])[] = [
  ['[]', '?', ['1-1 expected-value: Expected a value here.']],
  ['[  ]', '?', ['1-1 expected-value: Expected a value here.']],
  ['[true]', 'true!', ["1-5 'true' missing-call: 'true' is a function in template expressions: write true()."]],
  [
    '[if(true, false, a())]',
    '(if true! false! (a))',
    [
      "4-8 'true' missing-call: 'true' is a function in template expressions: write true().",
      "10-15 'false' missing-call: 'false' is a function in template expressions: write false().",
    ],
  ],
  [
    '[ns.name]',
    'ns.name!',
    [
      "1-8 'ns.name' missing-call: 'ns.name' is not called: a function's name is followed by '(' and ')', and text stands in single quotes.",
    ],
  ],
  ["[concat('a'", '(concat "a")', ["7-8 '(' missing-parenthesis: Expected ')': 'concat' is never closed."]],
  [
    "[concat(parameters('a', 'b')]",
    '(concat (parameters "a" "b"))',
    ["7-8 '(' missing-parenthesis: Expected ')': 'concat' is never closed."],
  ],
  [
    "[parameters('a')[0]",
    '(at (parameters "a") 0)',
    ["16-17 '[' missing-bracket: Expected ']': this index is never closed."],
  ],
  ['[f(x()[0)]', '(f (at (x) 0))', ["8-9 ')' missing-bracket: Expected ']': this index is never closed."]],
  ['[x()[f(1]]', '(at (x) (f 1))', ["8-9 ']' missing-parenthesis: Expected ')': 'f' is never closed."]],
  [
    "[f('abc)]",
    '(f "abc)")',
    ["3-8 ''abc)' unclosed-string: This text is never closed: a single quote is missing at its end."],
  ],
  ["[']", '""', ["1-2 ''' unclosed-string: This text is never closed: a single quote is missing at its end."]],
  [
    "['a''']]",
    '(? "a\'")',
    ["7-8 ']' unexpected-text: This ']' closes nothing: no bracket is open here."].map(e => e.replace('7-8', '6-7')),
  ],
  [
    "[f('it's', b())]",
    '(f "it" s! ", b())")',
    ["7-8 's' missing-comma: Expected ',' after this text. A quote that belongs to the text is written twice: ''."],
  ],
  ["[f('a' 'b' 'c')]", '(f "a" "b" "c")', ["7-10 ''b'' missing-comma: Expected ',' between two arguments."]],
  ['[f(1,)]', '(f 1 ?)', ["5-6 ')' expected-value: Expected a value here."]],
  ['[f(,1)]', '(f ? 1)', ["3-4 ',' expected-value: Expected a value here."]],
  ['[f(1,,2)]', '(f 1 ? 2)', ["5-6 ',' expected-value: Expected a value here."]],
  ['[x()[]]', '(at (x) ?)', ["5-6 ']' expected-value: Expected a value here."]],
  [
    '[x().]',
    '(. (x) ?)',
    ["5-5 missing-name: Expected the name of a property after '.'. Other keys are taken as ['key'] or [0]."],
  ],
  [
    '[f(x()., 1)]',
    '(f (. (x) ?) 1)',
    ["7-8 ',' missing-name: Expected the name of a property after '.'. Other keys are taken as ['key'] or [0]."],
  ],
  [
    '[x().foo-bar-2.z]',
    '(. (. (x) foo-bar-2) z)',
    ["5-14 'foo-bar-2' hyphenated-name: A name with a hyphen cannot follow a dot: write ['foo-bar-2']."],
  ],
  ['[a() == b()]', '(? (a) (b))', ["5-7 '==' operator: Template expressions have no operator '=='. Use equals(a, b)."]],
  [
    '[f(a() + b(), c)]',
    '(f (? (a) (b)) c!)',
    [
      "7-8 '+' operator: Template expressions have no operator '+'. Use add(a, b), or concat(a, b) for text.",
      "14-15 'c' missing-call: 'c' is not called: a function's name is followed by '(' and ')', and text stands in single quotes.",
    ],
  ],
  ['[a() -1]', '(? (a) -1)', ["5-7 '-1' operator: Template expressions have no operator '-'. Use sub(a, b)."]],
  ['[!a()]', '(? (a))', ["1-2 '!' operator: Template expressions have no operator '!'. Use not(a)."]],
  [
    '[a() ? 1 : 2]',
    '(? (a) 1 2)',
    ["5-6 '?' operator: Template expressions have no operator '?'. Use if(condition, a, b)."],
  ],
  ['[a().?b]', '(? (a) b!)', ["4-6 '.?' operator: Template expressions have no operator '.?'. Use tryGet(a, 'name')."]],
  ['[a() ^ 1]', '(? (a) 1)', ["5-6 '^' operator: Template expressions have no operator '^'."]],
  ['[(a())]', '(? (a))', ["1-2 '(' grouping: Parentheses only follow the name of a function. Leave these out."]],
  [
    '[f([1, 2], 3)]',
    '(f (? 1 2) 3)',
    ["3-4 '[' array-literal: Arrays are not written with brackets here; use createArray(a, b)."],
  ],
  [
    "[f({'a': 1})]",
    '(f (? "a" 1))',
    ["3-4 '{' unexpected-text: Objects are not written with braces here; use createObject('name', value)."],
  ],
  ['[f("a")]', '(f "a")', ["3-6 '\"a\"' double-quotes: Text in an expression stands in single quotes: 'text'."]],
  [
    '[f("a)]',
    '(f "a)")',
    [
      "2-3 '(' missing-parenthesis: Expected ')': 'f' is never closed.",
      "3-6 '\"a)' double-quotes: Text in an expression stands in single quotes: 'text'.",
    ],
  ],
  [
    '[add(2147483648, -2147483649)]',
    '(add 2147483648 -2147483649)',
    [
      "5-15 '2147483648' integer-range: '2147483648' does not fit in 32 bits (-2147483648 to 2147483647). Write json('…') for a greater number.",
      "17-28 '-2147483649' integer-range: '-2147483649' does not fit in 32 bits (-2147483648 to 2147483647). Write json('…') for a greater number.",
    ],
  ],
  [
    '[1.5]',
    '?',
    [
      "1-4 '1.5' not-an-integer: '1.5' is not an integer. Text stands in single quotes; a fraction is written as json('1.5').",
    ],
  ],
  [
    '[10.0.0.0/16]',
    '(? ? 16)',
    [
      "1-9 '10.0.0.0' not-an-integer: '10.0.0.0' is not an integer. Text stands in single quotes; a fraction is written as json('1.5').",
      "9-10 '/' operator: Template expressions have no operator '/'. Use div(a, b).",
    ],
  ],
  ['[a() b()]', '(? (a) (b))', ["5-6 'b' unexpected-text: The value ends before 'b'; nothing may follow it here."]],
  ['[a(), b()]', '(? (a) (b))', ["4-5 ',' unexpected-text: The value ends before ','; nothing may follow it here."]],
  ['[a())]', '(? (a))', ["4-5 ')' unexpected-text: This ')' closes nothing: no bracket is open here."]],
  [
    '[f(a], b())]',
    '(f (? a!) (b))',
    [
      "3-4 'a' missing-call: 'a' is not called: a function's name is followed by '(' and ')', and text stands in single quotes.",
    ],
  ],
  ['[.]', '?', ["1-2 '.' expected-value: Expected a value, found '.'."]],
  ['[@\u{1f600}]', '?', ["1-2 '@' expected-value: Expected a value, found '@'."]],
  ['[\u{1f600}]', '?', ["1-3 '\u{1f600}' expected-value: Expected a value, found '\u{1f600}'."]],
  ['[f(\u0000)]', '(f ?)', ["3-4 '\u0000' expected-value: Expected a value, found ' '."]],
  ['[\ud83d]', '?', ["1-2 '\ud83d' expected-value: Expected a value, found '\ufffd'."]],
  ['', '?', ['0-0 expected-value: Expected a value here.']],
  ['[', '?', ['1-1 expected-value: Expected a value here.']],
];

describe('parseArmExpression', () => {
  for (const [value, tree] of VALID) {
    it(`reads ${value}`, () => {
      const parsed = parseArmExpression(value);
      checkShape(value, parsed);
      assert.equal(dump(parsed.expr), tree);
      assert.deepEqual(parsed.errors, []);
    });
  }

  for (const [value, tree, errors] of INVALID) {
    it(`says what is wrong with ${JSON.stringify(value)}`, () => {
      const parsed = parseArmExpression(value);
      checkShape(value, parsed);
      assert.equal(dump(parsed.expr), tree);
      assert.deepEqual(described(value, parsed.errors), errors);
    });
  }

  it('gives each node the range of its own text', () => {
    const value = "[ ns.f( 'a' , g()[ 0 ].b ) ]";
    const texts = [...nodes(parseArmExpression(value).expr)].map(({ expr }) => value.slice(expr.start, expr.end));
    assert.deepEqual(texts, ["ns.f( 'a' , g()[ 0 ].b )", "'a'", 'g()[ 0 ].b', 'g()[ 0 ]', 'g()', '0']);
  });

  it('gives a call the ranges of its name, its parentheses and its commas', () => {
    const value = "[ns.f('a', 1,)]";
    const { expr } = parseArmExpression(value);
    assert.ok(expr.kind === 'call' && expr.argsRange);
    assert.equal(expr.namespace, 'ns');
    assert.equal(value.slice(expr.nameRange.start, expr.nameRange.end), 'ns.f');
    assert.equal(value.slice(expr.argsRange.start, expr.argsRange.end), "('a', 1,)");
    assert.deepEqual(expr.commas, [9, 12]);
  });

  it('gives a string the range of its content, as written', () => {
    const value = "['it''s']";
    const { expr } = parseArmExpression(value);
    assert.ok(expr.kind === 'string');
    assert.equal(value.slice(expr.contentRange.start, expr.contentRange.end), "it''s");
  });

  it('reads the given body and counts offsets in the whole string', () => {
    const value = "x [f('a')] y";
    const { expr, errors } = parseArmExpression(value, { body: { start: 3, end: 9 } });
    assert.deepEqual([expr.start, expr.end, dump(expr), errors], [3, 9, '(f "a")', []]);
  });

  it('moves a body that lies outside of the string into it', () => {
    for (const body of [
      { start: -5, end: 99 },
      { start: 9, end: 2 },
      { start: 50, end: 60 },
    ]) {
      checkShape('[f()]', parseArmExpression('[f()]', { body }));
    }
  });

  it('has a tree for half-typed text that Azure takes for a literal', () => {
    const { expr } = parseArmExpression("[concat(parameters('");
    assert.equal(dump(expr), '(concat (parameters ""))');
  });
});

describe('parseArmExpression: bounds', () => {
  it('allows 24,576 characters between the brackets, and reports one more', () => {
    const fits = `['${'x'.repeat(MAX_EXPRESSION_LENGTH - 2)}']`;
    assert.deepEqual(parseArmExpression(fits).errors, []);
    const tooLong = `['${'x'.repeat(MAX_EXPRESSION_LENGTH - 1)}']`;
    assert.deepEqual(described(tooLong, parseArmExpression(tooLong).errors), [
      "24577-24578 ''' too-long: This expression has 24577 characters; Azure allows 24576. Move parts of it to variables.",
    ]);
    assert.equal(parseArmExpression(tooLong).expr.kind, 'string');
  });

  it('leaves out what lies behind the read bound and says only that it is too long', () => {
    for (const unit of ['f(1),', "'x',", "'x", 'f(', 'f().a,', 'f([', 'f().']) {
      const value = `[f(${unit.repeat(Math.ceil((MAX_READ_LENGTH + 10) / unit.length))})]`;
      const parsed = parseArmExpression(value);
      checkShape(value, parsed);
      assert.ok(parsed.expr.end <= 1 + MAX_READ_LENGTH);
      assert.ok(parsed.errors.some(error => error.code === 'too-long'));
      assert.ok(parsed.errors.every(error => error.end < MAX_READ_LENGTH || error.code === 'too-long'));
    }
  });

  it('reads nesting up to the bound, and reports it once when there is more', () => {
    const nested = (levels: number) => `[${'f('.repeat(levels)}1${')'.repeat(levels)}]`;
    const fits = parseArmExpression(nested(MAX_DEPTH - 2));
    assert.deepEqual(fits.errors, []);
    const tooDeep = nested(MAX_DEPTH + 50);
    const parsed = parseArmExpression(tooDeep);
    checkShape(tooDeep, parsed);
    assert.deepEqual(
      parsed.errors.map(error => error.code),
      ['too-deep'],
    );
    assert.equal(parsed.expr.end, tooDeep.length - 1);
  });

  it('reads what stands beside a part that is too deep', () => {
    const deep = `${'f('.repeat(300)}1, 2${')'.repeat(300)}`;
    const { expr, errors } = parseArmExpression(`[g(${deep}, parameters('a'))]`);
    assert.ok(expr.kind === 'call' && expr.args.length === 2);
    assert.equal(dump(expr.args[1]!), '(parameters "a")');
    assert.equal(errors.length, 1);
  });

  const LONG: Readonly<Record<string, string>> = {
    'nested parentheses': `[${'('.repeat(100_000)}${')'.repeat(100_000)}]`,
    'opening parentheses': `[${'('.repeat(100_000)}]`,
    'closing parentheses': `[${')'.repeat(100_000)}]`,
    'nested calls': `[${'f('.repeat(100_000)}${')'.repeat(45_000)}]`,
    'nested brackets': `[f()${'[f('.repeat(60_000)}]`,
    'mixed brackets': `[${'([{'.repeat(60_000)}]`,
    members: `[f()${'.a'.repeat(100_000)}]`,
    indexes: `[f()${'[0]'.repeat(70_000)}]`,
    'indexes in arguments': `[${'f(a().b.c['.repeat(20_000)}]`,
    'a dotted name': `[a${'.a'.repeat(100_000)}()]`,
    dots: `[f()${'.'.repeat(100_000)}]`,
    commas: `[f(${','.repeat(100_000)})]`,
    quotes: `[${"'".repeat(100_001)}]`,
    operators: `[${'1+'.repeat(100_000)}]`,
    minuses: `[${'-'.repeat(100_000)}]`,
    hyphens: `[f().a${'-a'.repeat(100_000)}]`,
    words: `[${'a '.repeat(100_000)}]`,
    digits: `[${'9'.repeat(100_000)}]`,
  };
  for (const [name, value] of Object.entries(LONG)) {
    it(`survives 100,000 and more characters of ${name}`, () => {
      const parsed = parseArmExpression(value);
      checkShape(value, parsed);
      assert.ok(parsed.errors.length > 0);
    });
  }

  it('takes every token a bounded number of times: twice the text is twice the work', () => {
    const units = ["f('a', b()[0].c), ", 'f((', 'f().', '[', '1 + ', "a 'b' ", ')', ', ', 'f(x()[', '{-}'];
    for (const unit of units) {
      const [once, twice] = [2000, 4000].map(count => {
        const meter = { steps: 0 };
        parseArmExpression(`[g(${unit.repeat(count)})]`, { meter });
        return meter.steps;
      });
      assert.ok(once! > 1000 && twice! <= 2.1 * once!, `${unit}: ${once} and ${twice} steps`);
    }
  });
});

describe('armExprAt', () => {
  const at = (marked: string): string[] | undefined => {
    const offset = marked.indexOf('|');
    const value = marked.replace('|', '');
    return armExprAt(parseArmExpression(value).expr, offset)?.path.map((expr: ArmExpr) =>
      value.slice(expr.start, expr.end),
    );
  };
  const CASES: readonly (readonly [string, readonly string[] | undefined])[] = [
    ["[f(g('a|'), 1).b]", ["f(g('a'), 1).b", "f(g('a'), 1)", "g('a')", "'a'"]],
    ["[f(g('a'), 1).|b]", ["f(g('a'), 1).b"]],
    ["[f(g('a'),| 1).b]", ["f(g('a'), 1).b", "f(g('a'), 1)"]],
    ['[|f()]', ['f()']],
    ['[f()|]', ['f()']],
    ['|[f()]', undefined],
    ['[ | f()]', undefined],
    ['[f(1,|)]', ['f(1,)', '']],
    ['[f(1 + g(|))]', ['f(1 + g())', '1 + g()', 'g()']],
  ];
  for (const [marked, path] of CASES) {
    it(`finds the way to ${marked}`, () => assert.deepEqual(at(marked), path));
  }

  it('prefers, where two nodes meet, the one that begins there', () => {
    assert.deepEqual(at("[f('a'|1)]"), ["f('a'1)", '1']);
  });

  it('returns the last node of the path', () => {
    const place = armExprAt(parseArmExpression("[f('a')]").expr, 4);
    assert.ok(place);
    assert.equal(place.expr, place.path.at(-1));
    assert.equal(place.expr.kind, 'string');
  });
});

function described(value: string, errors: ReturnType<typeof parseArmExpression>['errors']): string[] {
  return errors.map(({ start, end, code, message }) => {
    const marked = start === end ? '' : ` '${value.slice(start, end)}'`;
    return `${start}-${end}${marked} ${code}: ${message}`;
  });
}
