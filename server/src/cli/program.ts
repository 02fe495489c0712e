/**
 * `dist/cli.js`: starts the command line, from the code that V8 compiled when it was built where that fits.
 *
 * Compiling the program anew takes a good part of a short run. V8 checks that a compiled form is of this very version and was made
 * with the same flags, and says so otherwise; then, as where there is none, the text is compiled as ever.
 */
import { readFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

declare const __dirname: string;
declare const require: (path: string) => unknown;

const program = join(__dirname, 'cli.core.js');
const compiled = compiledCode();
if (compiled === undefined) {
  // From 22.1 on Node keeps compiled code itself, in the folder for temporary files.
  (nodeModule as { readonly enableCompileCache?: () => unknown }).enableCompileCache?.();
  require(program);
} else {
  // The text is ASCII, which the build sees to.
  const text = nodeModule.Module.wrap(readFileSync(program, 'latin1'));
  const module = { exports: {} };
  const script = new Script(text, { filename: program, cachedData: compiled });
  script.runInThisContext()(module.exports, require, module, program, __dirname);
}

function compiledCode(): Buffer | undefined {
  try {
    return readFileSync(join(__dirname, 'cli.core.cache'));
  } catch {
    return undefined;
  }
}
