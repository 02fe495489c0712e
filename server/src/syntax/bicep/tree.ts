/**
 * The syntax tree of a `.bicep` or `.bicepparam` file, as `parseBicep` gives it.
 *
 * In: nothing; this file holds shapes only. Out: a discriminated union on `kind`.
 * Never here: meaning. Whether a name exists, a type fits or a resource type is known is asked elsewhere.
 *
 * Every node has a half-open range of UTF-16 offsets. A child lies within its parent; siblings are ordered and do not overlap.
 * A tree is never changed after it is made, and is there for every text: a part that could not be read is a {@link Missing}
 * node or an {@link InvalidStatement}, never an exception. Fields that a text may leave out are present and `undefined`.
 * No path from the root to a leaf is longer than `MAX_DEPTH` of limits.ts allows, so recursion over a tree is safe.
 */
import type { TextRange } from '../../base/span.ts';

export type BicepFileKind = 'bicep' | 'bicepparam';

/** A parsed file. `comments`, `directives` and `errors` are sorted by `start`. */
export interface BicepTree {
  readonly kind: BicepFileKind;
  /** The text as it was given, byte order mark and line ends included; all offsets count in it. */
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
  readonly directives: readonly Directive[];
  readonly errors: readonly BicepSyntaxError[];
}

/** `start..end` covers the comment signs, not the line end after a `//` comment. */
export interface Comment extends TextRange {
  readonly kind: 'line' | 'block';
}

/** A `#…` line that steers the compiler's linter. `start..end` covers `#` up to the last code. */
export interface Directive extends TextRange {
  readonly kind: 'disable-next-line' | 'disable-diagnostics' | 'restore-diagnostics';
  readonly codes: readonly DirectiveCode[];
}

export interface DirectiveCode extends TextRange {
  readonly text: string;
}

/** Something the language does not allow. `start === end` where a word or sign is absent. */
export interface BicepSyntaxError extends TextRange {
  /** A sentence in a user's words. */
  readonly message: string;
  /** Stable: once released a code does not change its meaning. The list is in errors.ts. */
  readonly code: string;
}

interface NodeBase<K extends string> extends TextRange {
  readonly kind: K;
}

/** The whole file; its range is the whole text. */
export interface Program extends NodeBase<'program'> {
  readonly statements: readonly Statement[];
}

/**
 * A name where one is declared or selected; a name that is *read* is a {@link Reference}.
 * `name` is `''` and the range is empty where the text has no name.
 */
export interface Identifier extends NodeBase<'identifier'> {
  readonly name: string;
}

/** A value, type or body that is absent or unreadable; its range is empty. Its value is unknown, never null. */
export type Missing = NodeBase<'missing'>;

// ---------------------------------------------------------------------------------------------------------------------
// Statements

export type Statement =
  | TargetScopeStatement
  | MetadataDeclaration
  | ParamDeclaration
  | VarDeclaration
  | TypeDeclaration
  | FuncDeclaration
  | ResourceDeclaration
  | ModuleDeclaration
  | OutputDeclaration
  | AssertDeclaration
  | TestDeclaration
  | ImportStatement
  | ExtensionStatement
  | UsingStatement
  | ExtendsStatement
  | ParamAssignment
  | ExtensionConfigStatement
  | InvalidStatement;

interface StatementBase<K extends string> extends NodeBase<K> {
  readonly decorators: readonly Decorator[];
  /** Offset of the keyword (`param`, `resource`, …); `start` is the first decorator's where there is one. */
  readonly keywordStart: number;
}

/** `@expression` in front of a declaration. `start` is the `@`. */
export interface Decorator extends NodeBase<'decorator'> {
  /** The function's own name without `sys.`: `secure` of `@sys.secure()`. `''` where it is absent. */
  readonly name: string;
  /** A {@link Call}, {@link PropertyAccess} or {@link Reference}, or {@link Missing}. */
  readonly expression: Expression;
}

/** `targetScope = value` */
export interface TargetScopeStatement extends StatementBase<'target-scope'> {
  readonly value: Expression;
}

/** `metadata name = value` */
export interface MetadataDeclaration extends StatementBase<'metadata'> {
  readonly name: Identifier;
  readonly value: Expression;
}

/** `param name type = default` in a `.bicep` file; the default is `undefined` where none is written. */
export interface ParamDeclaration extends StatementBase<'param'> {
  readonly name: Identifier;
  readonly type: TypeNode;
  readonly defaultValue: Expression | undefined;
}

/** `param name = value` in a `.bicepparam` file. */
export interface ParamAssignment extends StatementBase<'param-assignment'> {
  readonly name: Identifier;
  readonly value: Expression;
}

