import assert from 'node:assert/strict';
import type { TreeEdit } from '../../server/src/fix/tree-edit.ts';
import { at, edited, newRule } from './support.ts';

/** Adds to the list `rules` of the object that starts the text. */
function added(
  text: string,
  value: Extract<TreeEdit, { kind: 'add-item' }>['value'] = newRule,
  before?: string,
): string {
  const object = { ...at(text, text.includes('{') ? '{' : '['), end: text.lastIndexOf('}') + 1 };
  return edited(text, {
    kind: 'add-item',
    object,
    path: ['rules'],
    value,
    before: before === undefined ? undefined : at(text, before),
  });
}

function removed(text: string, ...items: readonly string[]): string {
  return edited(text, ...items.map(item => ({ kind: 'remove-item' as const, at: at(text, item) })));
}

const bicep = (list: string) => `var group = {\n  rules: ${list}\n}\n`;

describe('an item that is added', () => {
  it('stands like its neighbour, in JSON on lines', () => {
    assert.equal(
      added('{\n    "rules": [\n        {\n            "name": "A"\n        }\n    ]\n}\n', { name: 'B', x: 1 }),
      '{\n    "rules": [\n        {\n            "name": "A"\n        },\n        {\n            "name": "B",\n            "x": 1\n        }\n    ]\n}\n',
    );
  });

  it('stands like its neighbour, on one line', () => {
    assert.equal(
      added('{\n  "rules": [\n    { "name": "A" }\n  ]\n}', { name: 'B' }),
      '{\n  "rules": [\n    { "name": "A" },\n    { "name": "B" }\n  ]\n}',
    );
    assert.equal(
      added('{ "rules": [{ "name": "A" }] }', { name: 'B' }),
      '{ "rules": [{ "name": "A" }, { "name": "B" }] }',
    );
  });

  it('stays minified in minified JSON', () => {
    assert.equal(
      added('{"rules":[{"name":"A"}]}', { name: 'B', c: [1, 2] }),
      '{"rules":[{"name":"A"},{"name":"B","c":[1,2]}]}',
    );
  });

  it('takes order and case of keys, texts for numbers and lists of one from its neighbour', () => {
    const list = '{ "rules": [ { "Priority": "100", "Name": "A", "Source": ["*"], "Ports": "1" } ] }';
    assert.equal(
      added(list, { name: 'B', priority: 7, source: 'Sql', targets: 'x' }),
      '{ "rules": [ { "Priority": "100", "Name": "A", "Source": ["*"], "Ports": "1" }, { "Priority": "7", "Name": "B", "Source": ["Sql"], "Targets": "x" } ] }',
    );
  });

  it('has no level properties where exports have none', () => {
    const list = '[ { "id": "1", "rules": [ { "name": "A", "priority": 100 } ] } ]';
    const object = at(list, '{ "id": "1", "rules": [ { "name": "A", "priority": 100 } ] }');
    assert.equal(
      edited(list, {
        kind: 'add-item',
        object,
        path: ['properties', 'rules'],
        value: { name: 'B', properties: { priority: 200 } },
      }),
      '[ { "id": "1", "rules": [ { "name": "A", "priority": 100 }, { "name": "B", "priority": 200 } ] } ]',
    );
  });

  it('leaves comments where they are', () => {
    assert.equal(
      added('{\n  "rules": [\n    1, // one\n    2 // two\n    // end\n  ]\n}', 3),
      '{\n  "rules": [\n    1, // one\n    2, // two\n    3\n    // end\n  ]\n}',
    );
    assert.equal(added('{\n  "rules": [ // none yet\n  ]\n}', 3), '{\n  "rules": [ // none yet\n    3\n  ]\n}');
  });

  it('keeps a trailing comma, CRLF and a byte order mark', () => {
    assert.equal(added('{\n  "rules": [\n    1,\n  ]\n}', 2), '{\n  "rules": [\n    1,\n    2,\n  ]\n}');
    assert.equal(
      added('\ufeff{\r\n\t"rules": [\r\n\t\t{ "a": 1 }\r\n\t]\r\n}\r\n', { a: 2 }),
      '\ufeff{\r\n\t"rules": [\r\n\t\t{ "a": 1 },\r\n\t\t{ "a": 2 }\r\n\t]\r\n}\r\n',
    );
  });

  it('goes in front of another', () => {
    assert.equal(added('{ "rules": [1, 2] }', 9, '2'), '{ "rules": [1, 9, 2] }');
    assert.equal(
      added('{\n  "rules": [\n    1,\n    2\n  ]\n}', 9, '1'),
      '{\n  "rules": [\n    9,\n    1,\n    2\n  ]\n}',
    );
  });

  it('makes a list where there is none, or an empty one', () => {
    assert.equal(added('{\n  "a": 1\n}', '80'), '{\n  "a": 1,\n  "rules": ["80"]\n}');
    assert.equal(added('{\n  "rules": []\n}', { a: 1 }), '{\n  "rules": [\n    {\n      "a": 1\n    }\n  ]\n}');
    assert.equal(added('{\n  "rules": null\n}', '80'), '{\n  "rules": ["80"]\n}');
    assert.equal(added('{"rules":[]}', '80'), '{"rules":["80"]}');
  });

  it('needs no commas on lines of Bicep, and needs them on one line', () => {
    assert.equal(
      added(bicep("[\n    {\n      name: 'A' // first\n    }\n  ]"), { name: "it's", 'b-c': true }),
      bicep("[\n    {\n      name: 'A' // first\n    }\n    {\n      name: 'it\\'s'\n      'b-c': true\n    }\n  ]"),
    );
    assert.equal(
      added(bicep("[\n    { name: 'A' }\n  ]"), { name: 'B', x: ['1', '2'] }),
      bicep("[\n    { name: 'A' }\n    { name: 'B', x: ['1', '2'] }\n  ]"),
    );
    assert.equal(added(bicep("['a', 'b']"), '${c}'), bicep("['a', 'b', '\\${c}']"));
    assert.equal(added(bicep('[]'), 'a'), bicep("[\n    'a'\n  ]"));
  });

  it('escapes what a template would take for an expression', () => {
    const text = '{ "resources": [ { "type": "Microsoft.X/y", "rules": [ "a" ] } ] }';
    const object = at(text, '{ "type": "Microsoft.X/y", "rules": [ "a" ] }');
    const edit: TreeEdit = { kind: 'add-item', object, path: ['rules'], value: '[b]' };
    assert.match(edited(text, edit), /\[ "a", "\[\[b\]" \]/);
  });

  it('is withheld from a list that is computed', () => {
    assert.equal(
      added("param list array\nvar group = {\n  rules: concat(list, ['a'])\n}\n", 'b'),
      "{It is not changed here, because the list 'rules' is not written here: it is computed.}",
    );
  });
});

