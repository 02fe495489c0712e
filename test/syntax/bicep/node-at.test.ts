// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the holes of Bicep's strings look like those of template strings.
import assert from 'node:assert/strict';
import { parseBicep } from '../../../server/src/syntax/bicep/parser.ts';
import { children, nodeAt, walk } from '../../../server/src/syntax/bicep/visit.ts';
import { corpus } from './support.ts';

/** The node at `$0`, as its kind and text, and the kinds of the nodes around it. */
function at(marked: string): { node: string; path: string } {
  const offset = marked.indexOf('$0');
  const text = marked.replace('$0', '');
  const tree = parseBicep(text);
  const { node, path } = nodeAt(tree, offset);
  assert.equal(path[0], tree.program);
  assert.equal(path[path.length - 1], node);
  for (let i = 1; i < path.length; i++) assert.ok(children(path[i - 1]!).includes(path[i]!));
  return { node: `${node.kind} ${text.slice(node.start, node.end)}`, path: path.map(n => n.kind).join(' ') };
}

describe('bicep nodeAt', () => {
  it('finds a name in the middle, at its first letter and behind its last', () => {
    for (const text of ['var x = na$0me', 'var x = $0name', 'var x = name$0']) {
      assert.deepEqual(at(text), { node: 'reference name', path: 'program var reference' });
    }
  });

  it('prefers what begins at the offset over what ends there', () => {
    assert.equal(at('var x = a$0[0]').node, 'reference a');
    assert.equal(at("var x = 'a$0${b}'").node, 'hole ${b}');
    assert.equal(at('var x = a.$0b').node, 'identifier b');
  });

  it('finds the key, the value and the gap of a property', () => {
    assert.equal(at('var x = {\n  na$0me: 1\n}').path, 'program var object property identifier');
    assert.equal(at('var x = {\n  name: 1$02\n}').path, 'program var object property integer');
    assert.equal(at('var x = {\n  name:$0 1\n}').path, 'program var object property');
    assert.equal(at('var x = {\n  name:$0\n}').path, 'program var object property missing');
    assert.equal(at('var x = {\n $0 name: 1\n}').path, 'program var object');
  });

  it('finds strings, pieces and holes', () => {
    assert.equal(at("var x = 'te$0xt'").node, "string 'text'");
    assert.equal(at("var x = 'te$0xt${a}'").node, 'string-piece text');
    assert.equal(at("var x = 'text${a$0}'").node, 'reference a');
  });

  it('finds the parts of a resource', () => {
    const text = "resource a 'b@c' = [for x in y: if (z) {\n}]";
    for (const [part, path] of [
      ['a ', 'program resource identifier'],
      ["b@c'", 'program resource string'],
      ['x in', 'program resource for-clause identifier'],
      ['y:', 'program resource for-clause reference'],
      ['z)', 'program resource if-clause reference'],
      ['{', 'program resource object'],
    ] as const) {
      assert.equal(at(text.replace(part, `$0${part}`)).path, path);
    }
  });

  it('finds decorators and types', () => {
    assert.equal(at('@desc$0ription()\nparam x string').path, 'program param decorator call identifier');
    assert.equal(at('param x str$0ing?').path, 'program param nullable-type named-type identifier');
    assert.equal(at('param x string$0?').path, 'program param nullable-type named-type identifier');
  });

  it('gives the program where nothing is written, and for offsets outside the text', () => {
    assert.equal(at('var x = 1\n$0\nvar y = 2').path, 'program');
    const tree = parseBicep('var x = 1\n');
    assert.equal(nodeAt(tree, -5).path[1]?.kind, 'var');
    assert.equal(nodeAt(tree, 500).node.kind, 'program');
    assert.equal(nodeAt(parseBicep(''), 0).node.kind, 'program');
  });

  it('finds every node of the corpus that holds text of its own', () => {
    for (const { text, kind } of corpus()) {
      const tree = parseBicep(text, { kind });
      walk(tree.program, node => {
        const isLeaf = children(node).length === 0 && node.start < node.end && node.kind !== 'program';
        if (isLeaf) assert.equal(nodeAt(tree, node.start).node, node, `${node.kind} at ${node.start}`);
        return true;
      });
    }
  });
});
