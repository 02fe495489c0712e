import { parseArmExpression } from '../syntax/arm-expression/parser.ts';
import type { SourceWriter } from './source-writer.ts';

/** @param isTemplate texts in brackets are expressions; in an export they are texts */
export function jsonWriter(isTemplate: boolean): SourceWriter {
  return {
    scalar: value =>
      JSON.stringify(isTemplate && typeof value === 'string' && /^\[.*\]$/s.test(value) ? `[${value}` : value),
    key: name => JSON.stringify(name),
    commaOnLines: true,
    shortLists: true,
    expression: text => JSON.stringify(`[${text}]`),
    hasExpressions: isTemplate,
    idOfNew: ({ type, name }) => `resourceId(${armText(type)}, ${armText(name)})`,
  };
}

/** A text within an expression. */
export function armText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A value of a JSON text within an expression: its expression without brackets, or a text in quotes. */
export function armOperand(decoded: string): string {
  if (!decoded.startsWith('[') || decoded.startsWith('[[') || !decoded.endsWith(']')) return armText(decoded);
  const { errors } = parseArmExpression(decoded);
  return errors.length > 0 ? armText(decoded) : decoded.slice(1, -1).trim();
}
