/** The scripts that change a hosts file, run against files in a temporary folder; never against the machine's own. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type HostsBlock,
  hostsBlock,
  hostsBlockText,
  withHostsBlock,
  withoutHostsBlock,
} from '../../../server/src/generate/hosts/hosts-block.ts';
import { hostsPowerShell, hostsShell, type ScriptAction } from '../../../server/src/generate/hosts/hosts-scripts.ts';
import { generateNames } from '../../../server/src/generate/names.ts';
import { runShell, shells } from '../../support/shell.ts';

function blockFor(name: string, address: string, hosts: readonly string[] = []): HostsBlock {
  const all = [`${name}.azure-api.net`, ...hosts];
  return hostsBlock(
    name,
    all.map(host => ({ host, address, origin: 'default', meaning: '' })),
  );
}

const older = blockFor('contoso', '10.0.0.5');
const newer = blockFor('contoso', '10.0.0.9', ['api.contoso.com']);
const other = hostsBlockText(blockFor('fabrikam', '10.1.0.5'));

/** Texts in Latin-1, a letter for each byte: with the block and without, and what others write around it. */
const unixTexts: readonly string[] = [
  '',
  '\n',
  '127.0.0.1 localhost',
  '127.0.0.1 localhost\n',
  '# caf\u00e9 \u00ff\n\t10.1.1.1\tdb  # tabs\n\n\n',
  '# a backslash \\n and 100 % of "quotes" \'too\' $HOME `id` &\n',
  hostsBlockText(older),
  hostsBlockText(older).trimEnd(),
  `127.0.0.1 localhost\n\n${hostsBlockText(older)}# after`,
  `\n\n${hostsBlockText(older)}\n\n# after\n`,
  `a\n${hostsBlockText(older)}`,
  `${other}\n${hostsBlockText(older)}`,
  `${hostsBlockText(older)}\n${other}`,
  `  ${older.begin.toUpperCase()}\t\n1.2.3.4 old\n${older.end}  \nb\n`,
];
const texts = [...unixTexts, ...unixTexts.map(text => text.replaceAll('\n', '\r\n'))];

/** Marks that do not pair: what belongs to the block cannot be told. */
const brokenTexts: readonly string[] = [
  `${older.begin}\n1.2.3.4 x\n`,
  `1.2.3.4 x\n${older.end}\n`,
  `${older.end}\n${older.begin}\n1.2.3.4 x\n`,
  hostsBlockText(older) + hostsBlockText(older),
  `${older.begin}\n${hostsBlockText(older)}`,
].flatMap(text => [text, text.replaceAll('\n', '\r\n')]);

function expected(text: string, action: ScriptAction): string {
  const result = action === 'add' ? withHostsBlock(text, newer) : withoutHostsBlock(text, newer);
  return result.ok ? result.text : assert.fail(result.problem);
}

