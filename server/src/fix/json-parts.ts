import type { TextRange } from '../base/span.ts';
import { type ArmExpr, children, classifyArmString, parseArmExpression } from '../syntax/arm-expression/parser.ts';
import { type JsonNode, type JsonObject, type JsonTree, member } from '../syntax/json/tree.ts';
import { isJoinedList } from '../template/json-expr.ts';
import { adopt, type Declaration, type FileParts, type MemberPart, memberPart, type Part, type Read } from './parts.ts';

/** The parts of a JSON file. Never throws. */
export function jsonParts({ root, text }: JsonTree): FileParts {
  return new Builder().file(root, text.length);
}

const manyInOne = 'several values stand in this one text';

/** Where a node stands. */
interface Place {
  /** As in the template's names: one for each template whose names are its own. */
  readonly scope: string;
  readonly isVersion2: boolean;
  /** The node is a template. */
  readonly isTemplate?: boolean;
}

class Builder {
  private readonly reads: Read[] = [];
  private readonly declarations: Declaration[] = [];

  file(root: JsonNode | undefined, length: number): FileParts {
    const whole: TextRange = { start: 0, end: length };
    const inner = root && this.value(root, { scope: '', isVersion2: isVersion2(root), isTemplate: true });
    const part: Part = adopt({
      kind: 'expression',
      ...whole,
      parent: undefined,
      children: inner === undefined ? [] : [inner],
    });
    return { root: part, reads: this.reads, declarations: this.declarations };
  }

  private value(node: JsonNode, place: Place): Part {
    const { start, end } = node;
    const base = { start, end, parent: undefined };
    switch (node.kind) {
      case 'object': {
        const object = this.object(node, place);
        return member(node, 'copy')?.kind === 'object' && place.isTemplate !== true
          ? adopt({ kind: 'repeat', ...base, why: 'a loop makes several resources of this text', children: [object] })
          : object;
      }
      case 'array':
        return adopt({
          kind: 'list',
          ...base,
          children: node.items.map(item => this.value(item, outside(place))),
        });
      case 'string':
        return this.text(node.value, node, place);
      case 'number':
      case 'boolean':
        return { kind: 'scalar', ...base, value: node.value };
      case 'null':
        return { kind: 'scalar', ...base, value: null };
      case 'missing':
        return { kind: 'expression', ...base, children: [] };
    }
  }

  private object(node: JsonObject, place: Place): Part {
    const isDeployment = textOf(member(node, 'type'))?.toLowerCase() === 'microsoft.resources/deployments';
    const members = node.properties.map(({ key, value, start, end }): MemberPart => {
      const name = key.value.startsWith('[') && !key.value.startsWith('[[') ? undefined : key.value;
      const part: MemberPart = adopt({
        kind: 'member',
        start,
        end,
        parent: undefined,
        name,
        key,
        value: isJoinedList(key.value, value)
          ? { kind: 'repeat', start: value.start, end: value.end, parent: undefined, why: manyInOne, children: [] }
          : this.member(name?.toLowerCase(), value, node, place, isDeployment),
      });
      if (name === undefined) this.readsIn(key.value, part, place);
      return part;
    });
    return adopt({
      kind: 'object',
      start: node.start,
      end: node.end,
      parent: undefined,
      children: members,
    });
  }

  private member(
    name: string | undefined,
    value: JsonNode,
    holder: JsonObject,
    place: Place,
    isDeployment: boolean,
  ): Part {
    if (place.isTemplate === true && member(holder, 'resources') !== undefined && value.kind === 'object') {
      if (name === 'variables') return this.names(value, 'variable', outside(place));
      if (name === 'parameters') return this.names(value, 'parameter', outside(place));
    }
    if (name === 'copy' && value.kind === 'array') return this.loops(value, outside(place));
    if (isDeployment && name === 'properties' && value.kind === 'object') return this.deployment(value, place);
    return this.value(value, outside(place));
  }

  /** The section `variables` or `parameters` of a template. */
  private names(section: JsonObject, what: 'parameter' | 'variable', place: Place): Part {
    const part = this.object(section, place);
    if (part.kind !== 'object') return part;
    for (const child of part.children) {
      if (child.kind !== 'member' || child.name === undefined || child.name.toLowerCase() === 'copy') continue;
      const value = what === 'variable' ? child.value : memberPart(child.value, 'defaultValue')?.value;
      const name = child.name.toLowerCase();
      const isKnown = this.declarations.some(
        known => known.what === what && known.name === name && known.scope === place.scope,
      );
      if (value === undefined || isKnown) continue;
      this.declarations.push({
        what,
        name,
        shownName: child.name,
        scope: place.scope,
        value,
        isDefault: what === 'parameter',
      });
    }
    return part;
  }

  /** Each entry of a property loop makes a list of its `input`. */
  private loops(list: JsonNode & { readonly kind: 'array' }, place: Place): Part {
    const children = list.items.map((item): Part => {
      if (item.kind !== 'object') return this.value(item, place);
      const members = item.properties.map(({ key, value, start, end }): MemberPart => {
        const inner = this.value(value, place);
        return adopt({
          kind: 'member',
          start,
          end,
          parent: undefined,
          name: key.value,
          key,
          value:
            key.value.toLowerCase() === 'input'
              ? adopt({
                  kind: 'repeat',
                  start: value.start,
                  end: value.end,
                  parent: undefined,
                  why: 'a loop makes several entries of this text',
                  children: [inner],
                })
              : inner,
        });
      });
      return adopt({ kind: 'object', start: item.start, end: item.end, parent: undefined, children: members });
    });
    return adopt({ kind: 'list', start: list.start, end: list.end, parent: undefined, children });
  }

