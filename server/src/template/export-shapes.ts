/**
 * What an object of an export is, and what it leaves untold. In: a node of JSON that some program of Azure wrote. Never here: templates,
 * which people write.
 */
import { parseResourceId } from '../base/resource-id.ts';
import { type JsonObject, member } from '../syntax/json/tree.ts';
import type { Member, ObjectExpr } from './expr.ts';
import { childObjects, textOf } from './json-sections.ts';

export const nsgType = 'microsoft.network/networksecuritygroups';
export const ruleType = `${nsgType}/securityrules`;
const routeTableType = 'microsoft.network/routetables';

/** The full type of an exported resource in lower case: from `type`, else from `id`, else from the fields that only it has. */
export function typeOfExport(node: JsonObject): string | undefined {
  const named = namedType(node);
  if (named !== undefined) return named;
  const has = (key: string) => member(node, key) !== undefined || member(member(node, 'properties'), key) !== undefined;
  if (has('securityRules') || has('defaultSecurityRules')) return nsgType;
  if (looksLikeRule(has)) return ruleType;
  if (has('disableBgpRoutePropagation') || holdsRoutes(node)) return routeTableType;
  if (has('addressSpace')) return 'microsoft.network/virtualnetworks';
  if (has('virtualNetworkType') || has('vpnType')) return 'microsoft.apimanagement/service';
  return undefined;
}

function namedType(node: JsonObject): string | undefined {
  const type = textOf(member(node, 'type'))?.toLowerCase();
  return type?.startsWith('microsoft.') ? type : parseResourceId(textOf(member(node, 'id')) ?? '')?.type;
}

/** The resource in an object that says nothing else: `az network nsg create` answers `{"NewNSG": {…}}`. */
export function resourceWithin(root: JsonObject): JsonObject | undefined {
  const [only, ...others] = root.properties;
  if (only?.value.kind !== 'object' || others.length > 0) return undefined;
  return namedType(only.value) === undefined ? undefined : only.value;
}

/** Lists without which a resource is nothing but a name, and words that stand beside them where its content is told. */
const contents: Readonly<Record<string, { readonly list: string; readonly beside: string }>> = {
  [nsgType]: { list: 'securityRules', beside: 'defaultSecurityRules' },
  [routeTableType]: { list: 'routes', beside: 'disableBgpRoutePropagation' },
};

/**
 * A body, with its list as an unknown where the export tells of the resource and not of its content: `az resource list` and
 * Get-AzResource name resources without their properties. A missing list is otherwise an empty one.
 */
export function withUntold(body: ObjectExpr, type: string, node: JsonObject): ObjectExpr {
  const content = contents[type];
  const properties = member(node, 'properties');
  const isTold =
    content === undefined ||
    (properties !== undefined && properties.kind !== 'null') ||
    [content.list, content.beside].some(key => member(node, key) !== undefined);
  if (isTold) return body;
  const span = { ...body.span, end: Math.min(body.span.start + 1, body.span.end) };
  const untold: Member = {
    name: content.list,
    nameSpan: span,
    value: { kind: 'opaque', why: 'it is not in this file', text: content.list, span },
    span,
  };
  return { kind: 'object', members: [...body.members, untold], open: body.open, span: body.span };
}

/** Two of the words that every rule has, and one that only a rule has: a rule that lacks a property is a rule all the same. */
function looksLikeRule(has: (key: string) => boolean): boolean {
  const words = ['priority', 'direction', 'access'].filter(has).length;
  return (
    words === 3 ||
    (words === 2 &&
      ['source', 'destination'].some(side =>
        ['AddressPrefix', 'AddressPrefixes', 'PortRange', 'PortRanges'].some(word => has(`${side}${word}`)),
      ))
  );
}

/** Whether `routes` are Azure's; web servers have lists of that name too. */
function holdsRoutes(node: JsonObject): boolean {
  const routes = member(node, 'routes') ?? member(member(node, 'properties'), 'routes');
  return childObjects(routes).some(
    route =>
      member(route, 'nextHopType') !== undefined || member(member(route, 'properties'), 'nextHopType') !== undefined,
  );
}
