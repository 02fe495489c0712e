/**
 * Resources of one name in several resource groups. Resources are told by type and name, because texts disagree about
 * subscriptions and groups that are the same; where one deployment makes two of a name in two places, the place counts too,
 * and where it makes one, that one is not what a mention means that is certain to lie in another place.
 */
import { resourceOf } from './access.ts';
import type { DeployedResource } from './deployment.ts';
import { identityOf } from './identity.ts';
import { groupIdentity, ownPlace } from './places.ts';
import type { Value } from './value.ts';

/** Stands between the place and the name in a segment; no name of a resource has it. */
export const placeMark = '|';

/**
 * The resources; the outermost segment of those that need it, and of ids that lead to them, begins with the place.
 * A resource of which nothing changes is the very same object.
 */
export function tellApart(resources: readonly DeployedResource[]): readonly DeployedResource[] {
  const marks = new Marks(resources);
  return resources.map(resource => {
    if (!marks.areNeeded) return resource;
    const segments = marks.segments(resource.type, resource.segments, resource.place);
    const body = marks.value(resource.body, 0);
    return segments === resource.segments && body === resource.body ? resource : retold(resource, segments, body);
  });
}

function retold(resource: DeployedResource, segments: readonly string[], body: Value): DeployedResource {
  const { type, place, lastSegment, span, head, nameSpan, existing, conditional, loop, loopFault, uses } = resource;
  return {
    type,
    segments,
    place,
    lastSegment,
    body,
    span,
    head,
    nameSpan,
    existing,
    conditional,
    loop,
    loopFault,
    uses,
  };
}

/** Levels of a body that are looked through for ids. */
const maxLevels = 50;

class Marks {
  /** Whether any mention may lie elsewhere: it is not so where all that is made goes to the one group that has no name here. */
  readonly areNeeded: boolean;
  /** Where resources are made, by what {@link keyOf} gives. */
  private readonly places = new Map<string, Set<string>>();
  /** Parts that several values share are looked through once. */
  private readonly seen = new Map<Value, Value>();

  constructor(resources: readonly DeployedResource[]) {
    const own = groupIdentity(ownPlace);
    let areNeeded = false;
    for (const { type, segments, place, existing } of resources) {
      const key = keyOf(type, segments);
      if (key === undefined || existing) continue;
      const known = this.places.get(key) ?? new Set();
      this.places.set(key, known.add(place));
      areNeeded ||= place !== own;
    }
    this.areNeeded = areNeeded;
  }

  /** Names of a resource, marked where another one has the same. */
  segments(type: string, names: readonly string[], place: string): readonly string[] {
    const key = keyOf(type, names);
    const [first, ...others] = (key === undefined ? undefined : this.places.get(key)) ?? [];
    if (first === undefined || (others.length === 0 && !isElsewhere(place, first))) return names;
    return [`${place}${placeMark}${names[0]}`, ...names.slice(1)];
  }

  value(value: Value, level: number): Value {
    if (level > maxLevels) return value;
    if (value.kind !== 'list' && value.kind !== 'object') return this.id(value);
    const known = this.seen.get(value);
    if (known !== undefined) return known;
    const marked = this.parts(value, level + 1);
    this.seen.set(value, marked);
    return marked;
  }

  private parts(value: Value & { readonly kind: 'list' | 'object' }, level: number): Value {
    if (value.kind === 'list') {
      const items = value.items.map(item => this.value(item, level));
      return items.every((item, i) => item === value.items[i]) ? value : { ...value, items };
    }
    let isChanged = false;
    const members = value.members.map(member => {
      const own = member.value;
      const marked = this.value(own, level);
      isChanged ||= marked !== own;
      return marked === own ? member : { ...member, value: marked };
    });
    return isChanged ? { ...value, members, imprint: undefined } : value;
  }

  private id(value: Value): Value {
    const resource = resourceOf(value);
    if (resource === undefined || (value.kind !== 'text' && value.kind !== 'unknown')) return value;
    const id = identityOf(value);
    const at = id.lastIndexOf('/providers/');
    if (at < 0) return value;
    const names = this.segments(resource.type, resource.names, id.slice(0, at));
    return names === resource.names ? value : { ...value, resource: { type: resource.type, names } };
  }
}

/** Type and name of the resource that holds it, or of itself. */
function keyOf(type: string, names: readonly string[]): string | undefined {
  return names[0] === undefined ? undefined : `${type.split('/', 2).join('/')} ${names[0]}`;
}

/**
 * Whether two places are certain to be different resource groups: their subscriptions or names differ, and what is not known
 * of them is the same in both.
 */
function isElsewhere(place: string, other: string): boolean {
  if (place === other) return false;
  const [own, theirs] = [levelsOf(place), levelsOf(other)];
  const isGroup = (levels: readonly string[]) =>
    levels.length === 5 && levels[1] === 'subscriptions' && levels[3] === 'resourcegroups';
  if (!isGroup(own) || !isGroup(theirs)) return false;
  return [2, 4].some(i => areDifferent(own[i]!, theirs[i]!));
}

/** The parts between slashes that are not within braces. */
function levelsOf(place: string): readonly string[] {
  const levels = [''];
  let depth = 0;
  for (const letter of place) {
    if (letter === '{') depth++;
    else if (letter === '}') depth--;
    if (letter === '/' && depth === 0) levels.push('');
    else levels[levels.length - 1] += letter;
  }
  return levels;
}

/** Whether two names differ for certain: in known letters between beginnings and ends that are the same, known or not. */
function areDifferent(a: string, b: string): boolean {
  const [own, theirs] = [piecesIn(a), piecesIn(b)];
  const length = Math.min(own.length, theirs.length);
  let start = 0;
  while (start < length && own[start] === theirs[start]) start++;
  let end = 0;
  while (end < length - start && own.at(-1 - end) === theirs.at(-1 - end)) end++;
  const rest = [...own.slice(start, own.length - end), ...theirs.slice(start, theirs.length - end)];
  return rest.length > 0 && rest.every(piece => nameLetter.test(piece));
}

/** Letters of a name of a group or of an id of a subscription (Learn: naming rules, read 2026-11); others stand for something. */
const nameLetter = /^[\p{L}\p{N}_.()-]$/u;

/** Letters one by one, and what is within braces as one piece each. */
function piecesIn(name: string): readonly string[] {
  const pieces: string[] = [];
  let depth = 0;
  for (const letter of name) {
    if (depth > 0) pieces[pieces.length - 1] += letter;
    else pieces.push(letter);
    if (letter === '{') depth++;
    else if (letter === '}') depth--;
  }
  return pieces;
}
