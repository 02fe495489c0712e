/**
 * The injection grammar: gives ports, prefixes, service tags and next-hop types scopes of their own inside the values
 * of the few properties that hold them, in JSON, ARM templates and Bicep, whichever grammar colours the rest.
 *
 * It starts at the colon after a key, which is looked back at and stays with the base grammar, and hands everything
 * it does not know (expressions, objects, numbers, comments) back to that grammar.
 */

import { anyCase, anyOf, ipv4Address, ipv6Address, port } from './patterns.mjs';

const portKeys = ['sourcePortRange', 'sourcePortRanges', 'destinationPortRange', 'destinationPortRanges'];

/** Literal prefixes, single addresses and service tags may all stand here. */
const prefixKeys = [
  'sourceAddressPrefix',
  'sourceAddressPrefixes',
  'destinationAddressPrefix',
  'destinationAddressPrefixes',
  'addressPrefix',
  'addressPrefixes',
];

/** What surrounds one item inside a string: its quotes, or the commas of a list. Space is one character at most. */
const before = '(?<=["\',]|["\', ][ ])';
const after = '(?=[ ]?["\',])';

/** @param {string} pattern @param {string} name */
function item(pattern, name) {
  return { match: `${before}${pattern}${after}`, name: `${name}.apim-vnet` };
}

/**
 * The kinds of values: the keys that have them and what is recognized inside their strings.
 *
 * @param {readonly string[]} tags names of service tags
 * @param {readonly string[]} nextHopTypes what a route may say
 */
function kinds(tags, nextHopTypes) {
  const any = item('\\*', 'constant.language.any');
  const address = item(`(?:${ipv4Address}|${ipv6Address})`, 'constant.numeric.ip-address');
  return [
    {
      id: 'ports',
      keys: portKeys,
      items: [any, item(`${port}-${port}`, 'constant.numeric.port-range'), item(port, 'constant.numeric.port')],
    },
    {
      id: 'prefixes',
      keys: prefixKeys,
      items: [
        any,
        {
          ...item(
            `(?:${ipv4Address}\\\\?/(?:3[0-2]|[12]?\\d)|${ipv6Address}\\\\?/(?:12[0-8]|1[01]\\d|\\d{1,2}))`,
            'constant.numeric.cidr',
          ),
          comment: 'JSON may write the slash with a backslash before it.',
          captures: { 0: { patterns: [{ match: '\\\\/', name: 'constant.character.escape.json' }] } },
        },
        address,
        // A region may follow any tag: which tags have regions is for the language server to say.
        item(`(?i:${anyOf(tags)})(?:\\.[A-Za-z][A-Za-z0-9]*)?`, 'constant.language.service-tag'),
      ],
    },
    {
      id: 'next-hop-types',
      keys: ['nextHopType'],
      items: [item(`(?i:${anyOf(nextHopTypes)})`, 'constant.language.next-hop-type')],
    },
    { id: 'next-hop-addresses', keys: ['nextHopIpAddress'], items: [address] },
  ];
}

/**
 * Alternatives of fixed length, as a lookbehind needs them.
 *
 * @param {readonly string[]} keys
 * @param {(key: string) => readonly string[]} forms how one key can stand before the colon
 */
function afterKey(keys, forms) {
  return `(?<=${keys.flatMap(key => forms(anyCase(key))).join('|')})`;
}

/** A key at the start of a line ends a value or an array that was left open above it. */
const jsonKeyAtLineStart = '^(?=\\s*"[^"\\\\]*"\\s*:)';
const bicepKeyAtLineStart = '^(?=[ \\t]*[A-Za-z_][A-Za-z0-9_]*:(?!:))';

/** @param {{id: string, keys: readonly string[]}} kind */
function jsonMember(kind) {
  return {
    begin: `${afterKey(kind.keys, key => [`"${key}"`, `"${key}" `])}:`,
    beginCaptures: { 0: { name: 'punctuation.separator.dictionary.key-value.json' } },
    end: `(,)|(?=\\})|${jsonKeyAtLineStart}`,
    endCaptures: { 1: { name: 'punctuation.separator.dictionary.pair.json' } },
    name: 'meta.structure.dictionary.value.json',
    patterns: [
      {
        begin: '\\[',
        beginCaptures: { 0: { name: 'punctuation.definition.array.begin.json' } },
        end: `(\\])|${jsonKeyAtLineStart}`,
        endCaptures: { 1: { name: 'punctuation.definition.array.end.json' } },
        name: 'meta.structure.array.json',
        patterns: [
          { include: `#json-${kind.id}` },
          { match: ',', name: 'punctuation.separator.array.json' },
          { include: '#json-other' },
          { match: '[^\\s\\]]', name: 'invalid.illegal.expected-array-separator.json' },
        ],
      },
      { include: `#json-${kind.id}` },
      { include: '#json-other' },
      { match: '[^\\s,]', name: 'invalid.illegal.expected-dictionary-separator.json' },
    ],
  };
}