describe('an item that is removed', () => {
  it('goes with its line and its comma', () => {
    const text = '{\n  "a": [\n    1,\n    2,\n    3\n  ]\n}';
    assert.equal(removed(text, '1'), '{\n  "a": [\n    2,\n    3\n  ]\n}');
    assert.equal(removed(text, '2'), '{\n  "a": [\n    1,\n    3\n  ]\n}');
    assert.equal(removed(text, '3'), '{\n  "a": [\n    1,\n    2\n  ]\n}');
    assert.equal(removed(text, '2', '3'), '{\n  "a": [\n    1\n  ]\n}');
    assert.equal(removed(text, '1', '3'), '{\n  "a": [\n    2\n  ]\n}');
    assert.equal(removed(text, '1', '2', '3'), '{\n  "a": []\n}');
  });

  it('goes with its blanks on one line', () => {
    assert.equal(removed('{ "a": [ 1, 2, 3 ] }', '1'), '{ "a": [ 2, 3 ] }');
    assert.equal(removed('{ "a": [ 1, 2, 3 ] }', '2'), '{ "a": [ 1, 3 ] }');
    assert.equal(removed('{ "a": [ 1, 2, 3 ] }', '3'), '{ "a": [ 1, 2 ] }');
    assert.equal(removed('{ "a": [ 1, 2, 3 ] }', '2', '3'), '{ "a": [ 1 ] }');
    assert.equal(removed('{"a":[1,2]}', '1'), '{"a":[2]}');
    assert.equal(removed(bicep("['a', 'b']"), "'b'"), bicep("['a']"));
  });

  it('leaves comments that stand on lines of their own, and takes the one at its end', () => {
    assert.equal(
      removed('{\n  "a": [\n    // first\n    1, // one\n    // second\n    2\n  ]\n}', '1'),
      '{\n  "a": [\n    // first\n    // second\n    2\n  ]\n}',
    );
    assert.equal(removed('{\n  "a": [\n    // only\n    1\n  ]\n}', '1'), '{\n  "a": [\n    // only\n  ]\n}');
  });

  it('keeps a trailing comma and CRLF', () => {
    assert.equal(removed('{\r\n  "a": [\r\n    1,\r\n    2,\r\n  ]\r\n}', '2'), '{\r\n  "a": [\r\n    1,\r\n  ]\r\n}');
  });

  it('may be a whole resource of Bicep, unless something names it', () => {
    const text =
      "resource a 'X/y@1' = {\n  name: 'a'\n}\n\nresource b 'X/y@1' = {\n  name: 'b'\n}\n\noutput id string = a.id\n";
    assert.equal(removed(text, "{\n  name: 'b'\n}"), text.replace("resource b 'X/y@1' = {\n  name: 'b'\n}\n\n", ''));
    assert.equal(
      removed(text, "{\n  name: 'a'\n}"),
      "{It is not changed here, because other parts of the file name 'a'.}",
    );
  });

  it('is withheld in the body of a loop', () => {
    const text = 'var a = [for i in range(0, 2): {\n  list: [\n    1\n  ]\n}]\n';
    assert.equal(removed(text, '1'), '{It is not changed here, because a loop makes several entries of this text.}');
  });
});
