/**
 * Edits texts and projects at random and compares with a check from scratch: `npx tsx fuzz/edits.ts [seed] [edits]`, by
 * default 1 and 20,000. Prints the seed and the text that failed and exits 1 where they differ; the same seed shows it again.
 */
import { tryProjectEdits } from '../test/workspace/support/edited-projects.ts';
import { startTexts, tryEdits } from '../test/workspace/support/edited-texts.ts';

const [seed = 1, edits = 20_000] = process.argv.slice(2).map(Number);
const started = performance.now();
tryEdits(seed, edits, startTexts(), count => {
  if (count % 1_500 === 0) process.stderr.write(`${count} edits\n`);
});
/** One edit of a project takes as long as so many of a text. */
const textsPerProject = 10;
await tryProjectEdits(seed, Math.ceil(edits / textsPerProject));
console.log(`seed ${seed}: ${edits} edits change no answer, ${((performance.now() - started) / 1000).toFixed(0)} s`);
