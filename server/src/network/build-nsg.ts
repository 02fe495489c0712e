import type { Imprint } from '../base/imprint.ts';
import { Memo } from '../base/memo.ts';
import type { Span } from '../base/span.ts';
import type { Value, ValueMember } from '../evaluate/value.ts';
import { accesses, type DefaultRule, defaultRules, directions, protocols } from '../knowledge/nsg-defaults.ts';
import { readServiceTag } from '../knowledge/service-tags.ts';
import { readPrefix } from './address.ts';
import { ruleMoved } from './move-rule.ts';
import type {
  AddressMeaning,
  AddressSide,
  AddressTerm,
  PortSide,
  PortTerm,
  PropertyPlace,
  SecurityRule,
} from './nsg.ts';
import { readPorts } from './ports.ts';
import { field, innerSpan, isOpen, scalarText, sourcedInteger, sourcedText, sourcedWord } from './read.ts';

export interface RuleContext {
  /** Why the rule may be absent; `undefined` where it is certain to be there. */
  readonly maybe: string | undefined;
  /** The name where it is not in the body itself, such as a child resource's. */
  readonly name?:
    | {
        readonly member: ValueMember;
        readonly lastSegment: string | undefined;
        /** Equal for equal last segments, computed ones too. */
        readonly identity: string;
      }
    | undefined;
}

/** Reads one security rule in any of the exported shapes. Never throws: what does not fit is unknown or invalid in its place. */
export function buildRule(body: Value, context: RuleContext): SecurityRule {
  const imprint = context === inline && body.kind === 'object' && !body.open ? body.imprint : undefined;
  if (imprint === undefined) return readRule(body, context);
  const known = rulesRead.get(imprint);
  if (known !== undefined && known.span.file === body.origin.span.file)
    return ruleMoved(known, body.origin.span.start - known.span.start);
  const rule = { ...readRule(body, context), imprint };
  rulesRead.set(imprint, rule);
  return rule;
}

/** A rule that is written in its group's list. */
export const inline: RuleContext = { maybe: undefined };

/** Rules of texts that may not have changed since they were read, each at the place where it was then. */
const rulesRead = new Memo<Imprint, SecurityRule>();

function readRule(body: Value, context: RuleContext): SecurityRule {
  const nameMember = field(body, 'name');
  const name = context.name === undefined ? sourcedText(nameMember) : childName(context.name);
  const span = body.origin.span;
  const open = isOpen(body) ? 'it has properties that are computed' : undefined;
  return {
    kind: 'security-rule',
    name,
    priority: sourcedInteger(field(body, 'priority')),
    access: sourcedWord(field(body, 'access'), accesses),
    direction: sourcedWord(field(body, 'direction'), directions),
    protocol: sourcedWord(field(body, 'protocol'), protocols),
    source: addressSide(body, 'source', open),
    destination: addressSide(body, 'destination', open),
    sourcePorts: portSide(body, 'source', open),
    destinationPorts: portSide(body, 'destination', open),
    description: sourcedText(field(body, 'description')),
    builtIn: false,
    form: 'inline',
    maybe: context.maybe,
    span,
    nameSpan: nameSpan(name?.origin.span, nameMember, span),
    imprint: undefined,
    alsoAt: undefined,
  };
}

/** What Azure adds to every group, as rules of the group; they point at the group's rule list. */
export function builtInRules(at: Span): readonly SecurityRule[] {
  return defaultRules.map(rule => builtInRule(rule, at));
}

/** Whether a listed rule is one of the six built-in ones, as lists that include them write it. */
export function isBuiltIn(rule: SecurityRule): boolean {
  const { priority, name } = rule;
  if (priority?.known !== true || name?.known !== true || priority.value < 65000) return false;
  return defaultRules.some(
    builtIn => builtIn.priority === priority.value && builtIn.name.toLowerCase() === name.value.toLowerCase(),
  );
}

function builtInRule(rule: DefaultRule, at: Span): SecurityRule {
  const origin = { span: at, via: 'literal', from: [] } as const;
  const known = <T>(value: T) => ({ known: true, value, origin }) as const;
  const place = undefined;
  const address = (text: string): AddressSide => ({
    terms: [
      { text, span: at, origin, form: 'singular', meaning: text === '*' ? { kind: 'any' } : addressMeaning(text) },
    ],
    singular: place,
    plural: place,
    applicationSecurityGroups: place,
    unknown: undefined,
  });
  const ports: PortSide = {
    terms: [
      { text: '*', span: at, origin, form: 'singular', meaning: { kind: 'ports', range: rule.destinationPorts } },
    ],
    singular: place,
    plural: place,
    unknown: undefined,
  };
  return {
    kind: 'security-rule',
    name: known(rule.name),
    priority: known(rule.priority),
    access: known(rule.access),
    direction: known(rule.direction),
    protocol: known(rule.protocol),
    source: address(rule.source),
    destination: address(rule.destination),
    sourcePorts: ports,
    destinationPorts: ports,
    description: undefined,
    builtIn: true,
    form: 'inline',
    maybe: undefined,
    span: at,
    nameSpan: at,
    imprint: undefined,
    alsoAt: undefined,
  };
}

