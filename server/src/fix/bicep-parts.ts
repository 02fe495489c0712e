import type { TextRange } from '../base/span.ts';
import type {
  BicepNode,
  BicepTree,
  Expression,
  ForClause,
  Identifier,
  ObjectExpression,
  Statement,
} from '../syntax/bicep/tree.ts';
import { children } from '../syntax/bicep/visit.ts';
import { adopt, type Declaration, type FileParts, type Part, type Read } from './parts.ts';

/** The parts of a Bicep file. Never throws. */
export function bicepParts(tree: BicepTree): FileParts {
  return new Builder().file(tree);
}

class Builder {
  private readonly reads: Read[] = [];
  private readonly declarations: Declaration[] = [];
  /** Names that loops and lambdas bind, the innermost last, with a mark that makes each unique. */
  private readonly locals: { readonly name: string; readonly unique: string }[] = [];

  file(tree: BicepTree): FileParts {
    const root: Part = adopt({
      kind: 'expression',
      start: 0,
      end: tree.text.length,
      parent: undefined,
      children: tree.program.statements.map(statement => this.statement(statement)),
    });
    return { root, reads: this.reads, declarations: this.declarations };
  }

  private statement(statement: Statement): Part {
    const base = { start: statement.start, end: statement.end, parent: undefined };
    const decorators = statement.decorators.map(decorator => this.expression(decorator.expression));
    if (statement.kind === 'resource' || statement.kind === 'module') {
      const { loop, condition, body } = statement;
      const source = loop && this.expression(loop.source);
      const made = this.within(loop === undefined ? [] : [loop.item, loop.index], () =>
        body.kind === 'object' ? this.object(body) : this.nothing(body),
      );
      const value: Part =
        loop === undefined
          ? made
          : adopt({
              kind: 'repeat',
              ...rangeOf(body),
              why: 'a loop makes several resources of this text',
              loop: { source: source!, ...namesOf(loop) },
              children: [made],
            });
      const head = [source, condition && this.expression(condition.value)].filter(part => part !== undefined);
      return adopt({
        kind: 'statement',
        ...base,
        isResource: statement.kind === 'resource',
        isGiven: false,
        type: statement.kind === 'resource' && statement.type.kind === 'string' ? statement.type.value : '',
        name: statement.name.name,
        value,
        children: [...decorators, ...head, value],
      });
    }
    const name = 'name' in statement && statement.name !== undefined ? statement.name.name : '';
    const written =
      statement.kind === 'param'
        ? statement.defaultValue
        : statement.kind === 'func'
          ? statement.body
          : 'value' in statement && statement.kind !== 'type'
            ? statement.value
            : undefined;
    const inner = written && this.expression(written);
    const value: Part | undefined =
      inner !== undefined && statement.kind === 'func'
        ? adopt({
            kind: 'repeat',
            ...rangeOf(inner),
            why: 'a function computes several values with this text',
            children: [inner],
          })
        : inner;
    if (value !== undefined && (statement.kind === 'param' || statement.kind === 'var')) {
      this.declarations.push({
        what: statement.kind === 'param' ? 'parameter' : 'variable',
        name,
        shownName: name,
        scope: '',
        value,
        isDefault: statement.kind === 'param',
      });
    }
    return adopt({
      kind: 'statement',
      ...base,
      isResource: false,
      isGiven: statement.kind === 'param-assignment',
      type: '',
      name,
      value,
      children: [...decorators, ...(value === undefined ? [] : [value])],
    });
  }

  private object(expression: ObjectExpression): Part {
    const inner = expression.members.map((member): Part => {
      if (member.kind === 'resource') return this.statement(member);
      if (member.kind === 'spread')
        return adopt({ kind: 'expression', ...rangeOf(member), children: [this.expression(member.value)] });
      return adopt({
        kind: 'member',
        ...rangeOf(member),
        name: member.name,
        key: member.key,
        value: this.expression(member.value),
      });
    });
    return adopt({ kind: 'object', ...rangeOf(expression), children: inner });
  }

