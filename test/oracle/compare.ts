/** Whether two files deploy the same resources. */
import type { DeployedResource } from '../../server/src/evaluate/deployment.ts';
import type { ObjectValue, Value } from '../../server/src/evaluate/value.ts';
import { canonical, type LeafCount } from './canonical.ts';

/** One deployed resource as text; equal for equal resources. */
export interface ResourceText {
  /** Type and name. */
  readonly title: string;
  /** Its content as JSON, one line for each leaf. */
  readonly lines: readonly string[];
}

export interface Side {
  readonly resources: readonly ResourceText[];
  readonly leaves: LeafCount;
}

/** Members of a declaration that say how it is deployed, and are written differently in the two languages. */
export const wayOfDeploying: ReadonlySet<string> = new Set(
  '$schema apiversion batchsize comments condition copy dependson existing metadata name parent resources scope type @options'.split(
    ' ',
  ),
);

export function sideOf(resources: readonly DeployedResource[], isCompared: (type: string) => boolean): Side {
  const leaves: LeafCount = { all: 0, known: 0 };
  const texts = resources
    .filter(resource => !resource.existing && isCompared(resource.type))
    .map(resource => textOf(resource, leaves));
  return { resources: texts.sort((a, b) => compareTexts(keyOf(a), keyOf(b))), leaves };
}

/** What differs, as lines for a reader; empty where the two are equal. */
export function differences(a: Side, b: Side): readonly string[] {
  const [left, right] = [groupByTitle(a.resources), groupByTitle(b.resources)];
  const found: string[] = [];
  for (const title of [...new Set([...left.keys(), ...right.keys()])].sort()) {
    const [ours, theirs] = [left.get(title) ?? [], right.get(title) ?? []];
    for (let i = 0; i < Math.max(ours.length, theirs.length); i++) {
      const [one, other] = [ours[i], theirs[i]];
      if (one === undefined || other === undefined) {
        found.push(`${one === undefined ? '+' : '-'} ${title}`);
        continue;
      }
      const [oneLines, otherLines] = [new Set(one.lines), new Set(other.lines)];
      const changed = [
        ...one.lines.filter(line => !otherLines.has(line)).map(line => `-   ${line}`),
        ...other.lines.filter(line => !oneLines.has(line)).map(line => `+   ${line}`),
      ];
      if (changed.length > 0) found.push(`  ${title}`, ...changed);
      else if (one.lines.join('\n') !== other.lines.join('\n')) found.push(`  ${title}`, '    in another order');
    }
  }
  return found;
}

function textOf(resource: DeployedResource, leaves: LeafCount): ResourceText {
  const name = [...resource.segments.slice(0, -1), resource.lastSegment ?? resource.segments.at(-1) ?? ''].join('/');
  const marks = [...(resource.conditional ? ['conditional'] : []), ...(resource.loop ? ['loop'] : [])];
  const content = canonical(contentOf(resource.body), leaves);
  return { title: [resource.type, name, ...marks].join(' '), lines: leafLines(content, '') };
}

function contentOf(body: Value): Value {
  if (body.kind !== 'object') return body;
  const members = body.members.filter(member => !wayOfDeploying.has(member.name.toLowerCase()));
  return { ...body, members } satisfies ObjectValue;
}

/** `properties.subnets[0].name = "a"` */
function leafLines(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value) && value.length > 0) return value.flatMap((item, i) => leafLines(item, `${path}[${i}]`));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value);
    if (entries.length > 0) {
      return entries.flatMap(([name, part]) => leafLines(part, path === '' ? name : `${path}.${name}`));
    }
  }
  return [`${path} = ${JSON.stringify(value)}`];
}

function groupByTitle(resources: readonly ResourceText[]): ReadonlyMap<string, readonly ResourceText[]> {
  const groups = new Map<string, ResourceText[]>();
  for (const resource of resources) {
    const group = groups.get(resource.title);
    if (group) group.push(resource);
    else groups.set(resource.title, [resource]);
  }
  return groups;
}

function keyOf(resource: ResourceText): string {
  return [resource.title, ...resource.lines].join('\n');
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
