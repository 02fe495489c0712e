// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the holes of Bicep's strings look like those of template strings.
import assert from 'node:assert/strict';
import { MAX_DEPTH, MAX_ERRORS } from '../../../server/src/syntax/bicep/limits.ts';
import { parseBicep, parseBicepCounted } from '../../../server/src/syntax/bicep/parser.ts';
import type { BicepTree } from '../../../server/src/syntax/bicep/tree.ts';
import { children } from '../../../server/src/syntax/bicep/visit.ts';
import { checkLaws } from './support.ts';

function parsed(text: string): BicepTree {
  const tree = parseBicep(text);
  checkLaws(tree);
  return tree;
}

const codes = (text: string) => parsed(text).errors.map(error => error.code);
const kinds = (text: string) => parsed(text).program.statements.map(statement => statement.kind);

/** Nodes on the longest way down. */
function height(tree: BicepTree): number {
  let level: readonly Parameters<typeof children>[0][] = [tree.program];
  let levels = 0;
  for (; level.length > 0; levels++) level = level.flatMap(children);
  return levels;
}

describe('bicep bad input', () => {
  it('takes an empty text and texts of blanks and comments', () => {
    for (const text of ['', '\ufeff', ' ', '\n', '\r', '\r\n\r\n', '// a', '/* a */', '\ufeff// a\n']) {
      assert.deepEqual(codes(text), [], JSON.stringify(text));
      assert.deepEqual(kinds(text), []);
    }
  });

  it('reads lone CR as line ends', () => {
    assert.deepEqual(codes('var x = 1\rvar y = 2\r'), []);
    assert.deepEqual(kinds('// a\rvar x = 1\rvar y = 2\r'), ['var', 'var']);
  });

  it('reports a byte order mark that is not at the start', () => {
    assert.deepEqual(codes('var x = 1\n\ufeffvar y = 2'), ['unexpected-character']);
  });

  it('reports NUL, control characters and lone surrogates, and shows them as codes', () => {
    assert.match(parsed('var x = \0\0').errors[0]!.message, /U\+0000/);
    assert.match(parsed('var x = \ud800').errors[0]!.message, /U\+D800/);
    assert.deepEqual(kinds('var x = \u0007\nvar y = \udfff1\nvar z = 3'), ['var', 'var', 'var']);
    assert.deepEqual(codes("var x = '\ud800 \0'"), []);
  });

  it('reads a JSON file as one stretch that is no Bicep', () => {
    const json = JSON.stringify({ $schema: 'x', resources: [{ type: 'a', name: "it's [b]" }, { n: 1 }] }, null, 2);
    assert.deepEqual(codes(json), ['expected-declaration']);
    assert.deepEqual(kinds(json), ['invalid']);
    assert.deepEqual(kinds(JSON.stringify({ a: [1] })), ['invalid']);
  });

  it('finds the statements behind brackets, strings and comments that are left open', () => {
    for (const open of ['{', '[', '(', "'", "'${", '$$$', 'f(', '{ a: [', "'a${b('"]) {
      assert.deepEqual(kinds(`var x = ${open}\nvar y = 2\n`), ['var', 'var'], open);
    }
    assert.deepEqual(kinds("var x = '''\n\n\nvar y = 2\n"), ['var', 'var']);
    assert.deepEqual(codes('var x = 1\n/* open'), ['unterminated-comment']);
  });

  it('ends what is closed too often', () => {
    for (const close of ['}', ']', ')', '}}}', '])}']) {
      assert.deepEqual(
        kinds(`var x = 1 ${close}\n${close}\nvar y = 2\n`).filter(kind => kind === 'var').length,
        2,
        close,
      );
    }
  });

  describe('very deep nesting', () => {
    const DEPTH = 100_000;
    for (const [name, open, close] of [
      ['arrays', '[', ']'],
      ['objects', '{a:', '}'],
      ['parentheses', '(', ')'],
      ['calls', 'f(', ')'],
      ['indexes', 'a[', ']'],
      ['holes', "'${", "}'"],
      ['multi-line holes', "$'''${", "}'''"],
      ['lambdas', 'a => ', ''],
      ['ternaries', 'a ? b : ', ''],
      ['signs', '-(', ')'],
      ['sums', 'a + ', ''],
      ['powers of precedence', 'a || b && c == d < e + f * (', ')'],
      ['accesses', 'a.', ''],
      ['loops', '[for a in b: ', ']'],
    ] as const) {
      it(`of ${name} are skipped beyond the bound, and the next statement is kept`, () => {
        // What takes many letters a level is deep enough with fewer of them.
        const depth = open.length > 6 ? DEPTH / 5 : DEPTH;
        for (const text of [open.repeat(depth) + 1 + close.repeat(depth), open.repeat(depth)]) {
          const tree = parsed(`var x = ${text}\nvar y = 2\n`);
          assert.equal(tree.program.statements.length, 2);
          assert.ok(tree.errors.length >= 1 && tree.errors.length <= 3);
          assert.ok(height(tree) <= 4 * MAX_DEPTH + 10, `${height(tree)} levels`);
        }
      });
    }

    for (const [name, open, close] of [
      ['object types', '{a:', '}'],
      ['tuples', '[', ']'],
      ['parentheses', '(', ')'],
      ['arguments', 'a<', '>'],
      ['nullable marks', '', ' ?'],
      ['array marks', '', '[]'],
      ['indexes', 'a[', ']'],
    ] as const) {
      it(`of ${name} of types are skipped, too`, () => {
        const tree = parsed(`type x = ${open.repeat(DEPTH)}string${close.repeat(DEPTH)}\nvar y = 2\n`);
        assert.equal(tree.program.statements.length, 2);
        assert.equal(tree.errors.length, 1);
        assert.match(tree.errors[0]!.code, /^(too-deep|unclosed-bracket)$/);
        assert.ok(height(tree) <= 4 * MAX_DEPTH + 10);
      });
    }

    it('of nested resources are skipped', () => {
      const tree = parsed(`${"resource a 'b' = {\n".repeat(20_000)}${'}\n'.repeat(20_000)}var y = 2\n`);
      assert.ok(tree.errors.length >= 1);
      assert.ok(height(tree) <= 4 * MAX_DEPTH + 10);
    });

    it('cannot be reached by chains around brackets', () => {
      const n = 200;
      const text = `${'('.repeat(n)}a${`${'.b'.repeat(100)})`.repeat(n)}`;
      assert.ok(height(parsed(`var x = ${text}`)) <= 4 * MAX_DEPTH + 10);
    });
  });

  it('has no bound on elements side by side', () => {
    const many = 20_000;
    assert.deepEqual(codes(`var x = [${'a.b.c[0], '.repeat(many)}1]`), []);
    assert.deepEqual(codes(`var x = {\n${'  a: b.c.d\n'.repeat(many)}}`), []);
    assert.deepEqual(codes(`var x = f(${'a.b.c + 1, '.repeat(many)}1)`), []);
    assert.deepEqual(codes(`var x = '${'${a.b.c}'.repeat(many)}'`), []);
    assert.deepEqual(codes(`type x = ${'| a.b[] '.repeat(many)}`), []);
  });

  it('reads 20 MB', () => {
    const block = "resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {\n  name: 'nsg-${a}'\n}\n";
    const count = Math.ceil(20e6 / block.length);
    const tree = parseBicep(block.repeat(count));
    assert.equal(tree.program.statements.length, count);
    assert.deepEqual(tree.errors, []);
  });

  it('lists a bounded number of errors', () => {
    assert.equal(parseBicep('"\n'.repeat(50_000)).errors.length, 1);
    assert.equal(parseBicep('var x = "\n'.repeat(50_000)).errors.length, MAX_ERRORS);
    assert.equal(parseBicep('§'.repeat(500_000)).errors.length, 1);
  });

  describe('work grows with the length', () => {
    for (const [name, unit] of [
      ['open multi-line strings', "'''a "],
      ['open interpolated multi-line strings', "$'''${a} "],
      ['lines of open multi-line strings', "x '''\n"],
      ['stray double quotes', '\\"'],
      ['open single-line strings', "a '\n"],
      ['open holes', "'${"],
      ['holes in a multi-line string', '${a}'],
      ['dollars', '$'],
      ['opening braces', '{ '],
      ['opening braces on lines', '{\n'],
      ['closing braces', '} '],
      ['brackets that do not match', '{ ( [ } '],
      ['lines of brackets that do not match', '( { [\n'],
      ['objects left open', 'var x = {\n'],
      ['calls left open', 'var x = f(\n'],
      ['words', 'a '],
      ['commas', ','],
      ['colons', 'a: '],
      ['at signs', '@'],
      ['decorators', '@a(\n'],
      ['number signs', '#'],
      ['directives', '#disable-next-line\n'],
      ['comments left open', '/*'],
      ['slashes', '/ /'],
      ['question marks', 'a ? '],
      ['types', 'type x = | '],
      ['loops', '[for a in '],
      ['unknown signs', '§a'],
    ] as const) {
      it(`of ${name}`, () => {
        for (const prefix of ['', 'var x = ', "var x = $'''", 'var x = {\n a: [\n']) {
          const work = (count: number) => {
            const { tree, work } = parseBicepCounted(prefix + unit.repeat(count));
            checkLaws(tree);
            return work;
          };
          const small = work(1_000);
          const large = work(2_000);
          assert.ok(large <= small * 2.5 + 100, `${small} steps become ${large}`);
        }
      });
    }
  });
});
