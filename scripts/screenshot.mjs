// Takes a picture of the extension at work in a real VS Code: its squiggles, hovers, quick fixes and commands.
//
//   npm run screenshot -- FILE LINE [--out PNG] [--hover COLUMN] [--quickfix] [--problems] [--command TITLE]
//                                   [--theme light|dark|hc] [--size 1400x900] [--scale 1] [--explorer] [--system-fonts] [--extension FOLDER]
//
// LINE and COLUMN count from 1. The folder opened is the one the file lies in. The extension must be built before.

import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startBrowser } from './vscode-host/browser.mjs';
import { cleanUp } from './vscode-host/cleanup.mjs';
import { pictureFonts } from './vscode-host/fonts.mjs';
import { openWorkbench } from './vscode-host/page.mjs';
import { root } from './vscode-host/paths.mjs';
import { startServer } from './vscode-host/server.mjs';
import { isTheme, pictureSettings } from './vscode-host/user-settings.mjs';
import * as workbench from './vscode-host/workbench.mjs';

const USAGE =
  'Usage: npm run screenshot -- FILE LINE [--out PNG] [--hover COLUMN] [--quickfix] [--problems] [--command TITLE]\n' +
  '       [--theme light|dark|hc] [--size 1400x900] [--scale 1] [--explorer] [--system-fonts] [--extension FOLDER]';

/** @param {string[]} args */
function parse(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      hover: { type: 'string' },
      quickfix: { type: 'boolean', default: false },
      problems: { type: 'boolean', default: false },
      command: { type: 'string' },
      theme: { type: 'string', default: 'light' },
      size: { type: 'string', default: '1400x900' },
      scale: { type: 'string', default: '1' },
      explorer: { type: 'boolean', default: false },
      'system-fonts': { type: 'boolean', default: false },
      extension: { type: 'string', default: root },
    },
  });
  const [file = '', lineText = ''] = positionals;
  const size = /^(\d{3,4})x(\d{3,4})$/.exec(values.size);
  const scale = Number(values.scale);
  const column = values.hover === undefined ? undefined : Number(values.hover);
  const problem =
    positionals.length !== 2 || !isCount(Number(lineText))
      ? 'FILE and LINE are needed, LINE counts from 1.'
      : !existsSync(file)
        ? `There is no file '${file}'.`
        : column !== undefined && !isCount(column)
          ? '--hover takes a column, counted from 1.'
          : !isTheme(values.theme)
            ? '--theme takes light, dark or hc.'
            : !size
              ? '--size takes width and height in pixels, such as 1400x900.'
              : !(scale >= 1 && scale <= 4)
                ? '--scale takes a number from 1 to 4.'
                : undefined;
  if (problem) throw new Error(`${problem}\n${USAGE}`);
  return {
    ...values,
    theme: /** @type {import('./vscode-host/user-settings.mjs').Theme} */ (values.theme),
    file: resolve(file),
    line: Number(lineText),
    column,
    viewport: { width: Number(size?.[1]), height: Number(size?.[2]) },
    scale,
    out: resolve(values.out ?? `${basename(file)}-${lineText}.png`),
    extension: resolve(values.extension),
  };
}

/** @param {number} value */
function isCount(value) {
  return Number.isInteger(value) && value >= 1;
}

/** @param {string[]} args */
async function main(args) {
  const options = parse(args);
  const style = options['system-fonts'] ? '' : await pictureFonts();
  const server = await startServer({ settings: pictureSettings(options.theme) });
  const browser = await startBrowser();
  const url = server.url(dirname(options.file), [
    ['extensionDevelopmentPath', server.remoteUri(options.extension)],
    ['openFile', `${server.remoteUri(options.file)}:${options.line}:${options.column ?? 1}`],
    ['gotoLineMode', 'true'],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ]);
  const { page, tail } = await openWorkbench(browser, url, {
    viewport: options.viewport,
    deviceScaleFactor: options.scale,
  });
  try {
    if (style) await page.addStyleTag({ content: style });
    await workbench.editorShown(page, basename(options.file));
    await workbench.hideNoise(page);
    if (!options.explorer) await workbench.closeSideBar(page);
    const squiggles = await workbench.settled(page);
    if (options.problems) await workbench.openProblems(page);
    if (options.command) await workbench.runCommandAndShowMessages(page, options.command);
    if (options.quickfix) await workbench.openQuickFixes(page);
    await workbench.settled(page);
    // Last, because lines that are still moving close a hover.
    if (options.column !== undefined) await workbench.openHover(page);
    await page.screenshot({ path: options.out });
    console.log(`${options.out} (${squiggles} squiggles in view)`);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${tail()}`);
  }
}

let code = 0;
try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  code = 1;
}
await cleanUp();
process.exit(code);