  private expression(expression: Expression): Part {
    const base = rangeOf(expression);
    const negative = negativeNumber(expression);
    if (negative !== undefined) return { kind: 'scalar', ...base, value: negative };
    switch (expression.kind) {
      case 'object':
        return this.object(expression);
      case 'array': {
        const items = expression.items.map(
          (item): Part =>
            item.kind === 'spread'
              ? adopt({ kind: 'expression', ...rangeOf(item), children: [this.expression(item.value)] })
              : this.expression(item),
        );
        return adopt({ kind: 'list', ...base, children: items });
      }
      case 'string':
      case 'integer':
      case 'boolean':
        return { kind: 'scalar', ...base, value: expression.value };
      case 'null':
        return { kind: 'scalar', ...base, value: null };
      case 'reference':
      case 'property-access':
      case 'index-access':
        return this.read(expression);
      case 'for': {
        const source = this.expression(expression.loop.source);
        return adopt({
          kind: 'expression',
          ...base,
          children: [
            source,
            adopt({
              kind: 'repeat',
              ...rangeOf(expression.body),
              why: 'a loop makes several entries of this text',
              loop: { source, ...namesOf(expression.loop) },
              children: [
                this.within([expression.loop.item, expression.loop.index], () => this.expression(expression.body)),
              ],
            }),
          ],
        });
      }
      case 'lambda':
        return adopt({
          kind: 'repeat',
          ...base,
          why: 'a lambda computes several values with this text',
          children: [this.within(expression.parameters, () => this.expression(expression.body))],
        });
      case 'call': {
        const [first] = expression.arguments;
        // The length of a list says nothing of what its entries hold.
        if (expression.name.name === 'length' && first !== undefined && pathOf(first) !== undefined)
          return this.nothing(expression);
        return this.other(expression);
      }
      default:
        return this.other(expression);
    }
  }

  private read(expression: Expression): Part {
    const path = pathOf(expression);
    if (path === undefined) return this.other(expression);
    const read: { -readonly [K in keyof Read]: Read[K] } = {
      what: 'name',
      name: this.locals.findLast(local => local.name === path.name)?.unique ?? path.name,
      path: path.path,
      scope: '',
      part: { kind: 'expression', ...rangeOf(expression), children: [] },
    };
    const part: Part = { kind: 'read', ...rangeOf(expression), read };
    read.part = part;
    this.reads.push(read);
    for (let at = expression; at.kind === 'property-access' || at.kind === 'index-access'; at = at.base) {
      if (at.kind !== 'index-access' || at.index.kind === 'integer' || at.index.kind === 'string') continue;
      this.expression(at.index).parent = part;
    }
    return part;
  }

  private within<T>(names: readonly (Identifier | undefined)[], build: () => T): T {
    const before = this.locals.length;
    for (const name of names) if (name !== undefined) this.locals.push({ name: name.name, unique: uniqueName(name) });
    const built = build();
    this.locals.length = before;
    return built;
  }

  private other(node: BicepNode): Part {
    const inner = children(node).flatMap((child): readonly Part[] => {
      if (child.kind === 'identifier' || child.kind === 'string-piece' || child.kind === 'missing') return [];
      if (child.kind === 'hole') return [this.expression(child.value)];
      return [this.expression(child as Expression)];
    });
    return adopt({ kind: 'expression', ...rangeOf(node), children: inner });
  }

  private nothing(range: TextRange): Part {
    return { kind: 'expression', ...rangeOf(range), children: [] };
  }
}

/** `name.a[0].b`; `undefined` for other expressions. */
function pathOf(expression: Expression): Pick<Read, 'name' | 'path'> | undefined {
  if (expression.kind === 'reference') return { name: expression.name, path: [] };
  if (expression.kind === 'non-null' || expression.kind === 'parenthesized') return pathOf(expression.value);
  if (expression.kind === 'property-access') {
    const base = pathOf(expression.base);
    return base && { name: base.name, path: [...base.path, expression.name.name.toLowerCase()] };
  }
  if (expression.kind !== 'index-access') return undefined;
  const base = pathOf(expression.base);
  const key = expression.index.kind === 'string' ? expression.index.value.toLowerCase() : '*';
  return base && { name: base.name, path: [...base.path, key] };
}

/** A name with a mark that tells it from others of the same letters. */
function uniqueName({ name, start }: Identifier): string {
  return `${name}#${start}`;
}

function namesOf({ item, index }: ForClause) {
  return { item: item && uniqueName(item), index: index && uniqueName(index) };
}

function rangeOf({ start, end }: TextRange): TextRange & { parent: undefined } {
  return { start, end, parent: undefined };
}

/** Bicep writes a minus before a number; `undefined` for other expressions. */
function negativeNumber(expression: Expression): number | undefined {
  const isNegative = expression.kind === 'unary' && expression.operator === '-';
  return isNegative && expression.operand.kind === 'integer' ? -expression.operand.value : undefined;
}
