/**
 * Resources of one name in several resource groups. Resources are told by type and name, because texts disagree about
 * subscriptions and groups that are the same; where one deployment makes two of a name in two places, the place counts too.
 */
import type { DeployedResource } from './deployment.ts';
import { identityOf } from './identity.ts';
import type { Value } from './value.ts';

/** Stands between the place and the name in a segment; no name of a resource has it. */
export const placeMark = '|';

/** A resource with the place it is deployed to. */
export interface Placed {
  readonly resource: DeployedResource;
  /** Identity of the id of its resource group. */
  readonly place: string;
}

/** The resources; the outermost segment of those that need it, and of ids that lead to them, begins with the place. */
export function tellApart(placed: readonly Placed[]): readonly DeployedResource[] {
  if (placed.every(({ place }) => place === placed[0]?.place)) return placed.map(({ resource }) => resource);
  const places = new Map<string, Set<string>>();
  for (const { resource, place } of placed) {
    const key = keyOf(resource.type, resource.segments);
    if (key === undefined || resource.existing) continue;
    const known = places.get(key) ?? new Set();
    places.set(key, known.add(place));
  }
  const isAmbiguous = (type: string, names: readonly string[]) => {
    const key = keyOf(type, names);
    return key !== undefined && (places.get(key)?.size ?? 0) > 1;
  };
  if ([...places.values()].every(({ size }) => size < 2)) return placed.map(({ resource }) => resource);
  return placed.map(({ resource, place }) => {
    let body: Value | undefined;
    return {
      ...resource,
      segments: isAmbiguous(resource.type, resource.segments) ? marked(resource.segments, place) : resource.segments,
      get body() {
        body ??= withMarks(resource.body, isAmbiguous, 0);
        return body;
      },
    };
  });
}

/** Type and name of the resource that holds it, or of itself. */
function keyOf(type: string, names: readonly string[]): string | undefined {
  return names[0] === undefined ? undefined : `${type.split('/', 2).join('/')} ${names[0]}`;
}

function marked(names: readonly string[], place: string): readonly string[] {
  return [`${place}${placeMark}${names[0]}`, ...names.slice(1)];
}

/** Levels of a body that are looked through for ids. */
const maxLevels = 50;

function withMarks(
  value: Value,
  isAmbiguous: (type: string, names: readonly string[]) => boolean,
  level: number,
): Value {
  if (level > maxLevels) return value;
  if (value.kind === 'list')
    return { ...value, items: value.items.map(item => withMarks(item, isAmbiguous, level + 1)) };
  if (value.kind === 'object') {
    const members = value.members.map(member => ({
      ...member,
      value: withMarks(member.value, isAmbiguous, level + 1),
    }));
    return { ...value, members };
  }
  if (value.kind !== 'unknown' || value.resource === undefined) return value;
  const { type, names } = value.resource;
  if (!isAmbiguous(type, names)) return value;
  const id = identityOf(value);
  const at = id.lastIndexOf('/providers/');
  return at < 0 ? value : { ...value, resource: { type, names: marked(names, id.slice(0, at)) } };
}
