import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Its table of imports has rows such as `| \`rules\` | \`base\`, \`network\` |`, each folder below those it may import. */
const page = readFileSync(join(root, 'docs/ARCHITECTURE.md'), 'utf8');

describe('architecture', () => {
  const table = importTable(page);
  const files = [...sourceFiles('server/src'), ...sourceFiles('client/src')];

  it('has a table of who may import whom, with a row for every folder', () => {
    const folders = new Set(files.map(folderOf));
    folders.delete('protocol.ts');
    assert.deepEqual(
      [...folders].filter(folder => !table.has(folder)),
      [],
    );
  });

  it('only names folders above their own row', () => {
    const rows = [...table.keys()];
    for (const [folder, allowed] of table) {
      const below = allowed.filter(name => rows.indexOf(name) >= rows.indexOf(folder));
      assert.deepEqual(below, [], `'${folder}' may not import from its own row or below`);
    }
  });

  it('is what the import lines say', () => {
    const broken: string[] = [];
    for (const file of files) {
      const own = folderOf(file);
      const allowed = table.get(own) ?? [];
      for (const name of importsOf(file)) {
        const target = targetOf(file, name);
        if (target !== own && !allowed.some(entry => fits(entry, target)))
          broken.push(`${file} imports '${name}' (${target})`);
      }
    }
    assert.deepEqual(broken, []);
  });

  it('keeps vscode out of the server, and networks out of the client', () => {
    for (const file of files) {
      const names = importsOf(file);
      if (file.startsWith('server/')) assert.ok(!names.includes('vscode'), file);
      else
        assert.deepEqual(
          names.filter(name => targetOf(file, name) === 'network'),
          [],
          file,
        );
    }
  });

  // V8 keeps such an object as a dictionary: it takes ten times as long to make, and holds on to what an edit replaced.
  it('has accessors in classes only', () => {
    const found = files.flatMap(file => {
      const lines = readFileSync(join(root, file), 'utf8').split(/\r?\n/);
      return lines.flatMap((line, i) => (isOutsideClass(lines, i) ? [`${file}:${i + 1} ${line.trim()}`] : []));
    });
    assert.deepEqual(found, []);
  });

  // The collector of young objects keeps what one holds; `base/memo.ts` says why that matters.
  it('remembers about objects by Memo', () => {
    const core = files.filter(file => /^server\/src\/(?!lsp\/)/.test(file));
    assert.deepEqual(
      core.filter(file => readFileSync(join(root, file), 'utf8').includes('new WeakMap')),
      [],
    );
  });
});

/** Whether a line is the start of an accessor, and the line that it stands in the brackets of begins no class. */
function isOutsideClass(lines: readonly string[], at: number): boolean {
  const [, indent] =
    /^(\s*)(?:(?:private|protected|public|override|static) )*[gs]et [\w#[\]]+\(/.exec(lines[at]!) ?? [];
  if (indent === undefined) return false;
  const opening = lines.slice(0, at).findLast(line => line.trim() !== '' && line.search(/\S/) < indent.length);
  return !/^\s*(?:export |abstract )*class |^\s+(?:extends|implements) |= class /.test(opening ?? '');
}

function importTable(text: string): ReadonlyMap<string, readonly string[]> {
  const start = text.search(/^\| Folder \| May import \|$/m);
  assert.ok(start >= 0, 'docs/ARCHITECTURE.md has no table of imports');
  const rows = new Map<string, readonly string[]>();
  for (const line of text.slice(start).split(/\r?\n/).slice(2)) {
    const row = /^\| `([^`]+)` \| (.+) \|$/.exec(line);
    if (row === null) break;
    rows.set(
      row[1]!,
      [...row[2]!.matchAll(/`([^`]+)`/g)].map(match => match[1]!),
    );
  }
  return rows;
}

/** All `.ts` files below a folder, relative to the root, with `/` between names. */
function sourceFiles(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/** The row a file belongs to: its first folder below `server/src`, `client`, or for `protocol.ts` its own name. */
function folderOf(file: string): string {
  if (file.startsWith('client/')) return 'client';
  if (file.startsWith('server/data/')) return 'data';
  return file.split('/')[2]!;
}

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const pattern =
    /^(?:import|export)\b[^;'"]*?from\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;
  return [...text.matchAll(pattern)].map(match => (match[1] ?? match[2] ?? match[3])!);
}

/** The row or package that an import goes to. */
function targetOf(file: string, name: string): string {
  if (name.startsWith('.')) return folderOf(posix.normalize(posix.join(dirname(file), name)));
  if (name.startsWith('node:')) return name;
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

function fits(entry: string, target: string): boolean {
  return entry === target || (entry === 'node:*' && target.startsWith('node:'));
}