/** What one address entry of a rule means. Case does not count, as Azure accepts tags in any case. */
export function addressMeaning(text: string): AddressMeaning {
  const folded = text.toLowerCase();
  if (folded === '*' || folded === 'any') return { kind: 'any' };
  if (folded === '0.0.0.0/0') return { kind: 'any', onlyV4: true };
  if (/^[a-z][\w .-]*$/i.test(text) && !/^[0-9a-f]+:/i.test(text)) {
    const reading = readServiceTag(text);
    if (reading.kind === 'known') return { kind: 'tag', tag: reading.tag, spelling: 'listed' };
    if (reading.kind === 'legacy') return { kind: 'tag', tag: reading.tag, spelling: 'legacy' };
    return { kind: 'unlisted-tag', suggestion: reading.kind === 'misspelled' ? reading.suggestion : undefined };
  }
  const reading = readPrefix(text);
  return reading.ok ? { kind: 'prefix', prefix: reading.prefix } : { kind: 'invalid', problem: reading.problem };
}

function addressSide(body: Value, side: 'source' | 'destination', open: string | undefined): AddressSide {
  const singular = field(body, `${side}AddressPrefix`);
  const plural = field(body, `${side}AddressPrefixes`);
  const groups = field(body, `${side}ApplicationSecurityGroups`);
  const terms: AddressTerm[] = [];
  let unknown = open;
  const add = (form: AddressTerm['form'], value: Value) => {
    const text = scalarText(value);
    const span = innerSpan(value);
    terms.push({
      text: text ?? '',
      span,
      origin: value.origin,
      form,
      meaning: text === undefined ? notScalar(value) : addressMeaning(text),
    });
  };
  for (const [form, member] of [
    ['singular', singular],
    ['plural', plural],
  ] as const) {
    if (member === undefined) continue;
    if (member.value.kind === 'list') {
      // PowerShell writes the singular property as a list.
      for (const item of member.value.items)
        add(member.value.items.length === 1 && form === 'singular' ? 'singular' : 'plural', item);
      if (member.value.open) unknown ??= 'its list is computed';
    } else add(form, member.value);
  }
  if (groups !== undefined) {
    const items = groups.value.kind === 'list' ? groups.value.items : [groups.value];
    for (const item of items) {
      terms.push({
        text: '',
        span: item.origin.span,
        origin: item.origin,
        form: 'application-security-group',
        meaning: { kind: 'application-security-group' },
      });
    }
  }
  if (terms.length === 0) unknown ??= `it has no ${side} address`;
  return {
    terms,
    singular: placeOf(singular),
    plural: placeOf(plural),
    applicationSecurityGroups: placeOf(groups),
    unknown,
  };
}

function portSide(body: Value, side: 'source' | 'destination', open: string | undefined): PortSide {
  const singular = field(body, `${side}PortRange`);
  const plural = field(body, `${side}PortRanges`);
  const terms: PortTerm[] = [];
  let unknown = open;
  const add = (form: PortTerm['form'], value: Value) => {
    const text = scalarText(value);
    if (text === undefined) {
      terms.push({ text: '', span: value.origin.span, origin: value.origin, form, meaning: notScalar(value) });
      return;
    }
    const reading = readPorts(text);
    const meaning: PortTerm['meaning'] = reading.ok
      ? { kind: 'ports', range: reading.range }
      : { kind: 'invalid', problem: reading.problem };
    terms.push({ text, span: innerSpan(value), origin: value.origin, form, meaning });
  };
  for (const [form, member] of [
    ['singular', singular],
    ['plural', plural],
  ] as const) {
    if (member === undefined) continue;
    if (member.value.kind === 'list') {
      for (const item of member.value.items)
        add(member.value.items.length === 1 && form === 'singular' ? 'singular' : 'plural', item);
      if (member.value.open) unknown ??= 'its list is computed';
    } else add(form, member.value);
  }
  if (terms.length === 0) unknown ??= `it has no ${side} port`;
  return { terms, singular: placeOf(singular), plural: placeOf(plural), unknown };
}

function notScalar(
  value: Value,
):
  | { readonly kind: 'unknown'; readonly why: string; readonly identity: string }
  | { readonly kind: 'invalid'; readonly problem: string } {
  if (value.kind === 'unknown') return { kind: 'unknown', why: value.why, identity: value.identity };
  return { kind: 'invalid', problem: 'is not a text' };
}

function placeOf(member: ValueMember | undefined): PropertyPlace | undefined {
  return member && { name: member.name, nameSpan: member.nameSpan, valueSpan: member.value.origin.span };
}

function childName(name: NonNullable<RuleContext['name']>): SecurityRule['name'] {
  const { origin } = name.member.value;
  if (name.lastSegment !== undefined) return { known: true, value: name.lastSegment, origin };
  return { known: false, why: 'its name is computed', identity: name.identity, origin };
}

function nameSpan(at: Span | undefined, member: ValueMember | undefined, whole: Span): Span {
  if (at === undefined) return { ...whole, end: Math.min(whole.start + 1, whole.end) };
  return member?.value.kind === 'text' ? innerSpan(member.value) : at;
}
