import { type ParsedArmExpression, parseArmExpression } from './parser.ts';

/** Expressions that are kept, and the longest of them in UTF-16 code units. */
const maxKept = 4_000;
const maxLength = 1_000;

const kept = new Map<string, ParsedArmExpression>();

/** As `parseArmExpression`, for one that is read again with every edit of its file, and often stands in it many times. */
export function readArmExpression(value: string): ParsedArmExpression {
  if (value.length > maxLength) return parseArmExpression(value);
  let parsed = kept.get(value);
  if (parsed === undefined) {
    parsed = parseArmExpression(value);
    if (kept.size >= maxKept) kept.clear();
    kept.set(value, parsed);
  }
  return parsed;
}
