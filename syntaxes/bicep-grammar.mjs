/**
 * The TextMate grammar of Bicep and Bicep parameter files, as data.
 *
 * It is flat on purpose: brackets of expressions are matched as single tokens, not as regions, so a bracket that is
 * missing while someone types changes the colour of its own line and not of the rest of the file. Regions exist only
 * where the same word means different things: strings, holes, types and the heads of declarations.
 * Language rules follow the lexer and parser of the Bicep compiler (github.com/Azure/bicep, read 2026-11).
 */

import { identifier, wholeIdentifier } from './patterns.mjs';

/** A declaration in the first column ends a type that was left open above it. Properties never look like this. */
const declarationAtLineStart =
  `^(?=@${identifier}|(?:param|var|output|type|func|resource|module|metadata|assert)[ \\t]+[A-Za-z_]|` +
  '(?:targetScope)[ \\t]*=)';

/** The next line does not go on with a union, so the type above is finished. */
const noUnionFollows = '^(?![ \\t]*\\|)';

const typeString = {
  comment: 'The type and version of a resource: Namespace/type@version, or the last segment alone for a nested one.',
  match: "(')([^'@$\\\\]+)(?:(@)([^'$\\\\]*))?(')",
  name: 'string.quoted.single.bicep',
  captures: {
    1: { name: 'punctuation.definition.string.begin.bicep' },
    2: { name: 'entity.name.type.resource.bicep' },
    3: { name: 'punctuation.separator.api-version.bicep' },
    4: { name: 'constant.other.api-version.bicep' },
    5: { name: 'punctuation.definition.string.end.bicep' },
  },
};

/**
 * A declaration whose name is followed by a type that runs up to `=` or to the end of the union.
 *
 * @param {string} keyword the word that opens it
 * @param {string} nameScope scope of the declared name
 */
function typedDeclaration(keyword, nameScope) {
  return {
    begin: `^[ \\t]*(${keyword})[ \\t]+(${identifier})\\b`,
    beginCaptures: { 1: { name: `keyword.declaration.${keyword}.bicep` }, 2: { name: nameScope } },
    end: `(?==)|${noUnionFollows}`,
    patterns: [{ include: '#type' }],
  };
}

/**
 * `$` N times and three quotes open a multi-line string; N times `$` and `{` open its holes. The number cannot be
 * carried from one pattern into another, so each count that occurs has its own pair.
 *
 * @param {number} dollars how many, from 1
 */
function interpolatedMultiLineString(dollars) {
  return {
    begin: `(?<!\\$)(\\\${${dollars}})(''')`,
    beginCaptures: {
      1: { name: 'punctuation.definition.string.interpolated.bicep' },
      2: { name: 'punctuation.definition.string.begin.bicep' },
    },
    end: "'''(?!')",
    endCaptures: { 0: { name: 'punctuation.definition.string.end.bicep' } },
    name: 'string.quoted.multi.bicep',
    patterns: [hole(`\\\${${dollars}}\\{`)],
  };
}

/**
 * @param {string} begin pattern of the opening
 */
function hole(begin) {
  return {
    begin,
    beginCaptures: { 0: { name: 'punctuation.definition.template-expression.begin.bicep' } },
    comment: 'A line end closes every open hole, as in the compiler.',
    end: '\\}|(?=$)',
    endCaptures: { 0: { name: 'punctuation.definition.template-expression.end.bicep' } },
    name: 'meta.template.expression.bicep',
    contentName: 'meta.embedded.line.bicep',
    patterns: [{ include: '#braces-in-hole' }, { include: '#expression' }],
  };
}

