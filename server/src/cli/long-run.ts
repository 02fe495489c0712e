/** What a run over many files asks of V8. */
import process from 'node:process';

/** With fewer files a run ends before it makes a difference. */
const manyFiles = 100;

/**
 * How much of a function runs before V8 optimises it, in bytes of its bytecode: eight times what V8 takes by default.
 *
 * By default a run over some thousand files has V8 optimise about a thousand functions, many of them several times, because
 * what they are called with changes from file to file. Its threads need as much time for that as the program for its work,
 * and where there is one core they take it from the program. What is hot in earnest is optimised all the same.
 */
const interruptBudget = 540_672;

/**
 * The flag of V8 to set before so many files are looked at; `undefined` for few, and for a V8 that it was not measured with:
 * other versions count differently.
 *
 * @param version of V8
 */
export function longRunFlag(files: number, version: string): string | undefined {
  return files >= manyFiles && version.startsWith('11.') ? `--interrupt-budget=${interruptBudget}` : undefined;
}

/** Prepares for looking at some number of files. Answers stay the same, and so does a short run. */
export function prepareForFiles(files: number): void {
  const flag = longRunFlag(files, process.versions.v8);
  // Not imported above: only such a run needs it, and loading it costs every start.
  if (flag !== undefined) process.getBuiltinModule('node:v8').setFlagsFromString(flag);
}
