// Writes the compiled form of a CommonJS program beside it: node scripts/lib/compile-ahead.cjs PROGRAM CACHE ARG…
//
// The program is run once with the arguments, so that what a usual run calls is compiled too. What it prints is for nobody.

const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { createRequire, Module } = require('node:module');
const { dirname } = require('node:path');
const { Script } = require('node:vm');

const [program, cache, ...args] = process.argv.slice(2);
const script = new Script(Module.wrap(readFileSync(program, 'latin1')), { filename: program });
process.argv = [process.argv[0], program, ...args];
process.once('exit', () => {
  const unfinished = `${cache}.${process.pid}.tmp`;
  writeFileSync(unfinished, script.createCachedData());
  renameSync(unfinished, cache);
  process.exitCode = 0;
});
const module_ = { exports: {} };
script.runInThisContext()(module_.exports, createRequire(program), module_, program, dirname(program));
