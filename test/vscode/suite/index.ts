// Runs Mocha inside VS Code's extension host, be that Node or a web worker, and reports each result as one console line.
// `run.mjs` writes the entry that calls this with the suites it has found.

// The build of Mocha for browsers needs neither a file system nor a process, so both hosts take it.
import 'mocha/mocha.js';

/** What every report line starts with; `run.mjs` looks for it. */
const MARK = '@apim-vnet-test@';

export interface SuiteOptions {
  /** Only tests whose full title contains this text; all when empty. */
  readonly grep: string;
  /** Loads the test files, which register themselves with `describe`. */
  readonly load: () => Promise<void>;
}

/**
 * @returns resolves when every test that ran has passed
 * @throws when one failed or a test file could not be loaded: VS Code turns that into exit code 1
 */
export async function runSuites(options: SuiteOptions): Promise<void> {
  let failures: number;
  try {
    failures = await runMocha(options);
  } catch (error) {
    report({ kind: 'broken', ...described(error) });
    throw error;
  }
  if (failures > 0) throw new Error(`${failures} failed`);
}

async function runMocha({ grep, load }: SuiteOptions): Promise<number> {
  // The base of all reporters prints nothing by itself; the events below are the report.
  mocha.setup({ ui: 'bdd', timeout: 30_000, reporter: Mocha.reporters.Base });
  if (grep) mocha.fgrep(grep);
  await load();
  return new Promise(resolve => {
    const runner = withLocation(() => mocha.run(resolve));
    runner.on('test', test => report({ kind: 'start', title: test.titlePath() }));
    runner.on('pass', test => report({ kind: 'pass', title: test.titlePath(), durationMs: test.duration ?? 0 }));
    runner.on('fail', (test, error) => report({ kind: 'fail', title: test.titlePath(), ...described(error) }));
    runner.on('pending', test => report({ kind: 'skipped', title: test.titlePath() }));
    runner.on('end', () => report({ kind: 'end' }));
  });
}

/** Mocha for browsers reads options from the page's address when it starts; in Node there is no page. */
function withLocation<T>(start: () => T): T {
  const host = globalThis as { location?: unknown };
  if (host.location) return start();
  host.location = { search: '' };
  try {
    return start();
  } finally {
    delete host.location;
  }
}

/** What remains of a thrown value in a console line. */
function described(error: unknown): { message: string; stack: string } {
  return error instanceof Error
    ? { message: error.message, stack: error.stack ?? '' }
    : { message: String(error), stack: '' };
}

function report(event: object): void {
  console.log(MARK + JSON.stringify(event));
}
