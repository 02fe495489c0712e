/**
 * Where a template is deployed, as its expressions see it: `resourceGroup()`, `subscription()` and the like, and the ids of
 * resources. What only Azure knows is a placeholder whose identity is the question: `{resourcegroup().location}`.
 *
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-scope and
 * …/template-functions-resource (read 2026-11).
 */

import { lazily } from '../base/lazily.ts';
import type { Origin } from '../base/origin.ts';
import { writtenAt } from '../base/origin.ts';
import type { Span } from '../base/span.ts';
import type { ResourceIdExpr, ScopeExpr } from '../template/expr.ts';
import type { Evaluator, Locals } from './evaluate.ts';
import { shortIdentity, unknown } from './identity.ts';
import { identityOfPieces, piecesOf, splitPieces, textOf } from './pieces.ts';
import { memberValue, type ObjectValue, type Piece, type UnknownValue, type Value } from './value.ts';

/** Where one use of a template is deployed. */
export interface Place {
  readonly subscription: readonly Piece[];
  readonly group: readonly Piece[];
  readonly managementGroup: readonly Piece[];
  /** Region of the resource group, and of the deployment itself; `undefined` where it is not known. */
  readonly location?: string | undefined;
  /** Region of a resource group that whoever names the place deploys; gives `undefined` for another group. */
  readonly groupLocation?: (() => Value | undefined) | undefined;
}

/** A place of which all is known, by plain names. */
export function knownPlace(subscription: string, group: string, location: string): Place {
  return { subscription: [subscription], group: [group], managementGroup: [subscription], location };
}

const whyPlace = 'it depends on where the file is deployed';
const nowhere: Origin = writtenAt({ file: '', start: 0, end: 0 });

/** Of the template that is asked about: nothing is known of it but that it is one place. */
export const ownPlace: Place = {
  subscription: [placeholder('subscription().subscriptionid')],
  group: [placeholder('resourcegroup().name')],
  managementGroup: [placeholder('managementgroup().name')],
};

/** The place that a scope names, seen from a template. */
export function placeOf(evaluator: Evaluator, scope: ScopeExpr, locals: Locals): Place {
  const { place } = evaluator.use;
  const pieces = (expr: Parameters<Evaluator['evaluate']>[0] | undefined, own: readonly Piece[]) =>
    (expr && piecesOf(evaluator.evaluate(expr, locals))) ?? own;
  switch (scope.kind) {
    case 'group': {
      const named = { ...place, subscription: pieces(scope.subscription, place.subscription) };
      if (scope.group === undefined) return named;
      const group = pieces(scope.group, place.group);
      const groupLocation = lazily(() => locationOfGroup(evaluator, { ...named, group }));
      return { ...named, group, location: undefined, groupLocation };
    }
    case 'subscription':
      return { ...place, subscription: pieces(scope.subscription, place.subscription) };
    case 'management-group':
      return { ...place, managementGroup: pieces(scope.name, place.managementGroup) };
    default:
      return place;
  }
}

/** Where the template deploys the resource group of a place, as it says there; `undefined` where it deploys no such group. */
function locationOfGroup(evaluator: Evaluator, { subscription, group }: Place): Value | undefined {
  if (identityOfPieces(subscription) !== identityOfPieces(evaluator.use.place.subscription)) return undefined;
  const names = [identityOfPieces(group)];
  const state = evaluator.stateById({ type: 'microsoft.resources/resourcegroups', names });
  return memberValue(state, 'location')?.value;
}

/** The id of a resource by type and name. */
export function resourceIdValue(evaluator: Evaluator, expr: ResourceIdExpr, locals: Locals): Value {
  const names = expr.names.flatMap(name => {
    const value = evaluator.evaluate(name, locals);
    return splitPieces(piecesOf(value) ?? [unknownName(value, expr.span)], '/');
  });
  const scope = expr.scope ?? { kind: 'group', subscription: undefined, group: undefined };
  return idOf(prefixOf(evaluator, scope, expr.type, locals), expr.type, names, writtenAt(expr.span));
}