/** `var name = value`, or `var name type = value`. */
export interface VarDeclaration extends StatementBase<'var'> {
  readonly name: Identifier;
  readonly type: TypeNode | undefined;
  readonly value: Expression;
}

/** `type name = type` */
export interface TypeDeclaration extends StatementBase<'type'> {
  readonly name: Identifier;
  readonly value: TypeNode;
}

/** `func name(parameters) type => body` */
export interface FuncDeclaration extends StatementBase<'func'> {
  readonly name: Identifier;
  readonly parameters: readonly FuncParameter[];
  readonly returnType: TypeNode;
  readonly body: Expression;
}

export interface FuncParameter extends NodeBase<'func-parameter'> {
  readonly name: Identifier;
  readonly type: TypeNode;
}

/** What `resource` and `module` share: `= object`, `= if (…) object`, `= [for … : object]`, `= [for … : if (…) object]`. */
interface DeployedBase<K extends string> extends StatementBase<K> {
  readonly name: Identifier;
  /** The loop of `[for … : …]`, without the brackets and the colon. */
  readonly loop: ForClause | undefined;
  readonly condition: IfClause | undefined;
  readonly body: ObjectExpression | Missing;
  /** All that stands after `=`, with the brackets of a loop. */
  readonly value: TextRange;
}

/** `resource name 'type@version' existing = …`, at the top or in the body of another resource. */
export interface ResourceDeclaration extends DeployedBase<'resource'> {
  /** As written: `Microsoft.Network/networkSecurityGroups@2023-09-01`, or the last segment only in a nested resource. */
  readonly type: StringNode | Missing;
  readonly existing: boolean;
  /** The resources declared in `body`, in their order; the same nodes as in `body.members`. */
  readonly nested: readonly ResourceDeclaration[];
}

/** `module name 'path' = …` */
export interface ModuleDeclaration extends DeployedBase<'module'> {
  /** As written: a relative file, `br:…`, `br/alias:…`, `ts:…` or `ts/alias:…`. */
  readonly path: StringNode | Missing;
}

/** `output name type = value` */
export interface OutputDeclaration extends StatementBase<'output'> {
  readonly name: Identifier;
  readonly type: TypeNode;
  readonly value: Expression;
}

/** `assert name = value` (experimental) */
export interface AssertDeclaration extends StatementBase<'assert'> {
  readonly name: Identifier;
  readonly value: Expression;
}

/** `test name 'path' = object` (experimental) */
export interface TestDeclaration extends StatementBase<'test'> {
  readonly name: Identifier;
  readonly path: StringNode | Missing;
  readonly body: Expression;
}

/** `import {a, b as c} from 'path'` or `import * as all from 'path'`. */
export interface ImportStatement extends StatementBase<'import'> {
  /** `undefined` where everything is imported. */
  readonly items: readonly ImportItem[] | undefined;
  /** The name after `* as`; `undefined` where single names are imported. */
  readonly alias: Identifier | undefined;
  readonly path: StringNode | Missing;
}

export interface ImportItem extends NodeBase<'import-item'> {
  readonly name: Identifier | StringNode;
  readonly alias: Identifier | undefined;
}

/** `extension spec with object as alias`, also in its old spelling `import 'spec' …`. */
export interface ExtensionStatement extends StatementBase<'extension'> {
  readonly spec: StringNode | Identifier | Missing;
  readonly config: Expression | undefined;
  readonly alias: Identifier | undefined;
}

/** `using 'path' with object` or `using none`; `.bicepparam` only. */
export interface UsingStatement extends StatementBase<'using'> {
  /** An {@link Identifier} with the name `none` for `using none`. */
  readonly path: StringNode | Identifier | Missing;
  readonly config: Expression | undefined;
}

/** `extends 'path'`; `.bicepparam` only. */
export interface ExtendsStatement extends StatementBase<'extends'> {
  readonly path: StringNode | Missing;
}

/** `extensionConfig name with object`; `.bicepparam` only. */
export interface ExtensionConfigStatement extends StatementBase<'extension-config'> {
  readonly name: Identifier;
  readonly config: Expression;
}

/** Lines that begin like no statement; the range covers what was skipped. */
export type InvalidStatement = StatementBase<'invalid'>;

/** `for item in source` or `for (item, index) in source`. `start` is the word `for`. */
export interface ForClause extends NodeBase<'for-clause'> {
  readonly item: Identifier;
  readonly index: Identifier | undefined;
  readonly source: Expression;
}

/** `if (value)`; `value` is without the brackets, unless they are doubled. */
export interface IfClause extends NodeBase<'if-clause'> {
  readonly value: Expression;
}

