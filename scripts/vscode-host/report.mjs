// Turns the report lines that come out of VS Code into readable lines on the terminal, and counts.

/** What a report line starts with; `test/vscode/suite/index.ts` writes it. */
const MARK = '@apim-vnet-test@';

/**
 * @typedef {object} Report
 * @property {(text: string) => void} take a console line of the extension host, whether of ours or not
 * @property {(message: string) => void} fail counts a failure that no test has reported
 * @property {() => string} running the title of the test that runs right now; empty between tests
 * @property {Promise<void>} ended resolves when Mocha says it has run everything
 * @property {() => { passed: number, failed: number, complete: boolean }} totals `complete`: Mocha has run everything
 */

/**
 * @param {object} options
 * @param {(line: string) => void} options.print
 * @param {boolean} options.verbose whether to print the other console lines too
 * @param {(stack: string) => string} options.mapStack
 * @returns {Report}
 */
export function createReport({ print, verbose, mapStack }) {
  let passed = 0;
  let failed = 0;
  let complete = false;
  let running = '';
  /** @type {string[]} */
  let group = [];
  let resolveEnded = () => {};
  /** @type {Promise<void>} */
  const ended = new Promise(resolve => {
    resolveEnded = resolve;
  });
  const end = () => {
    complete = true;
    resolveEnded();
  };

  const heading = (/** @type {string[]} */ titles) => {
    const shared = titles.findIndex((title, depth) => title !== group[depth]);
    if (shared >= 0) for (let depth = shared; depth < titles.length; depth++) print(`${indent(depth)}${titles[depth]}`);
    group = titles;
  };
  const line = (/** @type {string[]} */ title, /** @type {string} */ mark, suffix = '') => {
    running = '';
    heading(title.slice(0, -1));
    print(`${indent(title.length - 1)}${mark} ${title.at(-1)}${suffix}`);
  };

  return {
    ended,
    running: () => running,
    totals: () => ({ passed, failed, complete }),
    fail: message => {
      failed++;
      print(`  ✖ ${message.replace(/\n/g, '\n    ')}`);
    },
    take: text => {
      const at = text.indexOf(MARK);
      const event = at < 0 ? undefined : parsed(text.slice(at + MARK.length));
      if (!event) {
        if (verbose) print(`    | ${text}`);
      } else if (event.kind === 'start') {
        running = event.title.join(' ');
      } else if (event.kind === 'pass') {
        passed++;
        line(event.title, '✔', event.durationMs > 1000 ? ` (${(event.durationMs / 1000).toFixed(1)} s)` : '');
      } else if (event.kind === 'fail') {
        failed++;
        line(event.title, '✖');
        const pad = indent(event.title.length + 1);
        for (const detail of [event.message, ...places(mapStack(event.stack))].join('\n').split('\n'))
          print(pad + detail);
      } else if (event.kind === 'skipped') {
        // A skipped test looks like a passed one a month later, so here it is a failure.
        failed++;
        line(event.title, '✖', ' (skipped)');
      } else if (event.kind === 'broken') {
        failed++;
        print(`  ✖ The tests could not be loaded: ${[event.message, ...places(mapStack(event.stack))].join('\n    ')}`);
        end();
      } else if (event.kind === 'end') {
        end();
      }
    },
  };
}

/** @param {number} depth */
function indent(depth) {
  return '  '.repeat(depth + 1);
}

/** @param {string} text */
function parsed(text) {
  try {
    // A desktop window may append to the line; a report is one JSON object.
    return JSON.parse(text.slice(0, text.lastIndexOf('}') + 1));
  } catch {
    return undefined;
  }
}

/**
 * The lines of a stack trace that lie in the project.
 *
 * @param {string} stack
 */
function places(stack) {
  return stack
    .split('\n')
    .filter(line => /^\s+at .*\b(test|client|server)\/.*\.ts:\d+/.test(line))
    .slice(0, 4)
    .map(line => line.trim());
}