/** @param names one per segment of the type after the provider; another number makes an id that names nothing */
export function idOf(
  prefix: readonly Piece[],
  type: string,
  names: readonly (readonly Piece[])[],
  origin: Origin,
): Value {
  const [provider = '', ...types] = type.split('/');
  const pieces: Piece[] = [...prefix];
  if (type.toLowerCase() === 'microsoft.resources/resourcegroups' && prefix.length > 0) {
    pieces.push('/resourceGroups/', ...(names[0] ?? []));
  } else if (types.length === names.length) {
    pieces.push(`/providers/${provider}`, ...types.flatMap((part, i) => [`/${part}/`, ...names[i]!]));
  } else pieces.push(`/providers/${type}`, ...names.flatMap(name => ['/', ...name]));
  const value = textOf(pieces, origin);
  if (value.kind !== 'unknown') return value;
  const resource = { type: type.toLowerCase(), names: names.map(identityOfPieces) };
  return { ...value, why: 'it is an id that Azure assigns', resource };
}

function prefixOf(evaluator: Evaluator, scope: ScopeExpr, type: string, locals: Locals): readonly Piece[] {
  const place = placeOf(evaluator, scope, locals);
  switch (scope.kind) {
    case 'group':
      return type.toLowerCase() === 'microsoft.resources/resourcegroups'
        ? ['/subscriptions/', ...place.subscription]
        : groupId(place);
    case 'subscription':
      return ['/subscriptions/', ...place.subscription];
    case 'management-group':
      return ['/providers/Microsoft.Management/managementGroups/', ...place.managementGroup];
    case 'tenant':
      return [];
    case 'extension': {
      const target = evaluator.evaluate(scope.target, locals);
      return piecesOf(target) ?? [unknownName(target, scope.target.span)];
    }
  }
}

/** What `resourceGroup()`, `subscription()` and the like give without arguments; `undefined` for other functions. */
export function placeFunction(evaluator: Evaluator, name: string, span: Span): Value | undefined {
  const { place } = evaluator.use;
  const origin = writtenAt(span);
  const text = (pieces: readonly Piece[]): Value => textOf(pieces, origin);
  const location = place.location === undefined ? {} : { location: text([place.location]) };
  switch (name) {
    case 'resourcegroup': {
      const region = place.groupLocation?.();
      return openObject(
        place.group === ownPlace.group ? 'resourcegroup()' : `resourcegroup(${identityOfPieces(groupId(place))})`,
        {
          id: text(groupId(place)),
          name: text(place.group),
          type: text(['Microsoft.Resources/resourceGroups']),
          ...location,
          ...(region === undefined ? {} : { location: region }),
        },
        span,
      );
    }
    case 'subscription':
      return openObject(
        place.subscription === ownPlace.subscription
          ? 'subscription()'
          : `subscription(${identityOfPieces(place.subscription)})`,
        { id: text(['/subscriptions/', ...place.subscription]), subscriptionId: text(place.subscription) },
        span,
      );
    case 'managementgroup':
      return openObject(
        'managementgroup()',
        {
          id: text(['/providers/Microsoft.Management/managementGroups/', ...place.managementGroup]),
          name: text(place.managementGroup),
        },
        span,
      );
    case 'deployment': {
      const own = evaluator.ownName;
      return openObject('deployment()', { ...(own === undefined ? {} : { name: own }), ...location }, span);
    }
    default:
      return undefined;
  }
}

/** Equal for places in one resource group. */
export function groupIdentity(place: Place): string {
  return identityOfPieces(groupId(place));
}

/** What stands before `/providers/` in the id of a resource; as {@link groupIdentity} for one in a group. */
export function placeIdentity(
  evaluator: Evaluator,
  { scope, type }: Pick<ResourceIdExpr, 'scope' | 'type'>,
  locals: Locals,
): string {
  if (scope === undefined) return groupIdentity(evaluator.use.place);
  return identityOfPieces(prefixOf(evaluator, scope, type, locals));
}

function groupId(place: Place): readonly Piece[] {
  return ['/subscriptions/', ...place.subscription, '/resourceGroups/', ...place.group];
}

function openObject(identity: string, members: Readonly<Record<string, Value>>, span: Span): ObjectValue {
  return {
    kind: 'object',
    members: Object.entries(members).map(([name, value]) => ({ name, nameSpan: span, value, span })),
    open: true,
    identity: shortIdentity(`{${identity}}`),
    why: whyPlace,
    origin: writtenAt(span),
  };
}

function placeholder(question: string): UnknownValue {
  return unknown(whyPlace, `{${question}}`, nowhere);
}

function unknownName(value: Value, span: Span): UnknownValue {
  return value.kind === 'unknown' ? value : unknown('it is no text', `{no text at ${span.start}}`, writtenAt(span));
}