describe('the scripts for a hosts file', () => {
  let folder = '';
  let file = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'hosts-'));
    file = join(folder, 'hosts of this test');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const shell of shells) {
    describe(`in ${shell}`, () => {
      function run(script: string, text: string): string {
        writeFileSync(file, text, 'latin1');
        const { code, output, errors } = runShell(shell, script, { HOSTS_FILE: file, TMPDIR: folder });
        assert.deepEqual([code, output, errors], [0, '', ''], JSON.stringify(text));
        return readFileSync(file, 'latin1');
      }

      for (const action of ['add', 'remove'] as const) {
        it(`${action} what the function does to a text, byte by byte, and nothing more when run again`, () => {
          for (const text of texts) {
            const once = run(hostsShell(newer, action), text);
            assert.equal(once, expected(text, action), JSON.stringify(text));
            assert.equal(run(hostsShell(newer, action), once), once, JSON.stringify(text));
          }
        });
      }

      it('change nothing where the marks do not pair, and say so', () => {
        for (const action of ['add', 'remove'] as const) {
          for (const text of brokenTexts) {
            writeFileSync(file, text);
            const { code, errors } = runShell(shell, hostsShell(newer, action), { HOSTS_FILE: file });
            assert.equal(code, 1, JSON.stringify(text));
            assert.match(
              errors,
              /hosts of this test: '# BEGIN API Management contoso' and '# END .*' must stand once each/,
            );
            assert.equal(readFileSync(file, 'utf8'), text);
          }
        }
      });

      it('say that a file is not there', () => {
        const { code, errors } = runShell(shell, hostsShell(newer, 'add'), { HOSTS_FILE: join(folder, 'none') });
        assert.deepEqual([code, errors], [1, `There is no file ${join(folder, 'none')}.\n`]);
      });

      it('keep the file and its rights, and leave no other file behind', () => {
        writeFileSync(file, 'a\n', { mode: 0o640 });
        const before = statSync(file);
        run(hostsShell(newer, 'add'), 'a\n');
        const after = statSync(file);
        assert.deepEqual([after.ino, after.mode], [before.ino, before.mode]);
      });
    });
  }

  it('take the hosts file of the machine where none is named', () => {
    for (const action of ['add', 'remove'] as const) {
      const script = hostsShell(newer, action);
      assert.deepEqual(script.match(/\/etc\S*/g), ['/etc/hosts}']);
      assert.match(script, /^hosts=\$\{HOSTS_FILE:-\/etc\/hosts\}$/m);
      const [shell] = shells;
      if (shell === undefined) continue;
      // The same script, with a path of this test in place of the machine's.
      writeFileSync(file, 'a\n');
      runShell(shell, script.replace('/etc/hosts', file));
      assert.equal(readFileSync(file, 'utf8'), expected('a\n', action));
    }
  });

  it('are what the generator writes', () => {
    const request = {
      serviceName: 'Contoso',
      cloud: 'public',
      profile: 'premium-v2-injection',
      address: '10.0.0.5',
    } as const;
    for (const [form, script] of [
      ['sh', hostsShell(older, 'add')],
      ['powershell', hostsPowerShell(older, 'add')],
    ] as const) {
      const generated = generateNames({ ...request, customHosts: [] }, { form });
      assert.ok(generated.ok);
      assert.equal(generated.text, script);
    }
  });

  describe('in PowerShell', () => {
    it('are for the hosts file of Windows, and write the bytes of other lines back as they were', () => {
      const script = hostsPowerShell(older, 'add');
      assert.match(script, /^\$path = "\$env:SystemRoot\\System32\\drivers\\etc\\hosts"$/m);
      assert.match(script, /^\$latin1 = \[Text\.Encoding\]::GetEncoding\(28591\)$/m);
      assert.match(script, /^ {2}'10\.0\.0\.5 contoso\.azure-api\.net'$/m);
      assert.doesNotMatch(hostsPowerShell(older, 'remove'), /10\.0\.0\.5/);
    });

    it('close every quote and bracket that they open', () => {
      const generated = generateNames(
        { serviceName: 'contoso', cloud: 'public', profile: 'stv2-current', address: '10.0.0.5' },
        { form: 'windows-dns' },
      );
      assert.ok(generated.ok);
      for (const script of [hostsPowerShell(newer, 'add'), hostsPowerShell(newer, 'remove'), generated.text])
        assert.deepEqual(openAtTheEnd(script), []);
      assert.deepEqual(openAtTheEnd(`if ($a { 'x'`), ['(', '{']);
      assert.deepEqual(openAtTheEnd(`$a = "b`), ['"']);
    });

    for (const action of ['add', 'remove'] as const) {
      it(`${action} what the function does to a text that has lines, by their own patterns`, () => {
        for (const text of texts) {
          // Where no line ends, Windows' own line end is taken.
          if (!text.includes('\n')) continue;
          const once = powerShellMakes(hostsPowerShell(newer, action), text, action);
          assert.equal(once, expected(text, action), JSON.stringify(text));
          assert.equal(powerShellMakes(hostsPowerShell(newer, action), once, action), once);
        }
      });
    }

    it('find marks that do not pair', () => {
      for (const text of brokenTexts)
        assert.throws(
          () => powerShellMakes(hostsPowerShell(newer, 'add'), text, 'add'),
          /do not pair/,
          JSON.stringify(text),
        );
    });
  });
});

