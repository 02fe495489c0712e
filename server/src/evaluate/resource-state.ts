/**
 * A resource as Azure answers for it once it is deployed: `symbol.properties.…` in Bicep, `reference(…)` in ARM JSON.
 *
 * What the file declares is read back, for Azure keeps it; whatever else is asked for is known at run time only, and has the
 * identity of the resource and the path.
 */

import { writtenAt } from '../base/origin.ts';
import type { Span } from '../base/span.ts';
import type { ResourceExpr } from '../template/expr.ts';
import type { TemplateResource } from '../template/template.ts';
import { type Evaluator, type Locals, noLocals } from './evaluate.ts';
import { identityOf, indexIdentity, memberIdentity, shortIdentity, unknown } from './identity.ts';
import { LateMember } from './late-member.ts';
import { piecesOf, textOf } from './pieces.ts';
import { resourceIdValue } from './places.ts';
import { memberValue, type Piece, type Value, type ValueMember } from './value.ts';

/** Lists in a resource whose items are resources themselves, and have an id. */
const inlineChildren: readonly string[] = ['routes', 'securityrules', 'subnets'];

/** Members of a declaration that are not members of the resource. */
const notDeployed: ReadonlySet<string> = new Set(
  'apiversion comments condition copy dependson existing id name parent resources scope type'.split(' '),
);

/** The resource that an expression names; `undefined` where the template has none of that symbol. */
export function resourceValue(evaluator: Evaluator, expr: ResourceExpr, locals: Locals): Value | undefined {
  const index = expr.index && evaluator.evaluate(expr.index, locals);
  return stateBySymbol(evaluator, expr.symbol, index, expr.span);
}

/** @param index which one of a loop; `undefined` for all of them */
export function stateBySymbol(
  evaluator: Evaluator,
  symbol: string,
  index: Value | undefined,
  span: Span,
): Value | undefined {
  const resource = evaluator.resourceOf(symbol);
  if (resource === undefined) return undefined;
  // Remembered, and so that a resource that is named after itself ends.
  const key = `resource ${resource.symbol} ${index === undefined ? '' : identityOf(index)}`;
  return evaluator.remembered(key, span, `'${symbol}'`, () => statesOf(evaluator, resource, index, span));
}

function statesOf(evaluator: Evaluator, resource: TemplateResource, index: Value | undefined, span: Span): Value {
  const { symbol } = resource;
  const [header, inner] = resource.loops;
  if (header === undefined) return stateOf(evaluator, resource, noLocals);
  if (inner !== undefined) return unknown('it is one of loops within loops', `{resources ${symbol}}`, writtenAt(span));
  if (index !== undefined) return stateOf(evaluator, resource, evaluator.turnAt(header, index));
  const turns = evaluator.turns(header, noLocals);
  return 'turns' in turns
    ? {
        kind: 'list',
        items: turns.turns.map(bound => stateOf(evaluator, resource, bound)),
        open: false,
        origin: writtenAt(span),
      }
    : { kind: 'list', items: [], open: true, identity: `{resources ${symbol}}`, origin: writtenAt(span) };
}

/** One instance of a resource; its members are worked out when they are asked for. */
export function stateOf(evaluator: Evaluator, resource: TemplateResource, locals: Locals): Value {
  const { nameSpan, type } = resource;
  const names = resource.names.flatMap(name => evaluator.segments(name, locals));
  const identity = shortIdentity(`{state ${type} ${names.join('/')}}`);
  const origin = writtenAt(nameSpan);
  const id = (): Value =>
    resourceIdValue(
      evaluator,
      { kind: 'resource-id', type, names: resource.names, scope: resource.scope, span: nameSpan },
      locals,
    );
  const own = (name: string, compute: () => Value): ValueMember =>
    lazy(name, nameSpan, () => {
      const path = memberIdentity(identity, name);
      return evaluator.remembered(path, nameSpan, `'${name}'`, compute, path);
    });
  const last = resource.names.at(-1);
  const members: ValueMember[] = [own('id', id)];
  if (last !== undefined) members.push(own('name', () => evaluator.evaluate(last, locals)));
  if (!resource.existing) {
    for (const { name, value } of resource.body.members) {
      if (notDeployed.has(name.toLowerCase())) continue;
      members.push(
        own(name, () => {
          const declared = evaluator.evaluate(value, locals);
          return deployedAs(declared, { identity: memberIdentity(identity, name), id: piecesOf(id()) ?? [] }, 0);
        }),
      );
    }
  }
  return { kind: 'object', members, open: true, identity, why: whyState, origin };
}

const whyState = 'Azure tells it only once the resource exists';

interface Part {
  readonly identity: string;
  /** Of the resource it is a part of. */
  readonly id: readonly Piece[];
}

/** What is declared, as a part of what Azure will answer: objects may have more members than the file gives them. */
function deployedAs(value: Value, part: Part, depth: number): Value {
  if (depth > 20) return value;
  if (value.kind === 'null') return unknown('Azure may put a value in its place', part.identity, value.origin);
  if (value.kind === 'list' && !value.open) {
    const items = value.items.map((item, i) =>
      deployedAs(item, { ...part, identity: indexIdentity(part.identity, String(i)) }, depth + 1),
    );
    return { ...value, items };
  }
  if (value.kind !== 'object') return value;
  const members = value.members.map(member =>
    lazyAs(member, () => {
      const inner = { ...part, identity: memberIdentity(part.identity, member.name) };
      const deployed = deployedAs(member.value, inner, depth + 1);
      return inlineChildren.includes(member.name.toLowerCase()) ? withIds(deployed, member.name, part) : deployed;
    }),
  );
  return { ...value, imprint: undefined, members, open: true, identity: shortIdentity(part.identity), why: whyState };
}

/** Children that are written in their parent have ids of their own. */
function withIds(value: Value, list: string, { id }: Part): Value {
  if (value.kind !== 'list') return value;
  const items = value.items.map((item): Value => {
    const name = memberValue(item, 'name')?.value;
    const pieces = name && piecesOf(name);
    if (item.kind !== 'object' || pieces === undefined || memberValue(item, 'id') !== undefined) return item;
    const span = item.origin.span;
    const child = textOf([...id, `/${list}/`, ...pieces], item.origin);
    return {
      ...item,
      imprint: undefined,
      members: [...item.members, { name: 'id', nameSpan: span, value: child, span }],
    };
  });
  return { ...value, items };
}

function lazyAs({ name, nameSpan, span }: ValueMember, compute: () => Value): ValueMember {
  return new LateMember(name, nameSpan, span, compute);
}

function lazy(name: string, nameSpan: Span, compute: () => Value): ValueMember {
  return new LateMember(name, nameSpan, nameSpan, compute);
}
