import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { maxJsonDepth, parseJson } from '../../../server/src/syntax/json/parser.ts';
import { children, type JsonNode, member } from '../../../server/src/syntax/json/tree.ts';

/** Compact dump: the value as JSON, `?` for what is missing. */
function dump(node: JsonNode | undefined): string {
  if (node === undefined) return '(nothing)';
  switch (node.kind) {
    case 'object':
      return `{${node.properties.map(p => `${JSON.stringify(p.key.value)}:${dump(p.value)}`).join(',')}}`;
    case 'array':
      return `[${node.items.map(dump).join(',')}]`;
    case 'missing':
      return '?';
    case 'null':
      return 'null';
    default:
      return JSON.stringify(node.value);
  }
}

/** The tree and, per error, the text it covers with its code. */
function read(text: string): { tree: string; errors: string[] } {
  const tree = parseJson(text);
  return { tree: dump(tree.root), errors: tree.errors.map(e => `${e.code} <${text.slice(e.start, e.end)}>`) };
}

function checkSpans(node: JsonNode, text: string): void {
  assert.ok(0 <= node.start && node.start <= node.end && node.end <= text.length, `span ${node.start}..${node.end}`);
  let last = node.start;
  for (const child of children(node)) {
    assert.ok(
      child.start >= last && child.end <= node.end,
      `child ${child.start}..${child.end} in ${node.start}..${node.end}`,
    );
    last = child.end;
    checkSpans(child, text);
  }
}

describe('parseJson', () => {
  it('reads texts of several lines, each character in its place', () => {
    const script = '{ "a": "\n  param($x)\r\n  \\"quoted\\" \\u0041\n", "b": ["x\ny"] }';
    assert.deepEqual(read(script), {
      tree: '{"a":"\\n  param($x)\\r\\n  \\"quoted\\" A\\n","b":["x\\ny"]}',
      errors: [],
    });
    checkSpans(parseJson(script).root!, script);
    assert.deepEqual(read('{ "a": "x\ny" // why\n}'), { tree: '{"a":"x\\ny"}', errors: [] });
  });

  it('takes a text that is not closed for one line only', () => {
    const expected = { tree: '{"a":"x","b":"y","c":1}', errors: ['unclosed-string <"x>', 'comma-expected <x>'] };
    assert.deepEqual(read('{ "a": "x\n  "b": "y",\n "c": 1 }'), expected);
    assert.deepEqual(read('["x,\n"y",\n"z"]').tree, '["x,","y","z"]');
    assert.deepEqual(read('{ "a": "x\n').errors, ['unclosed-string <"x>', 'unclosed-bracket <{>']);
  });

  it('reads what JSON.parse reads, with the same values', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), text => {
        const tree = parseJson(text);
        assert.deepEqual(tree.errors, []);
        assert.deepEqual(JSON.parse(dump(tree.root)), JSON.parse(text));
        checkSpans(tree.root!, text);
      }),
      { numRuns: 300 },
    );
  });

  it('reads comments, trailing commas, a byte order mark and CRLF without an error', () => {
    const text = '\ufeff// head\r\n{ /* a */ "a": [1, 2,], // b\r\n "b": true,\r\n}';
    const tree = parseJson(text);
    assert.deepEqual(tree.errors, []);
    assert.equal(dump(tree.root), '{"a":[1,2],"b":true}');
    assert.deepEqual(
      tree.comments.map(c => text.slice(c.start, c.end)),
      ['// head', '/* a */', '// b'],
    );
  });

  const broken: [text: string, tree: string, errors: string[]][] = [
    ['', '(nothing)', []],
    ['{"a":}', '{"a":?}', ['value-expected <}>']],
    ['{"a" 1, "b":2}', '{"a":1,"b":2}', ['colon-expected <"a">']],
    ['{"a":1 "b":2}', '{"a":1,"b":2}', ['comma-expected <1>']],
    ['{"a":[1,2,"b":3}', '{"a":[1,2,"b",3]}', ['unexpected-text <:>', 'unclosed-bracket <[>']],
    ['{"a":1', '{"a":1}', ['unclosed-bracket <{>']],
    ['[1,,2]', '[1,2]', ['value-expected <,>']],
    ['{"a":"x\n"b":2}', '{"a":"x","b":2}', ['unclosed-string <"x>', 'comma-expected <x>']],
    ['{a:1, "b":2}', '{"b":2}', ['unexpected-text <a>']],
    ['{1:[2], "b":2}', '{"b":2}', ['property-expected <1>']],
    ['{} {}', '{}', ['unexpected-text <{>']],
    ['nul', '?', ['unexpected-text <nul>']],
    ['[1 2]', '[1,2]', ['comma-expected <1>']],
    ['/* open', '(nothing)', ['unclosed-comment </* open>']],
  ];
  for (const [text, tree, errors] of broken) {
    it(`keeps what it can of ${JSON.stringify(text)}`, () => {
      const actual = read(text);
      assert.equal(actual.tree, tree);
      assert.deepEqual(actual.errors, errors);
    });
  }

  it('ends with one error on 100,000 nested brackets', () => {
    for (const opener of ['[', '{"a":']) {
      const tree = parseJson(opener.repeat(100_000));
      assert.equal(tree.errors.filter(e => e.code === 'nested-too-deeply').length, 1);
    }
    const closed = parseJson(`{"deep":${'['.repeat(1000)}${']'.repeat(1000)},"after":1}`);
    assert.deepEqual(
      closed.errors.map(e => e.code),
      ['nested-too-deeply'],
    );
    assert.equal(dump(member(closed.root, 'after')), '1', 'what follows the deep part is still read');
    const fits = '['.repeat(maxJsonDepth) + ']'.repeat(maxJsonDepth);
    assert.deepEqual(parseJson(fits).errors, []);
  });

  it('never throws on spliced text, and keeps every span within its parent', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      'true',
      'nul',
      '//x\n',
      '/*',
      '*/',
      '\\',
      '\u0000',
      '\ud800',
      '\r',
      ' ',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), parts => {
        const text = parts.join('');
        const tree = parseJson(text);
        if (tree.root) checkSpans(tree.root, text);
        for (const error of tree.errors)
          assert.ok(error.start <= error.end && error.end <= text.length && error.message.length > 0);
      }),
      { numRuns: 1500 },
    );
  });

  it('finds keys without regard to case, and of several the last', () => {
    const tree = parseJson('{"Name":1,"NAME":2}');
    assert.equal(dump(member(tree.root, 'name')), '2');
  });
});