// ---------------------------------------------------------------------------------------------------------------------
// Expressions

export type Expression =
  | IntegerLiteral
  | BooleanLiteral
  | NullLiteral
  | StringNode
  | ArrayExpression
  | ObjectExpression
  | ForExpression
  | Reference
  | Call
  | PropertyAccess
  | NestedAccess
  | IndexAccess
  | NonNullAssertion
  | UnaryExpression
  | BinaryExpression
  | TernaryExpression
  | Lambda
  | ParenthesizedExpression
  | Missing;

/** Digits. `value` is rounded past 2^53, as numbers are; the text has all digits. */
export interface IntegerLiteral extends NodeBase<'integer'> {
  readonly value: number;
}

export interface BooleanLiteral extends NodeBase<'boolean'> {
  readonly value: boolean;
}

export type NullLiteral = NodeBase<'null'>;

/** Any string, with or without holes. */
export type StringNode = StringLiteral | InterpolatedString;

interface StringBase<K extends string> extends NodeBase<K> {
  /** Whether it is written with three quotes. */
  readonly multiline: boolean;
  /** How many `$` stand before the quotes; 0 without. */
  readonly dollars: number;
  /** `false` where the closing quote is absent. */
  readonly terminated: boolean;
}

/** A string without holes. `start..end` covers the quotes and the `$` in front of them. */
export interface StringLiteral extends StringBase<'string'> {
  /** The text it stands for: escapes resolved, the line end right after an opening `'''` dropped. */
  readonly value: string;
  /** Where the characters between the quotes begin. */
  readonly contentStart: number;
  readonly contentEnd: number;
}

/** A string with holes: `pieces[0] holes[0] pieces[1] … holes[n-1] pieces[n]`. There is at least one hole. */
export interface InterpolatedString extends StringBase<'interpolated-string'> {
  /** Always one more than `holes`; empty pieces are there too. */
  readonly pieces: readonly StringPiece[];
  readonly holes: readonly Hole[];
}

/** Literal text of an interpolated string, without quotes and hole signs. */
export interface StringPiece extends NodeBase<'string-piece'> {
  /** Escapes resolved. */
  readonly value: string;
}

/** `${value}`; the range covers the signs. */
export interface Hole extends NodeBase<'hole'> {
  readonly value: Expression;
}

/** `[a, b]` */
export interface ArrayExpression extends NodeBase<'array'> {
  readonly items: readonly (Expression | Spread)[];
  /** `false` where the `]` is absent. */
  readonly closed: boolean;
}

/** `{key: value}` */
export interface ObjectExpression extends NodeBase<'object'> {
  /** Nested resources stand only in the body of a resource. */
  readonly members: readonly (Property | Spread | ResourceDeclaration)[];
  /** `false` where the `}` is absent. */
  readonly closed: boolean;
}

/** `key: value` */
export interface Property extends NodeBase<'property'> {
  readonly key: Identifier | StringNode | Missing;
  /** The key's text, bare or quoted; `undefined` where it is interpolated or absent. */
  readonly name: string | undefined;
  readonly value: Expression;
}

/** `...value` */
export interface Spread extends NodeBase<'spread'> {
  readonly value: Expression;
}

/** `[for … : body]` as a value, which has no condition. The range covers the brackets. */
export interface ForExpression extends NodeBase<'for'> {
  readonly loop: ForClause;
  readonly body: Expression;
  readonly closed: boolean;
}

/** A name that is read: a parameter, variable, resource, loop variable, namespace, … */
export interface Reference extends NodeBase<'reference'> {
  readonly name: string;
}

/** `name(arguments)` or `base.name(arguments)`. */
export interface Call extends NodeBase<'call'> {
  readonly base: Expression | undefined;
  readonly name: Identifier;
  readonly arguments: readonly Expression[];
}

/** `base.name`, or `base.?name` where `safe`. */
export interface PropertyAccess extends NodeBase<'property-access'> {
  readonly base: Expression;
  readonly name: Identifier;
  readonly safe: boolean;
}

/** `base::name`: a nested resource. */
export interface NestedAccess extends NodeBase<'nested-access'> {
  readonly base: Expression;
  readonly name: Identifier;
}

/** `base[index]`; `safe` for `[?index]`; `fromEnd` for `[^index]`, which counts from 1 at the end. */
export interface IndexAccess extends NodeBase<'index-access'> {
  readonly base: Expression;
  readonly index: Expression;
  readonly safe: boolean;
  readonly fromEnd: boolean;
}

/** `value!` */
export interface NonNullAssertion extends NodeBase<'non-null'> {
  readonly value: Expression;
}