  /** What a deployment passes to a template with names of its own is what those names stand for. */
  private deployment(properties: JsonObject, place: Place): Part {
    const template = member(properties, 'template');
    const evaluation = textOf(member(member(properties, 'expressionEvaluationOptions'), 'scope'))?.toLowerCase();
    const isInner =
      template !== undefined &&
      (evaluation === undefined ? place.isVersion2 || isVersion2(template) : evaluation === 'inner');
    const inner: Place = {
      scope: isInner ? `${place.scope}/${properties.start}` : place.scope,
      isVersion2: place.isVersion2 || (template !== undefined && isVersion2(template)),
      isTemplate: true,
    };
    const built = new Map<JsonNode, Part>();
    const given = member(properties, 'parameters');
    if (given?.kind === 'object') {
      const part = this.value(given, outside(place));
      built.set(given, part);
      if (isInner && part.kind === 'object') {
        for (const child of part.children) {
          const value = child.kind === 'member' ? memberPart(child.value, 'value')?.value : undefined;
          if (child.kind !== 'member' || child.name === undefined || value === undefined) continue;
          this.declarations.push({
            what: 'parameter',
            name: child.name.toLowerCase(),
            shownName: child.name,
            scope: inner.scope,
            value,
            isDefault: false,
          });
        }
      }
    }
    const members = properties.properties.map(
      ({ key, value, start, end }): MemberPart =>
        adopt({
          kind: 'member',
          start,
          end,
          parent: undefined,
          name: key.value,
          key,
          value:
            built.get(value) ?? (value === template ? this.value(value, inner) : this.value(value, outside(place))),
        }),
    );
    return adopt({
      kind: 'object',
      start: properties.start,
      end: properties.end,
      parent: undefined,
      children: members,
    });
  }

  private text(value: string, { start, end }: TextRange, place: Place): Part {
    const base = { start, end, parent: undefined };
    const reading = classifyArmString(value);
    if (reading.kind === 'literal') return { kind: 'scalar', ...base, value: reading.value };
    const part: Part = { kind: 'expression', ...base, children: [] };
    const { expr } = parseArmExpression(value);
    const path = pathOf(expr);
    if (path === undefined) {
      this.readsOf(expr, part, place);
      return part;
    }
    const read: { -readonly [K in keyof Read]: Read[K] } = { ...path, scope: place.scope, part };
    const whole: Part = { kind: 'read', ...base, read };
    read.part = whole;
    this.reads.push(read);
    this.readsInside(expr, whole, place);
    return whole;
  }

  private readsIn(text: string, part: Part, place: Place): void {
    if (classifyArmString(text).kind === 'expression') this.readsOf(parseArmExpression(text).expr, part, place);
  }

  private readsOf(expr: ArmExpr, part: Part, place: Place): void {
    const path = pathOf(expr);
    if (path !== undefined) this.reads.push({ ...path, scope: place.scope, part });
    // The length of a list says nothing of what its entries hold.
    const isLength = expr.kind === 'call' && expr.name.toLowerCase() === 'length' && expr.args.length === 1;
    if (isLength && pathOf(expr.args[0]!) !== undefined) return;
    if (path !== undefined) this.readsInside(expr, part, place);
    else for (const child of children(expr)) this.readsOf(child, part, place);
  }

  /** Reads in the brackets of `variables('a')[…]`. */
  private readsInside(expr: ArmExpr, part: Part, place: Place): void {
    for (let at: ArmExpr = expr; at.kind === 'member' || at.kind === 'index'; at = at.target)
      if (at.kind === 'index') this.readsOf(at.index, part, place);
  }
}

/** `variables('a').b[0]`; a name that is computed is `*`, which is any. `undefined` for other expressions. */
function pathOf(expr: ArmExpr): Pick<Read, 'what' | 'name' | 'path'> | undefined {
  if (expr.kind === 'member') {
    const base = pathOf(expr.target);
    return base && { ...base, path: [...base.path, expr.name.toLowerCase()] };
  }
  if (expr.kind === 'index') {
    const base = pathOf(expr.target);
    const key = expr.index.kind === 'string' ? expr.index.value.toLowerCase() : '*';
    return base && { ...base, path: [...base.path, key] };
  }
  if (expr.kind !== 'call') return undefined;
  const name = expr.name.toLowerCase();
  if (name !== 'parameters' && name !== 'variables') return undefined;
  const [first] = expr.args;
  return {
    what: name === 'parameters' ? 'parameter' : 'variable',
    name: first?.kind === 'string' ? first.value.toLowerCase() : '*',
    path: [],
  };
}

function outside({ scope, isVersion2 }: Place): Place {
  return { scope, isVersion2 };
}

function isVersion2(template: JsonNode): boolean {
  return textOf(member(template, 'languageVersion'))?.startsWith('2.') === true;
}

function textOf(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.value : undefined;
}
