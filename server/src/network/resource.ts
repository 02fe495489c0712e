/** What all build files share: identities, names, links between resources. */
import { subscriptionOf } from '../base/resource-id.ts';
import type { Sourced } from '../base/sourced.ts';
import type { Span } from '../base/span.ts';
import { evaluate, nameSegments, resourceOf } from '../evaluate/evaluate.ts';
import { isAbsent, memberValue, type Value, type ValueMember } from '../evaluate/value.ts';
import type { TemplateResource } from '../template/template.ts';
import { addressMeaning } from './build-nsg.ts';
import type { ModelResource, ResourceLink, Zones } from './network.ts';
import type { AddressTerm, DirectiveMetadata } from './nsg.ts';
import { field, innerSpan, isOpen, scalarText, sourcedText } from './read.ts';

/** Type and name, by which two mentions of one resource are recognised; a resource without a name is only itself. */
export function identity(resource: TemplateResource): string {
  const own = resource.name === undefined ? [`#${resource.span.start}`] : nameSegments(resource.name);
  if (resource.parent === undefined) return `${resource.type} ${own.join('/')}`;
  const parent = identity(resource.parent);
  return `${resource.type} ${parent.slice(parent.indexOf(' ') + 1)}/${own.join('/')}`;
}

/** Identity of the resource that holds a child with a full name or a parent. */
export function parentIdentity(resource: TemplateResource, parentType: string): string {
  if (resource.parent !== undefined) return identity(resource.parent);
  const segments = resource.name === undefined ? [] : nameSegments(resource.name);
  return `${parentType} ${segments.slice(0, -1).join('/')}`;
}

export function modelResource(resource: TemplateResource, body: Value): ModelResource {
  return {
    name: nameOf(resource, body),
    identity: identity(resource),
    definedElsewhere: resource.existing,
    conditional: resource.conditional || resource.loop,
    span: resource.span,
    nameSpan: wordsOf(resource, body),
  };
}

/** The last segment of a resource's name. */
export function nameOf(resource: TemplateResource, body: Value): Sourced<string> | undefined {
  const member = memberValue(body, 'name') ?? memberOfExpr(resource);
  if (member === undefined) return undefined;
  const name = sourcedText(member);
  if (name?.known === true) {
    return name.value.includes('/') ? { ...name, value: name.value.slice(name.value.lastIndexOf('/') + 1) } : name;
  }
  const last = lastSegment(resource);
  return last === undefined || name === undefined ? name : { known: true, value: last, origin: name.origin };
}

/** The words of a resource's name, without quotes. */
export function wordsOf(resource: TemplateResource, body: Value): Span {
  const name = memberValue(body, 'name');
  const text = name && scalarText(name.value);
  return text === undefined ? resource.nameSpan : innerSpan(name!.value.origin.span, text);
}

/** The last segment of a child's name in its own letters; `undefined` where it is computed, or the name has one segment. */
export function lastSegment(resource: TemplateResource): string | undefined {
  const { name } = resource;
  if (name === undefined) return undefined;
  const last = nameSegments(name).at(-1);
  if (last === undefined || last.includes('{')) return undefined;
  const part = name.kind === 'join' ? name.parts.at(-1) : name;
  const text = part?.kind === 'literal' ? String(part.value) : '';
  const own = text.slice(text.lastIndexOf('/') + 1);
  return own.toLowerCase() === last ? own : last;
}

/** Why a child that is a resource of its own may be absent; `undefined` where it is certain to be there. */
export function maybeOf(resource: TemplateResource): string | undefined {
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
  const span = text === undefined ? value.origin.span : innerSpan(value.origin.span, text);
  const resource = resourceOf(value);
  if (resource === undefined) return { identity: undefined, name: undefined, span };
  const last = resource.names.at(-1);
  return {
    identity: `${resource.type} ${resource.names.join('/')}`,
    name: last?.includes('{') === false ? last : undefined,
    subscription: text === undefined ? undefined : subscriptionOf(text),
    span,
  };
}

/** One address entry anywhere in the model. */
export function addressTerm(value: Value, form: AddressTerm['form']): AddressTerm {
  const text = scalarText(value);
  const span = text === undefined ? value.origin.span : innerSpan(value.origin.span, text);
  if (text !== undefined) return { text, span, form, meaning: addressMeaning(text) };
  if (value.kind === 'unknown') return { text: '', span, form, meaning: { kind: 'unknown', why: value.why } };
  return { text: '', span, form, meaning: { kind: 'invalid', problem: 'is not a text' } };
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
    entries: member.value.members.map(entry => {
      const text = scalarText(entry.value);
      const at = entry.value.origin.span;
      return {
        key: entry.name,
        value: text,
        keySpan: entry.nameSpan,
        valueSpan: text === undefined ? at : innerSpan(at, text),
      };
    }),
  };
}

function memberOfExpr(resource: TemplateResource): ValueMember | undefined {
  if (resource.name === undefined) return undefined;
  return {
    name: 'name',
    nameSpan: resource.nameSpan,
    value: evaluate(resource.name),
    span: resource.nameSpan,
  };
}