/** `!operand` or `-operand`. */
export interface UnaryExpression extends NodeBase<'unary'> {
  readonly operator: '!' | '-';
  readonly operand: Expression;
}

export type BinaryOperator =
  | '??'
  | '||'
  | '&&'
  | '=='
  | '!='
  | '=~'
  | '!~'
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';

export interface BinaryExpression extends NodeBase<'binary'> {
  readonly operator: BinaryOperator;
  readonly operatorStart: number;
  readonly left: Expression;
  readonly right: Expression;
}

/** `condition ? whenTrue : whenFalse` */
export interface TernaryExpression extends NodeBase<'ternary'> {
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

/** `x => body` or `(x, y) => body`. */
export interface Lambda extends NodeBase<'lambda'> {
  readonly parameters: readonly Identifier[];
  readonly body: Expression;
}

/** `(value)` */
export interface ParenthesizedExpression extends NodeBase<'parenthesized'> {
  readonly value: Expression;
}

// ---------------------------------------------------------------------------------------------------------------------
// Types

/** Literals are written in types as they are in expressions, and are the same nodes. */
export type TypeNode =
  | IntegerLiteral
  | BooleanLiteral
  | NullLiteral
  | StringNode
  | NamedType
  | ObjectType
  | TupleType
  | UnionType
  | UnaryType
  | NullableType
  | NonNullableType
  | ArrayType
  | TypePropertyAccess
  | TypeIndexAccess
  | ParenthesizedType
  | ResourceTypedType
  | Missing;

/** `string`, `myType`, `resourceInput<'…'>`. `arguments` is `undefined` where no `<…>` is written. */
export interface NamedType extends NodeBase<'named-type'> {
  readonly name: Identifier;
  readonly arguments: readonly TypeNode[] | undefined;
}

export interface ObjectType extends NodeBase<'object-type'> {
  readonly members: readonly ObjectTypeProperty[];
  readonly closed: boolean;
}

/** `key: type`, or `*: type` for all other keys. */
export interface ObjectTypeProperty extends NodeBase<'object-type-property'> {
  readonly decorators: readonly Decorator[];
  /** `undefined` where the key is `*`. */
  readonly key: Identifier | StringNode | Missing | undefined;
  /** The key's text; `undefined` where the key is `*`, interpolated or absent. */
  readonly name: string | undefined;
  readonly value: TypeNode;
}

export interface TupleType extends NodeBase<'tuple-type'> {
  readonly items: readonly TupleTypeItem[];
  readonly closed: boolean;
}

export interface TupleTypeItem extends NodeBase<'tuple-type-item'> {
  readonly decorators: readonly Decorator[];
  readonly value: TypeNode;
}

/** `a | b`; one member only where a single type has a leading `|`. */
export interface UnionType extends NodeBase<'union-type'> {
  readonly members: readonly TypeNode[];
}

/** `-1` or `!true` in a type. */
export interface UnaryType extends NodeBase<'unary-type'> {
  readonly operator: '!' | '-';
  readonly operand: TypeNode;
}

/** `operand?` */
export interface NullableType extends NodeBase<'nullable-type'> {
  readonly operand: TypeNode;
}

/** `operand!` */
export interface NonNullableType extends NodeBase<'non-nullable-type'> {
  readonly operand: TypeNode;
}

/** `element[]` */
export interface ArrayType extends NodeBase<'array-type'> {
  readonly element: TypeNode;
}

/** `base.name`, `base.name<…>`, or `base.*`, where `name` is `undefined`. */
export interface TypePropertyAccess extends NodeBase<'type-property-access'> {
  readonly base: TypeNode;
  readonly name: Identifier | undefined;
  readonly arguments: readonly TypeNode[] | undefined;
}

/** `base[index]`, or `base[*]`, where `index` is `undefined`. */
export interface TypeIndexAccess extends NodeBase<'type-index-access'> {
  readonly base: TypeNode;
  readonly index: Expression | undefined;
}

export interface ParenthesizedType extends NodeBase<'parenthesized-type'> {
  readonly value: TypeNode;
}

/** The older form `param x resource 'type@version'`. */
export interface ResourceTypedType extends NodeBase<'resource-typed'> {
  readonly type: StringNode | Missing | undefined;
}

/** Any node of a tree. */
export type BicepNode =
  | Program
  | Statement
  | Decorator
  | Identifier
  | FuncParameter
  | ImportItem
  | ForClause
  | IfClause
  | Expression
  | StringPiece
  | Hole
  | Property
  | Spread
  | TypeNode
  | ObjectTypeProperty
  | TupleTypeItem;
