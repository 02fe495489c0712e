/** Decisions of a group that an edit elsewhere in it left as they were. */
import { Memo } from '../base/memo.ts';
import type { CompiledGroup, CompiledRule } from './compiled-rule.ts';
import type { Box, Ranked } from './decide.ts';
import { changesOf, rankNow } from './group-changes.ts';
import type { Region } from './region.ts';
import { Work } from './work.ts';

/** What was decided for each group, by the packets that were asked about. */
const decided = new Memo<CompiledGroup, Map<string, readonly Ranked[]>>();

export interface DecisionMaker {
  readonly decide: (work: Work) => readonly Ranked[];
  /** Whether a rule may match a packet of the box. */
  readonly mayShare: (rule: CompiledRule) => boolean;
}

/**
 * The decision for a box: that of the group's version before, where no rule that has changed shares a packet with the box, else
 * a new one.
 */
export function rememberedDecision(rules: CompiledGroup, box: Box, maker: DecisionMaker): readonly Ranked[] {
  const key = keyOf(rules, box);
  const known = decided.get(rules) ?? new Map<string, readonly Ranked[]>();
  const own = key === undefined ? undefined : (known.get(key) ?? earlierDecision(rules, key, maker));
  const work = new Work(fewSteps);
  const outcomes = own ?? maker.decide(work);
  // What came near the bound of work may pass it for another version of the group.
  if (key !== undefined && !work.isTooMuch) decided.set(rules, known.set(key, outcomes));
  return outcomes;
}

/** Far below the bound of one decision. */
const fewSteps = 100_000;

function earlierDecision(rules: CompiledGroup, key: string, maker: DecisionMaker): readonly Ranked[] | undefined {
  const changes = changesOf(rules);
  if (changes === undefined) return undefined;
  const outcomes = decided.get(changes.before)?.get(key);
  if (outcomes === undefined || [...changes.removed, ...changes.added].some(maker.mayShare)) return undefined;
  return outcomes.map(outcome => {
    const rank = rankNow(changes, outcome.rank) ?? -1;
    return { ...outcome, rank, rule: rules.ordered[rank]?.rule };
  });
}

/** Equal for equal boxes; `undefined` for those with longer sets than are worth comparing. */
function keyOf({ group, firstFree }: CompiledGroup, box: Box): string | undefined {
  const source = regionKey(box.source);
  const destination = regionKey(box.destination);
  if (source === undefined || destination === undefined) return undefined;
  const ports = `${box.sourcePorts.join()} ${box.destinationPorts.join()}`;
  // Rules that are not listed come behind those before the first free priority, which any rule's change may move.
  const unlisted = group.rulesUnknown === undefined ? '' : `${firstFree} ${group.rulesUnknown}`;
  return `${box.protocols} ${ports} ${source} ${destination} ${unlisted}`;
}

const fewBounds = 100;

function regionKey(region: Region): string | undefined {
  const { v4, v6, lies, within, without, inEither, extent, isCut, because } = region;
  if (v4.length + v6.length > fewBounds) return undefined;
  const tags = [lies, within, without].map(list => list.map(tag => tag.name).join()).join(';');
  return `${v4.join()};${v6.join()};${tags};${inEither};${extent};${isCut};${because ?? ''}`;
}
