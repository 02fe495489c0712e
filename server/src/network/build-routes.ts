import type { DeployedResource } from '../evaluate/deployment.ts';
import { memberValue, type Value } from '../evaluate/value.ts';
import { nextHopTypes } from '../knowledge/routing.ts';
import { mergeByName } from './build-groups.ts';
import type { Route, RouteTable } from './network.ts';
import { field, innerSpan, isOpen, scalarText, sourcedBoolean, sourcedText, sourcedWord } from './read.ts';
import {
  addressTerm,
  directiveMetadata,
  identity,
  listOf,
  maybeOf,
  mentionOf,
  modelResource,
  nameOf,
  parentIdentity,
  wordsOf,
} from './resource.ts';

export const routeTableType = 'microsoft.network/routetables';
export const routeType = `${routeTableType}/routes`;

interface TableDraft {
  readonly resource: DeployedResource;
  readonly body: Value;
  readonly mentions: readonly DeployedResource[];
  routesUnknown: string | undefined;
  readonly inline: readonly Route[];
  readonly separate: Route[];
}

/** Gathers route tables with the routes that are written in them and those that are resources of their own. */
export class RouteTableBuilder {
  private readonly tables = new Map<string, TableDraft>();

  /** @param mentions references to the same table */
  addTable(resource: DeployedResource, body: Value, mentions: readonly DeployedResource[]): void {
    const id = identity(resource);
    const known = this.tables.get(id);
    const { items, unknown } = listOf(field(body, 'routes'));
    const open = isOpen(body) && field(body, 'routes') === undefined ? 'its properties are computed' : undefined;
    const draft: TableDraft = {
      resource,
      body,
      mentions,
      routesUnknown: resource.loop ? 'the table is made by a loop' : (unknown ?? open),
      inline: items.map(item => buildRoute(item, undefined, undefined)),
      separate: known?.resource.type === routeType ? known.separate : [],
    };
    this.tables.set(known?.resource.type === routeTableType ? `${id}#${resource.span.start}` : id, draft);
  }

  addSeparateRoute(resource: DeployedResource, body: Value): void {
    const parent = parentIdentity(resource, routeTableType);
    const route = buildRoute(body, maybeOf(resource), resource.lastSegment, resource.segments.at(-1));
    let draft = this.tables.get(parent);
    if (draft === undefined) {
      const routesUnknown = 'the table itself is not in this file';
      draft = { resource, body, mentions: [], routesUnknown, inline: [], separate: [] };
      this.tables.set(parent, draft);
    }
    draft.separate.push(route);
  }

  build(): readonly RouteTable[] {
    return [...this.tables].map(([id, draft]) => finishTable(id, draft));
  }
}

function finishTable(id: string, draft: TableDraft): RouteTable {
  const { resource, body } = draft;
  const isTable = resource.type === routeTableType;
  const list = isTable ? field(body, 'routes') : undefined;
  return {
    ...modelResource(resource, body),
    kind: 'route-table',
    name: isTable ? nameOf(resource, body) : undefined,
    identity: id.replace(/#\d+$/, ''),
    location: isTable ? sourcedText(memberValue(body, 'location')) : undefined,
    routes: mergeByName(draft.inline, draft.separate, winner => winner),
    routesUnknown: draft.routesUnknown,
    disableBgpRoutePropagation: isTable ? sourcedBoolean(field(body, 'disableBgpRoutePropagation')) : undefined,
    routesSpan: list?.nameSpan ?? wordsOf(resource, body),
    head: resource.head,
    metadata: isTable ? directiveMetadata(body) : undefined,
    mentions: draft.mentions.map(mentionOf),
  };
}

/** @param identity of the last segment of a child's name, whether or not it is known */
function buildRoute(
  body: Value,
  maybe: string | undefined,
  childName: string | undefined,
  identity?: string | undefined,
): Route {
  const nameMember = memberValue(body, 'name');
  const own = sourcedText(nameMember);
  const name =
    childName === undefined || own === undefined
      ? own?.known === false && identity !== undefined
        ? { ...own, identity }
        : own
      : ({ known: true, value: childName, origin: own.origin } as const);
  const prefix = field(body, 'addressPrefix');
  const text = nameMember && scalarText(nameMember.value);
  const { span } = body.origin;
  return {
    name,
    prefix: prefix && addressTerm(prefix.value, 'singular'),
    nextHopType: sourcedWord(field(body, 'nextHopType'), nextHopTypes),
    nextHopIpAddress: sourcedText(field(body, 'nextHopIpAddress')),
    maybe,
    span,
    nameSpan:
      nameMember === undefined || text === undefined
        ? { ...span, end: Math.min(span.start + 1, span.end) }
        : innerSpan(nameMember.value),
  };
}