/** @param {{id: string, items: readonly object[]}} kind */
function jsonString(kind) {
  return {
    comment: 'A string that starts with [ is a template expression and is left to the base grammar.',
    begin: '"(?!\\[)',
    beginCaptures: { 0: { name: 'punctuation.definition.string.begin.json' } },
    end: '"|(?=$)',
    endCaptures: { 0: { name: 'punctuation.definition.string.end.json' } },
    name: 'string.quoted.double.json',
    patterns: [
      ...kind.items,
      { match: '\\\\(?:["\\\\/bfnrt]|u[0-9A-Fa-f]{4})', name: 'constant.character.escape.json' },
      { match: '\\\\.', name: 'invalid.illegal.unrecognized-string-escape.json' },
    ],
  };
}

/** @param {{id: string, keys: readonly string[]}} kind */
function bicepMember(kind) {
  return {
    // No space before the colon: `flag ? addressPrefix : other` is no property.
    begin: `${afterKey(kind.keys, key => [`^${key}`, `[ \\t{,]${key}`, `[ \\t{,]'${key}'`, `^'${key}'`])}:(?!:)`,
    beginCaptures: { 0: { name: 'punctuation.separator.key-value.bicep' } },
    end: `(?=$|[,}\\]])|${bicepKeyAtLineStart}`,
    patterns: [
      {
        begin: '(?<=[:?(\\s])\\[(?!\\s*for\\b)',
        beginCaptures: { 0: { name: 'punctuation.section.brackets.begin.bicep' } },
        end: `(\\])|${bicepKeyAtLineStart}`,
        endCaptures: { 1: { name: 'punctuation.section.brackets.end.bicep' } },
        patterns: [{ include: `#bicep-${kind.id}` }, { include: '#bicep-other' }],
      },
      { include: `#bicep-${kind.id}` },
      { include: '#bicep-other' },
    ],
  };
}

/** @param {{id: string, items: readonly object[]}} kind */
function bicepString(kind) {
  return {
    comment: 'Only a string without escapes and holes, closed on its line; an operand of == is no value.',
    begin: "(?<![=~][ ]|[=~])'(?!'')(?=[^'\\\\$]*')(?![^']*'[ \\t]*[=!][=~])",
    beginCaptures: { 0: { name: 'punctuation.definition.string.begin.bicep' } },
    end: "'|(?=$)",
    endCaptures: { 0: { name: 'punctuation.definition.string.end.bicep' } },
    name: 'string.quoted.single.bicep',
    patterns: kind.items,
  };
}

/**
 * A bracketed part of an expression in which strings are only strings.
 *
 * @param {string} name as in the scope names of brackets
 * @param {string} begin
 * @param {string} end
 */
function bicepRegion(name, begin, end) {
  return {
    begin,
    beginCaptures: { 0: { name: `punctuation.section.${name}.begin.bicep` } },
    end,
    endCaptures: { 0: { name: `punctuation.section.${name}.end.bicep` } },
    patterns: [{ include: '#bicep-nested' }],
  };
}

/**
 * @param {readonly string[]} tags names of service tags
 * @param {readonly string[]} nextHopTypes what a route may say
 * @returns {object} the grammar, ready to be written as JSON
 */
export function injectionGrammar(tags, nextHopTypes) {
  const all = kinds(tags, nextHopTypes);
  return {
    $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
    information_for_contributors: [
      'Written by syntaxes/generate.mjs from syntaxes/injection-grammar.mjs and server/data.',
    ],
    name: 'APIM VNet: ports, prefixes, service tags and next-hop types',
    scopeName: 'apim-vnet.injection',
    // The prefix source.json takes in source.json.comments and source.json.arm-template.
    injectionSelector: 'L:source.json - comment - string, L:source.bicep - comment - string',
    patterns: [{ include: '#json-members' }, { include: '#bicep-members' }],
    repository: {
      'json-members': { patterns: all.map(jsonMember) },
      'bicep-members': { patterns: all.map(bicepMember) },
      ...Object.fromEntries(all.map(kind => [`json-${kind.id}`, jsonString(kind)])),
      ...Object.fromEntries(all.map(kind => [`bicep-${kind.id}`, bicepString(kind)])),
      'json-other': {
        comment: 'The expression grammar is there only with the Azure Resource Manager Tools installed.',
        patterns: [{ include: 'source.tle.arm-template' }, { include: 'source.json' }],
      },
      'bicep-other': {
        patterns: [
          { ...bicepRegion('parens', '(?<=[A-Za-z0-9_])\\(', '\\)'), comment: 'Arguments are not the value.' },
          { ...bicepRegion('brackets', '(?<=[A-Za-z0-9_)\\]])\\[', '\\]'), comment: 'Neither is an index.' },
          { include: 'source.bicep' },
        ],
      },
      'bicep-nested': {
        patterns: [
          bicepRegion('parens', '\\(', '\\)'),
          bicepRegion('brackets', '\\[', '\\]'),
          bicepRegion('braces', '\\{', '\\}'),
          { include: 'source.bicep' },
        ],
      },
    },
  };
}
