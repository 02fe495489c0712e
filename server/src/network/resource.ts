/** What all build files share: identities, names, links between resources. */

import { writtenAt } from '../base/origin.ts';
import { subscriptionOf } from '../base/resource-id.ts';
import type { Sourced } from '../base/sourced.ts';
import type { Span } from '../base/span.ts';
import { resourceOf } from '../evaluate/access.ts';
import type { DeployedResource } from '../evaluate/deployment.ts';
import { identityOf } from '../evaluate/identity.ts';
import { isAbsent, memberValue, type Value, type ValueMember } from '../evaluate/value.ts';
import { addressMeaning } from './build-nsg.ts';
import type { ModelResource, ResourceLink, Zones } from './network.ts';
import type { AddressTerm, DirectiveMetadata, Mention } from './nsg.ts';
import { field, innerSpan, isOpen, scalarText, sourcedText } from './read.ts';

/** Type and name, by which two mentions of one resource are recognised; a resource without a name is only itself. */
export function identity(resource: DeployedResource): string {
  const { type, segments, span } = resource;
  return `${type} ${segments.length === 0 ? `#${span.start}` : segments.join('/')}`;
}

/** Identity of the resource that holds a child. */
export function parentIdentity(resource: DeployedResource, parentType: string): string {
  // A name that cannot be taken apart does not tell the parent: it is a parent of its own.
  if (resource.segments.length !== parentType.split('/').length) {
    return `${parentType} {parent of ${resource.segments.join('/')} at ${resource.span.start}}`;
  }
  return `${parentType} ${resource.segments.slice(0, -1).join('/')}`;
}

export function modelResource(resource: DeployedResource, body: Value): ModelResource {
  return {
    name: nameOf(resource, body),
    identity: identity(resource),
    place: resource.place,
    definedElsewhere: resource.existing,
    conditional: resource.conditional || resource.loop,
    span: resource.span,
    nameSpan: wordsOf(resource, body),
    uses: resource.uses,
  };
}

/** The last segment of a resource's name. */
export function nameOf(resource: DeployedResource, body: Value): Sourced<string> | undefined {
  const member = memberValue(body, 'name');
  const { lastSegment } = resource;
  if (member === undefined) {
    // A bare list of rules has no body of its own; the ids of the rules tell the name of their group.
    return lastSegment === undefined
      ? undefined
      : { known: true, value: lastSegment, origin: writtenAt(resource.nameSpan) };
  }
  const name = sourcedText(member);
  if (name?.known === true) {
    return name.value.includes('/') ? { ...name, value: name.value.slice(name.value.lastIndexOf('/') + 1) } : name;
  }
  return lastSegment === undefined || name === undefined
    ? name
    : { known: true, value: lastSegment, origin: name.origin };
}

/** The words of a resource's name, without quotes. */
export function wordsOf(resource: DeployedResource, body: Value): Span {
  const name = memberValue(body, 'name');
  return name === undefined || scalarText(name.value) === undefined ? resource.nameSpan : innerSpan(name.value);
}

/** A reference as a part of the resource that it refers to. */
export function mentionOf({ span, head, body }: DeployedResource): Mention {
  return { span, head, metadata: directiveMetadata(body) };
}

/** Why a child that is a resource of its own may be absent; `undefined` where it is certain to be there. */
export function maybeOf(resource: DeployedResource): string | undefined {
  if (resource.loop) return 'it is made by a loop';
  return resource.conditional ? 'it is deployed under a condition' : undefined;
}

/** `networkSecurityGroup: { id }` and its like. A computed body may have one that is not listed. */
export function linkOf(body: Value, name: string): ResourceLink | undefined {
  const member = field(body, name);
  if (member === undefined)
    return isOpen(body) ? { identity: undefined, name: undefined, span: body.origin.span } : undefined;
  const id = member.value.kind === 'object' ? memberValue(member.value, 'id') : member;
  return id === undefined
    ? { identity: undefined, name: undefined, span: member.value.origin.span }
    : resourceLink(id.value);
}

export function resourceLink(value: Value): ResourceLink {
  const text = scalarText(value);
  const span = innerSpan(value);
  const resource = resourceOf(value);
  if (resource === undefined) return { identity: undefined, unknown: identityOf(value), name: undefined, span };
  const last = resource.names.at(-1)?.replace(/^.*\|/, '');
  const id = identityOf(value);
  const at = id.lastIndexOf('/providers/');
  return {
    identity: `${resource.type} ${resource.names.join('/')}`,
    place: at < 0 ? undefined : id.slice(0, at),
    name: last?.includes('{') === false ? last : undefined,
    subscription: text === undefined ? undefined : subscriptionOf(text),
    span,
  };
}

/** One address entry anywhere in the model. */
export function addressTerm(value: Value, form: AddressTerm['form']): AddressTerm {
  const text = scalarText(value);
  const { origin } = value;
  const span = innerSpan(value);
  if (text !== undefined) return { text, span, origin, form, meaning: addressMeaning(text) };
  if (value.kind === 'unknown')
    return { text: '', span, origin, form, meaning: { kind: 'unknown', why: value.why, identity: value.identity } };
  return { text: '', span, origin, form, meaning: { kind: 'invalid', problem: 'is not a text' } };
}

/** The entries of a list property, and why there may be more; a single value counts as a list of one. */
export function listOf(member: ValueMember | undefined): {
  readonly items: readonly Value[];
  readonly unknown: string | undefined;
} {
  const value = member?.value;
  if (value === undefined) return { items: [], unknown: undefined };
  if (value.kind === 'list') return { items: value.items, unknown: value.open ? 'its list is computed' : undefined };
  return value.kind === 'unknown' ? { items: [], unknown: value.why } : { items: [value], unknown: undefined };
}

export function zonesOf(member: ValueMember | undefined): Zones | undefined {
  if (member === undefined || isAbsent(member.value)) return undefined;
  const { items, unknown } = listOf(member);
  return { count: unknown === undefined ? items.length : undefined, span: member.value.origin.span };
}

export function directiveMetadata(body: Value): DirectiveMetadata | undefined {
  const member = memberValue(memberValue(body, 'metadata')?.value, 'apimVnet');
  if (member?.value.kind !== 'object') return undefined;
  return {
    span: member.nameSpan,
    object: member.value.origin.span,
    entries: member.value.members.map(entry => {
      const text = scalarText(entry.value);
      return {
        key: entry.name,
        value: text,
        keySpan: entry.nameSpan,
        valueSpan: innerSpan(entry.value),
        valueOrigin: entry.value.origin,
      };
    }),
  };
}