/** @returns {object} the grammar, ready to be written as JSON */
export function bicepGrammar() {
  return {
    $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
    information_for_contributors: ['Written by syntaxes/generate.mjs from syntaxes/bicep-grammar.mjs. Edit that file.'],
    name: 'Bicep',
    scopeName: 'source.bicep',
    fileTypes: ['bicep', 'bicepparam'],
    patterns: [
      { include: '#comments' },
      { include: '#directive' },
      { include: '#decorator' },
      { include: '#declarations' },
      { include: '#expression' },
    ],
    repository: {
      comments: {
        patterns: [
          { match: '//.*$', name: 'comment.line.double-slash.bicep' },
          { begin: '/\\*', end: '\\*/', name: 'comment.block.bicep' },
        ],
      },

      directive: {
        begin: '^[ \\t]*(#(?:disable-next-line|disable-diagnostics|restore-diagnostics))(?![A-Za-z0-9_-])',
        beginCaptures: { 1: { name: 'keyword.control.directive.bicep' } },
        end: '(?=$)',
        name: 'meta.preprocessor.directive.bicep',
        patterns: [{ include: '#comments' }, { match: '[A-Za-z0-9_-]+', name: 'constant.other.diagnostic-code.bicep' }],
      },

      decorator: {
        match: `(@)[ \\t]*(?:(sys)[ \\t]*(\\.)[ \\t]*)?(${identifier})\\b`,
        captures: {
          1: { name: 'punctuation.definition.decorator.bicep' },
          2: { name: 'entity.name.namespace.bicep' },
          3: { name: 'punctuation.accessor.bicep' },
          4: { name: 'entity.name.function.decorator.bicep' },
        },
      },

      declarations: {
        patterns: [
          {
            match: '^[ \\t]*(targetScope)\\b(?=[ \\t]*=)',
            captures: { 1: { name: 'keyword.declaration.target-scope.bicep' } },
          },
          {
            match: `^[ \\t]*(metadata)[ \\t]+(${identifier})\\b(?=[ \\t]*=)`,
            captures: {
              1: { name: 'keyword.declaration.metadata.bicep' },
              2: { name: 'variable.other.metadata.bicep' },
            },
          },
          typedDeclaration('param', 'variable.parameter.bicep'),
          typedDeclaration('var', 'variable.other.constant.bicep'),
          typedDeclaration('output', 'variable.other.output.bicep'),
          {
            begin: `^[ \\t]*(type)[ \\t]+(${identifier})\\b[ \\t]*(=)?`,
            beginCaptures: {
              1: { name: 'keyword.declaration.type.bicep' },
              2: { name: 'entity.name.type.bicep' },
              3: { name: 'keyword.operator.assignment.bicep' },
            },
            end: noUnionFollows,
            patterns: [{ include: '#type' }],
          },
          {
            begin: `^[ \\t]*(func)[ \\t]+(${identifier})\\b`,
            beginCaptures: {
              1: { name: 'keyword.declaration.func.bicep' },
              2: { name: 'entity.name.function.bicep' },
            },
            end: `(=>)|${noUnionFollows}`,
            endCaptures: { 1: { name: 'keyword.operator.arrow.bicep' } },
            patterns: [{ include: '#function-parameters' }, { include: '#type' }],
          },
          {
            begin: `^[ \\t]*(resource)[ \\t]+(${identifier})\\b(?!:)`,
            beginCaptures: {
              1: { name: 'keyword.declaration.resource.bicep' },
              2: { name: 'variable.other.resource.bicep' },
            },
            end: '(?=[={]|$)',
            patterns: [
              { include: '#comments' },
              typeString,
              { include: '#strings' },
              { match: '\\bexisting\\b', name: 'storage.modifier.existing.bicep' },
            ],
          },
          {
            begin: `^[ \\t]*(module)[ \\t]+(${identifier})\\b(?!:)`,
            beginCaptures: {
              1: { name: 'keyword.declaration.module.bicep' },
              2: { name: 'variable.other.module.bicep' },
            },
            end: '(?=[={]|$)',
            patterns: [{ include: '#comments' }, { include: '#strings' }],
          },
          {
            match: `^[ \\t]*(assert)[ \\t]+(${identifier})\\b(?=[ \\t]*=)`,
            captures: {
              1: { name: 'keyword.declaration.assert.bicep' },
              2: { name: 'variable.other.assert.bicep' },
            },
          },
          {
            match: `^[ \\t]*(test)[ \\t]+(${identifier})\\b(?=[ \\t]*')`,
            captures: { 1: { name: 'keyword.declaration.test.bicep' }, 2: { name: 'variable.other.test.bicep' } },
          },
          {
            comment: 'import { a, b as c } from, over several lines if need be.',
            begin: '^[ \\t]*(import)[ \\t]*(\\{)',
            beginCaptures: {
              1: { name: 'keyword.control.import.bicep' },
              2: { name: 'punctuation.section.braces.begin.bicep' },
            },
            end: `(\\})|${declarationAtLineStart}`,
            endCaptures: { 1: { name: 'punctuation.section.braces.end.bicep' } },
            patterns: [
              { include: '#comments' },
              { include: '#strings' },
              { match: '\\bas\\b', name: 'keyword.control.as.bicep' },
              { match: wholeIdentifier, name: 'variable.other.import.bicep' },
              { match: ',', name: 'punctuation.separator.comma.bicep' },
            ],
          },
          {
            match: `^[ \\t]*(import)[ \\t]*(\\*)[ \\t]*(as)[ \\t]+(${identifier})\\b`,
            captures: {
              1: { name: 'keyword.control.import.bicep' },
              2: { name: 'constant.other.wildcard.bicep' },
              3: { name: 'keyword.control.as.bicep' },
              4: { name: 'entity.name.namespace.bicep' },
            },
          },
          {
            match: "^[ \\t]*(using)\\b(?=[ \\t]*(?:'|none\\b))(?:[ \\t]*(none)\\b)?",
            captures: {
              1: { name: 'keyword.control.using.bicep' },
              2: { name: 'constant.language.none.bicep' },
            },
          },
          {
            match: "^[ \\t]*(import|extends|extension)\\b(?=[ \\t]*')",
            captures: { 1: { name: 'keyword.control.$1.bicep' } },
          },
          {
            match: `^[ \\t]*(extension|extensionConfig|import)[ \\t]+(${identifier})\\b`,
            captures: { 1: { name: 'keyword.control.$1.bicep' }, 2: { name: 'entity.name.namespace.bicep' } },
          },
        ],
      },

      type: {
        patterns: [
          { include: '#comments' },
          { include: '#decorator' },
          { include: '#property-key' },
          { include: '#strings' },
          { include: '#literals' },
          {
            match: '(?<!\\.)\\b(?:string|int|bool|object|array|any)\\b(?![ \\t]*[.:(])',
            name: 'support.type.primitive.bicep',
          },
          {
            match: '(?<!\\.)\\b(?:resourceInput|resourceOutput|resource)\\b(?=[ \\t]*<)',
            name: 'support.type.resource-derived.bicep',
          },
          { match: "\\bresource\\b(?=[ \\t]*(?:'|=|$))", name: 'support.type.resource.bicep' },
          { match: '\\bsys\\b(?=[ \\t]*\\.)', name: 'entity.name.namespace.bicep' },
          { match: '\\*(?=[ \\t]*:)', name: 'variable.other.property.wildcard.bicep' },
          {
            match: `(\\.)[ \\t]*(string|int|bool|object|array|any)\\b`,
            captures: {
              1: { name: 'punctuation.accessor.bicep' },
              2: { name: 'support.type.primitive.bicep' },
            },
          },
          { include: '#property-access' },
          { match: wholeIdentifier, name: 'entity.name.type.bicep' },
          { match: '\\|', name: 'keyword.operator.union.bicep' },
          { match: '[?!]', name: 'keyword.operator.nullable.bicep' },
          { match: '[-*<>]', name: 'keyword.operator.type.bicep' },
          {
            begin: '\\{',
            beginCaptures: { 0: { name: 'punctuation.section.braces.begin.bicep' } },
            end: `(\\})|${declarationAtLineStart}`,
            endCaptures: { 1: { name: 'punctuation.section.braces.end.bicep' } },
            patterns: [{ include: '#type' }, { include: '#separators' }],
          },
          {
            begin: '\\[',
            beginCaptures: { 0: { name: 'punctuation.section.brackets.begin.bicep' } },
            end: `(\\])|${declarationAtLineStart}`,
            endCaptures: { 1: { name: 'punctuation.section.brackets.end.bicep' } },
            patterns: [{ include: '#type' }, { include: '#separators' }],
          },
          {
            begin: '\\(',
            beginCaptures: { 0: { name: 'punctuation.section.parens.begin.bicep' } },
            end: `(\\))|${declarationAtLineStart}`,
            endCaptures: { 1: { name: 'punctuation.section.parens.end.bicep' } },
            patterns: [{ include: '#type' }, { include: '#separators' }],
          },
          { match: '"', name: 'invalid.illegal.double-quote.bicep' },
        ],
      },

      'function-parameters': {
        begin: '\\(',
        beginCaptures: { 0: { name: 'punctuation.section.parens.begin.bicep' } },
        end: `(\\))|${declarationAtLineStart}`,
        endCaptures: { 1: { name: 'punctuation.section.parens.end.bicep' } },
        patterns: [
          {
            match: `(?:^|(?<=[(,]))[ \\t]*(${identifier})\\b`,
            captures: { 1: { name: 'variable.parameter.bicep' } },
          },
          { include: '#type' },
          { include: '#separators' },
        ],
      },

      expression: {
        patterns: [
          { include: '#comments' },
          { include: '#strings' },
          { include: '#property-key' },
          { include: '#control' },
          { include: '#lambda' },
          { include: '#literals' },
          {
            match: `(?<![.A-Za-z0-9_])(?:sys|az)(?=[ \\t]*\\.[ \\t]*${identifier}[ \\t]*\\()`,
            name: 'entity.name.namespace.bicep',
          },
          { match: `${wholeIdentifier}(?=[ \\t]*\\()`, name: 'entity.name.function.bicep' },
          { include: '#property-access' },
          { match: wholeIdentifier, name: 'variable.other.readwrite.bicep' },
          { include: '#operators' },
          { include: '#separators' },
          { match: '"', name: 'invalid.illegal.double-quote.bicep' },
        ],
      },

      'property-key': {
        comment: 'The colon stays a token of its own: the injection grammar starts there.',
        match: `(?:^|(?<=[{,]))[ \\t]*(${identifier})\\b(?=[ \\t]*:(?!:))`,
        captures: { 1: { name: 'variable.other.property.bicep' } },
      },

      'property-access': {
        match: `(?<!\\.)(\\.)(\\?)?[ \\t]*(${identifier})\\b(?![ \\t]*\\()`,
        captures: {
          1: { name: 'punctuation.accessor.bicep' },
          2: { name: 'keyword.operator.null-conditional.bicep' },
          3: { name: 'variable.other.property.bicep' },
        },
      },

      control: {
        patterns: [
          {
            match: `(?<![.A-Za-z0-9_])(for)[ \\t]+(${identifier})[ \\t]+(in)\\b`,
            captures: {
              1: { name: 'keyword.control.loop.bicep' },
              2: { name: 'variable.parameter.loop.bicep' },
              3: { name: 'keyword.control.loop.bicep' },
            },
          },
          {
            match:
              `(?<![.A-Za-z0-9_])(for)[ \\t]*(\\()[ \\t]*(${identifier})[ \\t]*(,)[ \\t]*(${identifier})[ \\t]*(\\))` +
              '[ \\t]*(in)\\b',
            captures: {
              1: { name: 'keyword.control.loop.bicep' },
              2: { name: 'punctuation.section.parens.begin.bicep' },
              3: { name: 'variable.parameter.loop.bicep' },
              4: { name: 'punctuation.separator.comma.bicep' },
              5: { name: 'variable.parameter.loop.bicep' },
              6: { name: 'punctuation.section.parens.end.bicep' },
              7: { name: 'keyword.control.loop.bicep' },
            },
          },
          { match: '(?<![.A-Za-z0-9_])if(?=[ \\t]*\\()', name: 'keyword.control.conditional.bicep' },
          { match: "(?<![.A-Za-z0-9_])from(?=[ \\t]*')", name: 'keyword.control.from.bicep' },
          { match: '(?<![.A-Za-z0-9_])with(?=[ \\t]*\\{)', name: 'keyword.control.with.bicep' },
          {
            match: `(?<=[ \\t}])(as)[ \\t]+(${identifier})\\b`,
            captures: { 1: { name: 'keyword.control.as.bicep' }, 2: { name: 'entity.name.namespace.bicep' } },
          },
        ],
      },

      lambda: {
        patterns: [
          {
            match: `\\b(${identifier})\\b(?=[ \\t]*=>)`,
            captures: { 1: { name: 'variable.parameter.lambda.bicep' } },
          },
          {
            begin: `\\((?=[ \\t]*(?:${identifier}[ \\t]*(?:,[ \\t]*${identifier}[ \\t]*)*)?\\)[ \\t]*=>)`,
            beginCaptures: { 0: { name: 'punctuation.section.parens.begin.bicep' } },
            end: '\\)',
            endCaptures: { 0: { name: 'punctuation.section.parens.end.bicep' } },
            patterns: [
              { match: wholeIdentifier, name: 'variable.parameter.lambda.bicep' },
              { match: ',', name: 'punctuation.separator.comma.bicep' },
            ],
          },
        ],
      },

      literals: {
        patterns: [
          { match: '\\b\\d+\\b', name: 'constant.numeric.integer.bicep' },
          { match: '(?<![.A-Za-z0-9_])(?:true|false|null)\\b', name: 'constant.language.bicep' },
        ],
      },

      strings: {
        patterns: [
          {
            begin: "(?<!\\$)'''",
            beginCaptures: { 0: { name: 'punctuation.definition.string.begin.bicep' } },
            comment: 'A run of more than three quotes ends with the last three; the others are text.',
            end: "'''(?!')",
            endCaptures: { 0: { name: 'punctuation.definition.string.end.bicep' } },
            name: 'string.quoted.multi.bicep',
          },
          ...[1, 2, 3, 4].map(interpolatedMultiLineString),
          {
            comment: 'More than four $ are legal and unheard of: the text is coloured, its holes are not.',
            begin: "(?<!\\$)\\$+'''",
            beginCaptures: { 0: { name: 'punctuation.definition.string.begin.bicep' } },
            end: "'''(?!')",
            endCaptures: { 0: { name: 'punctuation.definition.string.end.bicep' } },
            name: 'string.quoted.multi.bicep',
          },
          {
            begin: "'(?!'')",
            beginCaptures: { 0: { name: 'punctuation.definition.string.begin.bicep' } },
            end: "'|(?=$)",
            endCaptures: { 0: { name: 'punctuation.definition.string.end.bicep' } },
            name: 'string.quoted.single.bicep',
            patterns: [
              { match: "\\\\(?:[nrt\\\\'$]|u\\{[0-9A-Fa-f]+\\})", name: 'constant.character.escape.bicep' },
              { match: '\\\\.', name: 'invalid.illegal.escape.bicep' },
              hole('\\$\\{'),
            ],
          },
        ],
      },

      'braces-in-hole': {
        comment: 'Objects are not allowed in a hole, but their braces must not end it.',
        begin: '\\{',
        beginCaptures: { 0: { name: 'punctuation.section.braces.begin.bicep' } },
        end: '\\}|(?=$)',
        endCaptures: { 0: { name: 'punctuation.section.braces.end.bicep' } },
        patterns: [{ include: '#braces-in-hole' }, { include: '#expression' }],
      },

      operators: {
        patterns: [
          { match: '\\.\\.\\.', name: 'keyword.operator.spread.bicep' },
          { match: '=>', name: 'keyword.operator.arrow.bicep' },
          { match: '==|!=|=~|!~|<=|>=|<|>', name: 'keyword.operator.comparison.bicep' },
          { match: '&&|\\|\\|', name: 'keyword.operator.logical.bicep' },
          { match: '\\?\\?', name: 'keyword.operator.coalesce.bicep' },
          { match: '(?<=\\[)(?:\\?\\^?|\\^)', name: 'keyword.operator.index.bicep' },
          { match: '::', name: 'punctuation.accessor.nested-resource.bicep' },
          { match: '\\?|(?<=[ \\t]):|^:', name: 'keyword.operator.ternary.bicep' },
          { match: '!', name: 'keyword.operator.bang.bicep' },
          { match: '=', name: 'keyword.operator.assignment.bicep' },
          { match: '\\|', name: 'keyword.operator.union.bicep' },
          { match: '[-+*/%]', name: 'keyword.operator.arithmetic.bicep' },
          { match: '\\.', name: 'punctuation.accessor.bicep' },
        ],
      },

      separators: {
        patterns: [
          { match: ',', name: 'punctuation.separator.comma.bicep' },
          { match: ':', name: 'punctuation.separator.key-value.bicep' },
          { match: '\\{', name: 'punctuation.section.braces.begin.bicep' },
          { match: '\\}', name: 'punctuation.section.braces.end.bicep' },
          { match: '\\[', name: 'punctuation.section.brackets.begin.bicep' },
          { match: '\\]', name: 'punctuation.section.brackets.end.bicep' },
          { match: '\\(', name: 'punctuation.section.parens.begin.bicep' },
          { match: '\\)', name: 'punctuation.section.parens.end.bicep' },
        ],
      },
    },
  };
}
