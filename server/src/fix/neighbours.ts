/** What stands beside a part, from which a new text takes its manner. */
import { type MemberPart, memberPart, type ObjectPart, outwards, type Part } from './parts.ts';

/** The order in which the members of a resource are usually written. Source: ARM template syntax, Learn (read November 2026). */
const resourceOrder = [
  'comments',
  'condition',
  'parent',
  'scope',
  'type',
  'apiVersion',
  'name',
  'location',
  'zones',
  'tags',
  'sku',
  'kind',
  'identity',
  'plan',
  'copy',
  'dependsOn',
  'metadata',
  'properties',
  'resources',
].map(name => name.toLowerCase());

/** The object in the same place of another entry of the same list: the other rule, the other rule's `properties`. */
export function siblingObject(object: ObjectPart): ObjectPart | undefined {
  const path: string[] = [];
  for (const part of outwards(object)) {
    if (part.kind === 'member') path.unshift(part.name ?? '');
    const { parent } = part;
    if (parent?.kind !== 'list') continue;
    const at = parent.children.indexOf(part);
    const others = [...parent.children.slice(0, at).reverse(), ...parent.children.slice(at + 1)];
    for (const other of others) {
      let inner: Part | undefined = other;
      for (const name of path) inner = memberPart(inner, name)?.value;
      if (inner?.kind === 'object' && inner.children.length > 0) return inner;
    }
    return undefined;
  }
  return undefined;
}

/** How many children of an object stand before a new member: in a neighbour's order, or the usual one of a resource, else at the end. */
export function insertRank(object: ObjectPart, name: string, sibling: ObjectPart | undefined): number {
  const order = sibling === undefined || memberPart(sibling, name) === undefined ? resourceOrder : namesOf(sibling);
  const rank = order.indexOf(name.toLowerCase());
  const isListed = rank >= 0 && (order !== resourceOrder || memberPart(object, 'properties') !== undefined);
  if (!isListed) return object.children.length;
  const before = object.children.findLastIndex(child => {
    const known = child.kind === 'member' ? order.indexOf(child.name?.toLowerCase() ?? '') : -1;
    return known >= 0 && known < rank;
  });
  return before + 1;
}

function namesOf(object: ObjectPart): readonly string[] {
  return object.children
    .filter((child): child is MemberPart => child.kind === 'member')
    .map(member => member.name?.toLowerCase() ?? '');
}
