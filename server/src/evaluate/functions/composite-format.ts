/**
 * .NET's composite format, as `format` and Bicep's interpolation use it.
 *
 * Source: https://learn.microsoft.com/dotnet/standard/base-types/composite-formatting (read 2026-11).
 */
import { cannotKnow, checkTextLength, type Json, shown, shownNumber, wouldFail } from './function.ts';
import { jsonText, scalarText, TextBuilder } from './text.ts';

/** `{index}`, `{index,width}`, `{index:format}` or both; a negative width aligns left. */
const item = /\{(\d{1,7}) *(?:, *(-?\d{1,7}) *)?(?::([^{}]*))?\}/y;
const literal = /[^{}]+/y;

export function formatComposite(pattern: string, args: readonly Json[]): string {
  const text = new TextBuilder();
  for (let at = 0; at < pattern.length; ) {
    literal.lastIndex = at;
    const plain = literal.exec(pattern)?.[0];
    if (plain !== undefined) {
      text.add(plain);
      at += plain.length;
      continue;
    }
    if (pattern[at] === pattern[at + 1]) {
      text.add(pattern[at]!);
      at += 2;
      continue;
    }
    item.lastIndex = at;
    const found = item.exec(pattern);
    if (found === null) return wouldFail(`the format ${shown(pattern)} has a brace that opens or closes nothing`);
    const index = Number(found[1]);
    if (index >= args.length) wouldFail(`the format names argument ${index}, but there are only ${args.length}`);
    const width = Number(found[2] ?? 0);
    checkTextLength(Math.abs(width));
    const piece = formatted(args[index]!, found[3] ?? '');
    text.add(width < 0 ? piece.padEnd(-width) : piece.padStart(width));
    at += found[0].length;
  }
  return text.toString();
}

function formatted(value: Json, format: string): string {
  if (value === null) return '';
  if (typeof value === 'number' && format !== '') return formattedNumber(value, format);
  // Texts and booleans have no formats of their own: .NET passes over what the pattern asks for.
  return scalarText(value) ?? jsonText(value, "'");
}

/** The formats of integers that templates use: D, N, F, X, G and runs of zeros. */
function formattedNumber(value: number, format: string): string {
  const standard = /^([a-zA-Z])(\d{0,7})$/.exec(format);
  const zeros = /^0+$/.test(format);
  if (!Number.isInteger(value) || (standard === null && !zeros)) return unknownFormat(format);
  const digits = String(Math.abs(value));
  const sign = value < 0 ? '-' : '';
  if (standard === null) return sign + padded(digits, format.length);
  const precision = standard[2] === '' ? undefined : Number(standard[2]);
  switch (standard[1]!.toUpperCase()) {
    case 'D':
      return sign + padded(digits, precision ?? 0);
    case 'N':
      return sign + shownNumber(Math.abs(value)) + fraction(precision ?? 2);
    case 'F':
      return sign + digits + fraction(precision ?? 2);
    case 'X': {
      // A negative number shows the 64 bits that stand for it.
      const hex = BigInt.asUintN(64, BigInt(value)).toString(16);
      return padded(standard[1] === 'X' ? hex.toUpperCase() : hex, precision ?? 0);
    }
    case 'G':
      return precision === undefined || precision === 0 ? sign + digits : unknownFormat(format);
    default:
      return unknownFormat(format);
  }
}

function padded(digits: string, length: number): string {
  checkTextLength(length);
  return digits.padStart(length, '0');
}

function fraction(length: number): string {
  checkTextLength(length);
  return length === 0 ? '' : `.${'0'.repeat(length)}`;
}

function unknownFormat(format: string): never {
  return cannotKnow(`the number format ${shown(format)} is not known here`);
}
