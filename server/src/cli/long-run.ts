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
 * The flags of V8 to set before so many files are looked at; none for few, and none for a V8 that they were not measured with:
 * other versions count differently.
 *
 * @param version of V8
 * @param cores that the program may run on
 */
export function longRunFlags(files: number, version: string, cores: number): readonly string[] {
  if (files < manyFiles || !version.startsWith('11.')) return [];
  return [
    `--interrupt-budget=${interruptBudget}`,
    // What is made for a large file seems long-lived; made as such for the files after it, it keeps their trees when they are done.
    '--no-allocation-site-pretenuring',
    // Threads of the garbage collector that wait for one core only cost.
    ...(cores === 1 ? ['--no-parallel-scavenge'] : []),
  ];
}

/** Prepares for looking at some number of files. Answers stay the same, and so does a short run. */
export function prepareForFiles(files: number): void {
  // Not imported above: only such a run needs them, and loading them costs every start. Node 21 cannot do that.
  const load: typeof process.getBuiltinModule | undefined = process.getBuiltinModule;
  if (files < manyFiles || load === undefined) return;
  const flags = longRunFlags(files, process.versions.v8, load('node:os').availableParallelism());
  for (const flag of flags) load('node:v8').setFlagsFromString(flag);
}
