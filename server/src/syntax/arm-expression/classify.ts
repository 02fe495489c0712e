/** What Azure takes a string of a template for. */
import type { TextRange } from '../../base/span.ts';

export type ArmStringKind =
  | {
      readonly kind: 'literal';
      /** The text Azure sees: without the extra bracket where it was escaped. */
      readonly value: string;
    }
  | {
      readonly kind: 'expression';
      /** What stands between the outer brackets, as offsets into the string. */
      readonly body: TextRange;
    };

/**
 * Tells an expression from a literal.
 *
 * `[…]` is an expression, `[[…]` a literal that begins with one bracket. A string that does not begin with `[`, or does not
 * end with `]`, is a literal as it stands, `[[…` included; white space around the brackets makes it a literal too.
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions (read 2026-11).
 *
 * @param value the decoded string, brackets included
 */
export function classifyArmString(value: string): ArmStringKind {
  const bracketed = value.length > 1 && value.startsWith('[') && value.endsWith(']');
  if (!bracketed) return { kind: 'literal', value };
  if (value[1] === '[') return { kind: 'literal', value: value.slice(1) };
  return { kind: 'expression', body: { start: 1, end: value.length - 1 } };
}
