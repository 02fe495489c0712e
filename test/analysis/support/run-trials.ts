import { Random } from './random.ts';
import { type Kind, makeWorlds, newTally, randomSetting, type Tally, tryGroup } from './trial.ts';

/** What groups are made of: each kind shows what the others hide. */
const kinds: readonly Kind[] = [
  { prefixes: true, tags: false, unknowns: false },
  { prefixes: false, tags: true, unknowns: false },
  { prefixes: true, tags: true, unknowns: false },
  { prefixes: true, tags: true, unknowns: true },
];

const groupsPerSetting = 50;
const worldsPerSetting = 6;

/**
 * Tries at least `groups` random groups, in settings that follow from the seed.
 *
 * @throws AssertionError with the seed of its setting, where a claim does not hold in a world
 */
export function runTrials(seed: number, groups: number, progress: (count: number) => void = () => {}): Tally {
  const tally = newTally();
  for (let number = 0; tally.groups < groups; number++) {
    const own = seed * 1_000_003 + number;
    const random = new Random(own);
    const kind = kinds[number % kinds.length]!;
    const setting = randomSetting(random, kind);
    const worlds = makeWorlds(random, setting, worldsPerSetting);
    try {
      for (let i = 0; i < groupsPerSetting; i++) tryGroup(random, setting, kind, worlds, tally);
    } catch (error) {
      if (error instanceof Error) error.message += `\nsetting ${number} of seed ${seed}: ${JSON.stringify(setting)}`;
      throw error;
    }
    progress(tally.groups);
  }
  return tally;
}
