import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ArmExpr, armExprAt, parseArmExpression } from '../../../server/src/syntax/arm-expression/parser.ts';
import { checkShape, dump, nodes } from './support.ts';

const PIECES = [
  ...'()[],.\'"-+?{}: \n\u0000é\u{1f600}\ud83d',
  "'a'",
  "''",
  '==',
  '.?',
  '12',
  '1.5',
  '99999999999',
  'f',
  'f(',
  'ns.f(',
  '.b',
  '[0]',
  "parameters('x')",
  ', ',
];

describe('parseArmExpression: any text', () => {
  const anyText = fc.oneof(
    fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map(pieces => `[${pieces.join('')}]`),
    fc.string({ maxLength: 60, unit: 'binary' }),
  );

  it('has a tree with sound spans, and never throws', () => {
    fc.assert(
      fc.property(anyText, value => checkShape(value, parseArmExpression(value))),
      { seed: 20261102, numRuns: 5000 },
    );
  });

  it('finds at every offset a node that holds it', () => {
    fc.assert(
      fc.property(anyText, value => {
        const { expr } = parseArmExpression(value);
        for (let offset = 0; offset <= value.length; offset++) {
          const place = armExprAt(expr, offset);
          assert.equal(place !== undefined, expr.start <= offset && offset <= expr.end);
          assert.ok(place === undefined || (place.expr.start <= offset && offset <= place.expr.end));
        }
      }),
      { seed: 20261103, numRuns: 500 },
    );
  });

  it('has an error wherever a node is missing or a call has no parentheses', () => {
    fc.assert(
      fc.property(anyText, value => {
        const { expr, errors } = parseArmExpression(value);
        const isWhole = [...nodes(expr)].every(
          ({ expr: node }) => node.kind !== 'missing' && (node.kind !== 'call' || node.argsRange !== undefined),
        );
        assert.ok(isWhole || errors.length > 0);
      }),
      { seed: 20261104, numRuns: 3000 },
    );
  });
});

/** A valid expression as text and as the tree it must become. */
interface Sample {
  readonly text: string;
  readonly tree: string;
}

const space = fc.constantFrom('', '', '', ' ', '\n  ');
const name = fc.constantFrom('f', 'concat', '_1', '$x', 'parameters2');
const { sample } = fc.letrec<{ sample: Sample }>(tie => ({
  sample: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc
      .string({ maxLength: 6 })
      .map(value => ({ text: `'${value.replaceAll("'", "''")}'`, tree: JSON.stringify(value) })),
    fc.integer().map(value => ({ text: String(value), tree: String(value) })),
    fc
      .tuple(fc.array(name, { minLength: 1, maxLength: 3 }), fc.array(tie('sample'), { maxLength: 3 }), space)
      .map(callSample),
    fc.tuple(tie('sample'), name, space).map(([target, member, gap]) => ({
      text: `${target.text}${gap}.${gap}${member}`,
      tree: `(. ${target.tree} ${member})`,
    })),
    fc.tuple(tie('sample'), tie('sample'), space).map(([target, index, gap]) => ({
      text: `${target.text}${gap}[${gap}${index.text}${gap}]`,
      tree: `(at ${target.tree} ${index.tree})`,
    })),
  ),
}));

function callSample([names, args, gap]: [string[], Sample[], string]): Sample {
  const called = names.join('.');
  return {
    text: `${names.join(`${gap}.`)}${gap}(${gap}${args.map(arg => arg.text).join(`${gap},${gap}`)}${gap})`,
    tree: `(${[called, ...args.map(arg => arg.tree)].join(' ')})`,
  };
}

describe('parseArmExpression: any valid expression', () => {
  it('becomes the tree it was written from, without errors', () => {
    fc.assert(
      fc.property(sample, ({ text, tree }) => {
        const value = `[${text}]`;
        const parsed = parseArmExpression(value);
        checkShape(value, parsed);
        assert.deepEqual(parsed.errors, []);
        assert.equal(dump(parsed.expr), tree);
      }),
      { seed: 20261105, numRuns: 2000 },
    );
  });

  it('has an error for every closing sign that is taken away', () => {
    fc.assert(
      fc.property(sample, ({ text }) => {
        const { expr } = parseArmExpression(`[${text}]`);
        const closers = [...nodes(expr)].map(({ expr: node }) => node).filter(isClosedBySign);
        for (const node of closers) {
          const value = `[${text}]`;
          const broken = value.slice(0, node.end - 1) + value.slice(node.end);
          assert.ok(parseArmExpression(broken).errors.length > 0, broken);
        }
      }),
      { seed: 20261106, numRuns: 300 },
    );
  });
});

function isClosedBySign(node: ArmExpr): boolean {
  return node.kind === 'call' || node.kind === 'index';
}
