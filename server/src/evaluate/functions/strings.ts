/** Functions on text alone. */
import { formatComposite } from './composite-format.ts';
import {
  cannotKnow,
  checkArrayLength,
  checkTextLength,
  type Family,
  isArray,
  type Json,
  pure,
  shown,
  wouldFail,
} from './function.ts';
import { changeCase, checkSearch, foldCase, scalarText, TextBuilder } from './text.ts';

const family: Family = {
  source: 'https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string (read 2026-11)',
  languages: 'both',
};

export const strings = [
  pure('format', {
    ...family,
    parameters: [
      { name: 'formatString', type: 'string' },
      { name: 'arg', type: 'any', rest: true, optional: true },
    ],
    summary: 'Puts values into a text, at `{0}`, `{1}` and so on.',
    body: (pattern, ...args) => formatComposite(pattern, args),
  }),
  pure('toLower', {
    ...family,
    parameters: [{ name: 'stringToChange', type: 'string' }],
    summary: 'The text in lower case.',
    body: text => changeCase(text, 'lower'),
  }),
  pure('toUpper', {
    ...family,
    parameters: [{ name: 'stringToChange', type: 'string' }],
    summary: 'The text in upper case.',
    body: text => changeCase(text, 'upper'),
  }),
  pure('trim', {
    ...family,
    parameters: [{ name: 'stringToTrim', type: 'string' }],
    summary: 'The text without the blanks at its ends.',
    body: trim,
  }),
  pure('padLeft', {
    ...family,
    parameters: [
      { name: 'valueToPad', type: 'any' },
      { name: 'totalLength', type: 'int' },
      { name: 'paddingCharacter', type: 'string', optional: true },
    ],
    summary: 'The text, filled up on its left to a length.',
    body(value, length, padding = ' ') {
      const text = typeof value === 'string' || typeof value === 'number' ? scalarText(value) : undefined;
      if (text === undefined) return wouldFail("'padLeft' pads a string or an integer");
      if (length < 0) wouldFail(`'padLeft' cannot pad to ${length} characters`);
      if (padding.length !== 1) wouldFail(`'padLeft' pads with one character, not with ${shown(padding)}`);
      checkTextLength(length);
      return text.padStart(length, padding);
    },
  }),
  pure('replace', {
    ...family,
    parameters: [
      { name: 'originalString', type: 'string' },
      { name: 'oldString', type: 'string' },
      { name: 'newString', type: 'string' },
    ],
    summary: 'The text with each place of one text replaced by another; case matters.',
    body(text, old, replacement) {
      if (old === '') wouldFail("'replace' cannot look for an empty text");
      checkSearch(text, old.length);
      const pieces = text.split(old);
      checkTextLength(text.length + (pieces.length - 1) * (replacement.length - old.length));
      return pieces.join(replacement);
    },
  }),
  pure('split', {
    ...family,
    parameters: [
      { name: 'inputString', type: 'string' },
      { name: 'delimiter', type: 'any' },
    ],
    summary: 'The pieces of a text between its delimiters; empty pieces are kept.',
    body: split,
  }),
  pure('join', {
    ...family,
    parameters: [
      { name: 'inputArray', type: 'array' },
      { name: 'delimiter', type: 'string' },
    ],
    summary: 'The elements of an array as one text, with a delimiter between them.',
    body(items, delimiter) {
      const text = new TextBuilder();
      items.forEach((item, i) => {
        if (i > 0) text.add(delimiter);
        text.add(scalarText(item) ?? cannotKnow(`the text that 'join' makes of ${shown(item)} is not documented`));
      });
      return text.toString();
    },
  }),
  pure('substring', {
    ...family,
    parameters: [
      { name: 'stringToParse', type: 'string' },
      { name: 'startIndex', type: 'int' },
      { name: 'length', type: 'int', optional: true },
    ],
    summary: 'A part of a text; fails where the text is too short.',
    body(text, start, length = text.length - start) {
      if (start < 0 || length < 0 || start + length > text.length) {
        wouldFail(`'substring' reaches outside ${shown(text)}, which has ${text.length} characters`);
      }
      return text.slice(start, start + length);
    },
  }),
  pure('startsWith', {
    ...family,
    parameters: [
      { name: 'stringToSearch', type: 'string' },
      { name: 'stringToFind', type: 'string' },
    ],
    summary: 'Whether a text starts with another, without regard to case.',
    body: (text, start) => foldCase(text).startsWith(foldCase(start)),
  }),
  pure('endsWith', {
    ...family,
    parameters: [
      { name: 'stringToSearch', type: 'string' },
      { name: 'stringToFind', type: 'string' },
    ],
    summary: 'Whether a text ends with another, without regard to case.',
    body: (text, end) => foldCase(text).endsWith(foldCase(end)),
  }),
  pure('like', {
    source: 'https://github.com/Azure/bicep: descriptions of its functions (read 2026-11)',
    languages: 'both',
    parameters: [
      { name: 'input', type: 'string' },
      { name: 'pattern', type: 'string' },
    ],
    summary: 'Whether a text fits a pattern, in which `*` stands for any characters, without regard to case.',
    body(text, pattern) {
      checkSearch(text, pattern.length);
      return fitsPattern(foldCase(text), foldCase(pattern));
    },
  }),
];

/** Each piece between stars is looked for at its first place: one further on leaves less room for those after it. */
function fitsPattern(text: string, pattern: string): boolean {
  const [start = '', ...pieces] = pattern.split('*');
  const end = pieces.pop();
  if (end === undefined) return text === start;
  if (!text.startsWith(start) || !text.endsWith(end)) return false;
  let at = start.length;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at + end.length <= text.length;
}

/** What .NET takes for blank: not quite JavaScript's `trim`, which leaves U+0085 and takes U+FEFF. */
function trim(text: string): string {
  const blank = /[\t-\r\u0085\u2028\u2029\p{Zs}]/u;
  let start = 0;
  let end = text.length;
  while (start < end && blank.test(text[start]!)) start++;
  while (end > start && blank.test(text[end - 1]!)) end--;
  return text.slice(start, end);
}

function split(text: string, delimiter: Json): Json {
  const given = isArray(delimiter) ? delimiter : [delimiter];
  const delimiters = given.map(one =>
    typeof one === 'string' ? one : wouldFail(`'split' cannot split at ${shown(one)}`),
  );
  if (delimiters.length === 0 || delimiters.includes(''))
    cannotKnow("what 'split' does with an empty delimiter is not documented");
  checkSearch(text, ...delimiters.map(one => one.length));
  const pieces: string[] = [];
  let start = 0;
  // For each delimiter its next place: looked for again only after the search has passed it, so that the text is read once for each.
  const places = delimiters.map(one => text.indexOf(one));
  for (;;) {
    let at = -1;
    let length = 0;
    delimiters.forEach((one, i) => {
      if (places[i]! >= 0 && places[i]! < start) places[i] = text.indexOf(one, start);
      // Of two that begin at one place, the one that is named first counts.
      if (places[i]! >= 0 && (at < 0 || places[i]! < at)) {
        at = places[i]!;
        length = one.length;
      }
    });
    checkArrayLength(pieces.length + 1);
    if (at < 0) return [...pieces, text.slice(start)];
    pieces.push(text.slice(start, at));
    start = at + length;
  }
}
