/** Runs generated scripts in the shells of this machine; nothing that they name is there, so they change nothing. */
import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';

/** POSIX shells on this machine, each program once under its first name here; none on Windows. */
export const shells: readonly string[] =
  process.platform === 'win32' ? [] : found(['sh', 'bash', 'dash', 'zsh', 'ksh']);

function found(names: readonly string[]): readonly string[] {
  const programs = new Map<string, string>();
  for (const name of names) {
    const { status, stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    const program = status === 0 ? realpathSync(stdout.trim()) : undefined;
    if (program !== undefined && !programs.has(program)) programs.set(program, name);
  }
  return [...programs.values()];
}

export interface ShellAnswer {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

export function runShell(shell: string, script: string, env: Readonly<Record<string, string>> = {}): ShellAnswer {
  // From standard input, as a script that is piped in; its text may be longer than an argument may be.
  const { status, stdout, stderr } = spawnSync(shell, ['-s'], {
    input: script,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  return { code: status, output: stdout, errors: stderr };
}

/** One call of `az`: its words up to the first option, and the values of each option. */
export interface AzCall {
  readonly words: string;
  readonly options: Readonly<Record<string, readonly string[]>>;
}

/** What a script gives to `az`, word by word as the program would get them. */
export function azCalls(shell: string, script: string, env: Readonly<Record<string, string>>): readonly AzCall[] {
  const spy = `az() { printf '%s\\0' "$@"; printf '\\0'; }\n`;
  const { code, output, errors } = runShell(shell, spy + script, env);
  if (code !== 0 || errors !== '') throw new Error(`${shell} ended with ${code}: ${errors}\n${script}`);
  return output
    .split('\0\0')
    .slice(0, -1)
    .map(call => readCall(call.split('\0')));
}

function readCall(argv: readonly string[]): AzCall {
  const first = argv.findIndex(word => word.startsWith('--'));
  const options: Record<string, string[]> = {};
  let values: string[] = [];
  for (const word of argv.slice(first)) {
    if (!word.startsWith('--')) values.push(word);
    else {
      if (Object.hasOwn(options, word)) throw new Error(`${word} is given twice: ${argv.join(' ')}`);
      values = options[word] = [];
    }
  }
  return { words: argv.slice(0, first).join(' '), options };
}