/** Brackets and quotes that PowerShell would still wait for; `}` and `)` that nothing opened stand in the answer, too. */
function openAtTheEnd(script: string): readonly string[] {
  const closing: Readonly<Record<string, string>> = { ')': '(', '}': '{', ']': '[' };
  const open: string[] = [];
  for (const [token] of script.matchAll(/#[^\n]*|'(?:[^']|'')*'|"(?:`.|""|[^"`])*"|[(){}[\]'"]/g)) {
    if (token.length > 1) continue;
    if (closing[token] === undefined) open.push(token);
    else if (open.at(-1) === closing[token]) open.pop();
    else open.push(token);
  }
  return open;
}

/**
 * What a script makes of a text, with its own patterns: there is no PowerShell on most machines that run these tests. The steps
 * are those of the script in JavaScript, and that they are is for the reader to see.
 */
function powerShellMakes(script: string, text: string, action: ScriptAction): string {
  const variables: Record<string, string> = {};
  const texted = (expression: string): string =>
    [...expression.matchAll(/'((?:[^']|'')*)'|\[regex\]::Escape\((\$\w+)\)|(\$\w+)/g)]
      .map(([, quoted, escaped, name]) => {
        if (quoted !== undefined) return quoted.replaceAll("''", "'");
        const value = variables[(escaped ?? name)!] ?? assert.fail(`${expression} has a value that is not set`);
        return escaped === undefined ? value : value.replace(/[#. ]/g, '\\$&');
      })
      .join('');
  for (const [, name, expression] of script.matchAll(/^(\$(?:begin|end|beginLine|endLine|pattern)) = (.+)$/gm))
    variables[name!] = texted(expression!);
  const begins = [...text.matchAll(pattern(variables['$beginLine']!))];
  const ends = [...text.matchAll(pattern(variables['$endLine']!))];
  const isBroken =
    begins.length > 1 || ends.length !== begins.length || (begins.length === 1 && ends[0]!.index < begins[0]!.index);
  if (isBroken) throw new Error('The marks do not pair.');
  if (action === 'remove') {
    const [, expression] = /^\$text = \[regex\]::Replace\(\$text, (.+), ''\)$/m.exec(script)!;
    return text.replace(pattern(texted(expression!)), '');
  }
  const [, onlyUnix] = /^\$eol = if \(\$text -match '(.+)'\) \{ "`n" \} else \{ "`r`n" \}$/m.exec(script)!;
  const eol = pattern(onlyUnix!).test(text) ? '\n' : '\r\n';
  const block = [...script.matchAll(/^ {2}'(.*)'$/gm)].map(([, line]) => line).join(eol);
  if (begins.length > 0) return text.replace(pattern(variables['$pattern']!), block);
  return `${text}${text !== '' && !text.endsWith('\n') ? eol : ''}${text === '' ? '' : eol}${block}${eol}`;
}

/** A pattern of .NET in JavaScript: `^` and `$` know only `\n` there, where JavaScript takes `\r` for the end of a line too. */
function pattern(source: string): RegExp {
  const translated = source
    .replaceAll('(?im)', '')
    .replaceAll(/(?<![[\\])\^/g, '(?<![^\\n])')
    .replaceAll('$)', '(?![^\\n]))')
    .replaceAll('\\A', '(?<![\\s\\S])')
    .replaceAll('\\z', '(?![\\s\\S])');
  return new RegExp(translated, 'gi');
}
