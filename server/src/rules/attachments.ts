/** Fixes that attach a security group or a route table to a subnet: one of the file, or a new one. */
import type { Target } from '../analysis/target.ts';
import { knownValue } from '../base/sourced.ts';
import { idOf, type NewResource, type TreeEdit } from '../fix/tree-edit.ts';
import type { ModelResource, Subnet } from '../network/network.ts';
import type { NetworkSecurityGroup } from '../network/nsg.ts';
import type { FileFacts } from './rule.ts';

/** The property of a subnet that holds the id. */
export type AttachedProperty = 'networkSecurityGroup' | 'routeTable';

type Attachable = Pick<ModelResource, 'name' | 'conditional' | 'span' | 'uses'> & {
  readonly location: NetworkSecurityGroup['location'];
};

export function attachment({ span }: Subnet, property: AttachedProperty, what: Attachable | NewResource): TreeEdit {
  const value = { id: idOf('span' in what ? what.span : what) };
  return { kind: 'set-property', object: span, path: ['properties', property], value };
}

/** A new resource beside the virtual network, and its id in the subnet. */
export function attachNew(
  { virtualNetwork }: Target,
  subnet: Subnet,
  property: AttachedProperty,
  resource: NewResource,
): readonly TreeEdit[] {
  const beside = virtualNetwork?.definedElsewhere === false ? virtualNetwork.span : subnet.span;
  return [{ kind: 'add-resource', beside, resource }, attachment(subnet, property, resource)];
}

/** Whether it can be named where the subnet is written, is deployed for certain, and is in the region of the network as far as that is known. */
export function canAttach(
  what: Attachable,
  { virtualNetwork }: Target,
  subnet: Subnet,
  { templates }: FileFacts,
): boolean {
  if (what.conditional || what.span.file !== subnet.span.file || knownValue(what.name) === undefined) return false;
  if (what.uses.at(-1)?.id !== subnet.uses.at(-1)?.id) return false;
  const regions = [what.location, virtualNetwork?.location].map(location => knownValue(location)?.toLowerCase());
  if (regions.every(region => region !== undefined) && regions[0] !== regions[1]) return false;
  // What is only named in an id has no symbol to name it by.
  return templates.some(({ resources }) =>
    resources.some(({ span }) => span.file === what.span.file && span.start === what.span.start),
  );
}
