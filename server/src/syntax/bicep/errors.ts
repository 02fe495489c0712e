/**
 * The errors the lexer and the parser report: each code with its sentence. A code is stable once it is released.
 * `%` stands for a detail, such as the name of a construct or the text that was found.
 */
export const MESSAGES = {
  // The lexer's.
  'unterminated-string':
    "This string has no closing quote. A string in single quotes ends on its own line; use ''' for more lines.",
  'unterminated-multi-line-string': "This string has no closing '''.",
  'unterminated-comment': "This comment has no closing '*/'.",
  'newline-in-hole': "A value inside a string must be closed by '}' on the line where it begins.",
  'bad-escape': "'%' is no escape. Known ones are \\n, \\r, \\t, \\\\, \\', \\$ and \\u{…}.",
  'bad-unicode-escape':
    "A \\u escape holds one to six hexadecimal digits in braces, up to 10FFFF, such as '\\u{1F600}'.",
  'double-quote': 'Strings stand in single quotes: \'text\', not "text".',
  'unexpected-character': "'%' has no meaning here.",

  'expected-directive-codes': 'Expected the codes this line is about, such as no-unused-params.',

  // Statements.
  'expected-declaration': 'This line begins like no statement. Expected %, or a decorator.',
  'decorator-without-declaration': 'A decorator must be followed by the declaration it belongs to.',
  'wrong-file-kind': 'This statement belongs in a % file.',
  'expected-name': 'Expected the name of %.',
  'expected-assignment': "Expected '=' %.",
  'expected-type-string':
    "Expected the resource type and its version in quotes, such as 'Microsoft.Network/virtualNetworks@2023-09-01'.",
  'expected-path': 'Expected % in quotes.',
  'expected-body': "Expected '{', or 'if', or '[for …', which begins what % deploys.",
  'expected-object': "Expected '{' %.",
  'expected-import-list': "Expected the imported names in '{…}', or '* as name'.",
  'import-name-needs-alias': "A name in quotes needs 'as' and the name to use for it here.",
  'expected-new-line': 'Expected the statement to end here. Each statement begins on a line of its own.',
  'expected-keyword': "Expected '%'.",
  'loop-variables': "Expected one loop variable, or two as in '(item, index)'.",

  // Values, types and lists.
  'expected-value': 'Expected a value%.',
  'expected-type': 'Expected a type%.',
  'expected-colon': "Expected ':' %.",
  'expected-property-name': 'Expected the name of a property%.',
  'expected-comma': "Expected ',' or '%'.",
  'expected-separator': "Expected a new line, ',' or '%'.",
  'newline-after-comma': 'Either a comma or a new line separates elements here, not both. Remove the comma.',
  'expected-closing': "Expected '%'.",
  'expected-arrow': "Expected '=>' and the value of the function.",
  'unclosed-bracket': "This '%' is never closed.",
  'unopened-bracket': "This '%' closes nothing.",
  'one-value-in-parentheses': "Expected exactly one value between '(' and ')'.",
  'lambda-parameters': "Expected names, separated by ',', before '=>'.",
  'literal-not-allowed': 'An object or array cannot be written here. Give it a name with var and use the name.',
  'safe-call': "A function cannot be called with '.?'. Use '.'.",
  'unexpected-in-hole': "Expected '}' after the value inside the string.",
  'integer-too-large': 'This number is larger than 64 bits can hold.',
  'too-deep': 'Nested too deeply to be read; the rest of this part is skipped.',
} as const;

export type BicepErrorCode = keyof typeof MESSAGES;

/** The sentence for an error. */
export function errorMessage(code: BicepErrorCode, detail: string): string {
  return MESSAGES[code].replace('%', () => detail);
}
