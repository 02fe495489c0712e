/**
 * What stands under the cursor: in a security rule, what API Management uses it for and what this group does with it; in a
 * directive, what its words mean.
 */
import { type Hover, MarkupKind, type Position } from 'vscode-languageserver-types';
import { type Span, touches } from '../base/span.ts';
import type { AddressTerm, NetworkSecurityGroup, PortTerm, SecurityRule } from '../network/nsg.ts';
import { functionAt } from '../workspace/function-at.ts';
import type { FileView } from '../workspace/view.ts';
import { rangeOf } from './diagnostics.ts';
import { describeAddress } from './hover/address.ts';
import { describeDirective } from './hover/directive.ts';
import { describeFunction } from './hover/function.ts';
import { notKnown } from './hover/markdown.ts';
import { describePort } from './hover/port.ts';
import { describePriority } from './hover/priority.ts';
import { describeProtocol } from './hover/protocol.ts';

/** One place of a rule that has something to say. */
export interface HoverPlace {
  readonly view: FileView;
  readonly group: NetworkSecurityGroup;
  readonly rule: SecurityRule;
}

/** `undefined` where there is nothing to add. */
export function hover(view: FileView, position: Position): Hover | undefined {
  if (!view.settings.enable || !view.recognised) return undefined;
  const offset = view.lines.offset(position);
  const word = describeDirective(view, offset);
  if (word !== undefined)
    return { contents: { kind: MarkupKind.Markdown, value: word.text }, range: rangeOf(view, word.span) };
  for (const group of view.network.securityGroups) {
    for (const rule of group.rules) {
      if (rule.span.file !== view.source.uri || !touches(rule.span, offset)) continue;
      const found = placeIn({ view, group, rule }, offset);
      if (found !== undefined) {
        return { contents: { kind: MarkupKind.Markdown, value: found.text }, range: rangeOf(view, found.span) };
      }
    }
  }
  const called = functionAt(view.file, offset);
  return (
    called && {
      contents: { kind: MarkupKind.Markdown, value: describeFunction(called) },
      range: rangeOf(view, { file: view.source.uri, ...called.range }),
    }
  );
}

function placeIn(place: HoverPlace, offset: number): { readonly text: string; readonly span: Span } | undefined {
  const { rule } = place;
  const at = <T extends { readonly span: Span }>(terms: readonly T[]) => terms.find(term => touches(term.span, offset));
  const port: PortTerm | undefined = at(rule.destinationPorts.terms) ?? at(rule.sourcePorts.terms);
  if (port !== undefined) return answer(describePort(place, port, rule.sourcePorts.terms.includes(port)), port.span);
  const source = at(rule.source.terms);
  const address: AddressTerm | undefined = source ?? at(rule.destination.terms);
  if (address !== undefined)
    return answer(describeAddress(place, address, source === undefined ? 'destination' : 'source'), address.span);
  const { protocol, priority, access, direction } = rule;
  if (protocol !== undefined && touches(protocol.origin.span, offset))
    return answer(describeProtocol(place, protocol), protocol.origin.span);
  if (priority !== undefined && touches(priority.origin.span, offset))
    return answer(describePriority(place, priority), priority.origin.span);
  for (const [name, value] of [
    ['access', access],
    ['direction', direction],
  ] as const) {
    // What is known of these says all there is to say.
    if (value?.known === false && touches(value.origin.span, offset))
      return answer(notKnown(name, value.why), value.origin.span);
  }
  return undefined;
}

function answer(text: string | undefined, span: Span) {
  return text === undefined ? undefined : { text, span };
}
