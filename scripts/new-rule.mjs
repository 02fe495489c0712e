// Writes the beginning of a new rule:
//
//   node scripts/new-rule.mjs some-flaw             or: npm run new-rule -- some-flaw
//
//   server/src/rules/some-flaw.ts        the rule, with its text and its examples
//   server/src/rules/index.ts            its import and its place at the end of the list
//   test/rules/some-flaw/bad.json        a fixture that raises it
//   test/rules/some-flaw/good.ok.json    one that does not
//
// What it writes is a whole rule that works: it blames every rule that is called `ReplaceMe`. So all tests pass from the
// first minute, and the author replaces one part after the other. `npm run docs` then makes the page, the table in the
// README and the list in the settings. `--into FOLDER` takes another folder for the repository's root.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: { into: { type: 'string', default: resolve(dirname(fileURLToPath(import.meta.url)), '..') } },
  allowPositionals: true,
});
const root = resolve(values.into);
const [id = ''] = positionals;
const problem = problemWith(id);
if (problem === undefined) write();
else {
  console.error(`${problem}\nnode scripts/new-rule.mjs ID, for example: node scripts/new-rule.mjs missing-probe-rule`);
  process.exitCode = 2;
}

/** @param {string} name */
function problemWith(name) {
  if (positionals.length !== 1) return 'Give the id of one rule.';
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(name)) {
    return `'${name}' is not an id: two or more words of small letters and digits with '-' between. It names the flaw, not the remedy.`;
  }
  const taken = [`server/src/rules/${name}.ts`, `test/rules/${name}`].find(path => existsSync(join(root, path)));
  if (taken !== undefined) return `${taken} exists already.`;
  return readFileSync(indexPath(), 'utf8').includes(` ${variable()},`)
    ? `There is a rule '${name}' already.`
    : undefined;
}

function write() {
  // The list first: where its shape has changed, nothing has been written yet.
  const index = withRule(readFileSync(indexPath(), 'utf8'));
  put(`server/src/rules/${id}.ts`, ruleText());
  put('server/src/rules/index.ts', index);
  put(`test/rules/${id}/bad.json`, fixture('ReplaceMe'));
  put(`test/rules/${id}/good.ok.json`, fixture('AllowHttps'));
  console.log("Replace what is said and checked there; then 'npm run docs' and 'npm test'.");
}

/**
 * @param {string} path
 * @param {string} text
 */
function put(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(`Wrote ${path}.`);
}

function indexPath() {
  return join(root, 'server', 'src', 'rules', 'index.ts');
}

/** `some-flaw` → `someFlaw` */
function variable() {
  return id.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

/**
 * The import goes where the order of the file names wants it, the entry to the end of the list.
 *
 * @param {string} index
 */
function withRule(index) {
  const lines = index.split('\n');
  const moduleOf = line => /^import .* from '\.\/(.+)\.ts';$/.exec(line)?.[1];
  const after = lines.findIndex(line => (moduleOf(line) ?? '') > id);
  const last = lines.findLastIndex(line => moduleOf(line) !== undefined);
  lines.splice(after < 0 ? last + 1 : after, 0, `import { ${variable()} } from './${id}.ts';`);
  const start = lines.findIndex(line => line.startsWith('export const rules'));
  const end = lines.indexOf('];', start);
  if (last < 0 || start < 0 || end < 0) throw new Error('server/src/rules/index.ts does not have the list it had.');
  lines.splice(end, 0, `  ${variable()},`);
  return lines.join('\n');
}

function ruleText() {
  return `import { ruleName } from '../network/nsg.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';

export const ${variable()} = rule({
  id: '${id}',
  severity: 'warning',
  summary: 'One sentence: what is wrong.',
  rationale: 'A few sentences: why it matters, and what happens if it stays.',
  limits: 'What is exact, and what is not looked at.',
  source: 'Document, month and year',
  noFix: 'One sentence: why it has no fix. Or give the finding one, and take this line out.',
  bad: groupText({ name: 'ReplaceMe' }),
  good: groupText({}),
  on: 'securityGroup',

  *check(group) {
    for (const candidate of group.rules) {
      if (ruleName(candidate) !== 'ReplaceMe') continue;
      yield {
        at: candidate.nameSpan,
        message: \`'\${ruleName(candidate)}' is what is wrong, with its values. Then what happens if it stays.\`,
      };
    }
  },
});
`;
}

/** @param {string} name */
function fixture(name) {
  const nameLine = `        "name": "${name}",`;
  const marker = `        //${' '.repeat(nameLine.indexOf(name) - 10)}${'^'.repeat(name.length)} warning ${id}: '${name}' is what is wrong`;
  return [
    '{',
    '  "type": "Microsoft.Network/networkSecurityGroups",',
    '  "name": "nsg-web",',
    '  "properties": {',
    '    "securityRules": [',
    '      {',
    nameLine,
    ...(name === 'ReplaceMe' ? [marker] : []),
    '        "properties": {',
    '          "priority": 100,',
    '          "direction": "Inbound",',
    '          "access": "Allow",',
    '          "protocol": "Tcp",',
    '          "sourceAddressPrefix": "10.0.0.0/16",',
    '          "sourcePortRange": "*",',
    '          "destinationAddressPrefix": "*",',
    '          "destinationPortRange": "443"',
    '        }',
    '      }',
    '    ]',
    '  }',
    '}',
    '',
  ].join('\n');
}
