import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommandLine } from '../../../server/src/cli/arguments.ts';
import type { Core } from '../../../server/src/cli/core.ts';
import { FakeCore } from './fake-core.ts';

export interface RunOptions {
  /** Paths relative to the working folder, and what they hold. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** More to do to the working folder before the run. */
  readonly prepare?: (folder: string) => void;
  /** Looks at the working folder after the run. */
  readonly afterwards?: (folder: string) => void;
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
  readonly platform?: string;
  /** Columns of a terminal; absent: the output is a pipe. */
  readonly terminal?: number;
  readonly core?: Core;
}

export interface RunResult {
  readonly code: number;
  readonly output: string;
  readonly notes: string;
}

/** Runs the command line in this process, in a working folder of its own that is gone afterwards. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return inFolder(options, async folder => {
    let output = '';
    let notes = '';
    const terminal = { isTerminal: options.terminal !== undefined, columns: options.terminal };
    const host = {
      workingFolder: folder,
      environment: options.environment ?? { LANG: 'C.UTF-8' },
      platform: options.platform ?? 'linux',
      output: {
        ...terminal,
        write: (text: string) => {
          output += text;
        },
      },
      notes: {
        ...terminal,
        write: (text: string) => {
          notes += text;
        },
      },
      readInput: async () => Buffer.from(options.input ?? ''),
    };
    const code = await runCommandLine(args, { host, core: options.core ?? new FakeCore(), version: '1.2.3' });
    options.afterwards?.(folder);
    return { code, output, notes };
  });
}

/** Makes a temporary folder with files, hands it to `use`, and removes it. */
export async function inFolder<T>(
  options: Pick<RunOptions, 'files' | 'prepare'>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'apim-vnet-cli-')));
  try {
    for (const [path, content] of Object.entries(options.files ?? {})) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    options.prepare?.(folder);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
