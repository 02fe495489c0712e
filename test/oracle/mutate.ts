/** Changes that a comparison must notice: one literal of a source at a time, in what it certainly deploys. */
import { parseBicep } from '../../server/src/syntax/bicep/parser.ts';
import type { Expression, ResourceDeclaration } from '../../server/src/syntax/bicep/tree.ts';
import { wayOfDeploying } from './compare.ts';

export interface Mutation {
  /** The whole text after the change. */
  readonly text: string;
  /** What was changed, for a reader: `line 12: 'Allow'`. */
  readonly what: string;
}

/** @param isCompared by full type in lower case */
export function mutations(text: string, isCompared: (type: string) => boolean): readonly Mutation[] {
  const found: Mutation[] = [];
  const change = (literal: Expression): void => {
    const old = text.slice(literal.start, literal.end);
    const changed = literal.kind === 'string' ? `'${old.slice(1, -1)}1'` : `${old}1`;
    // A text over several lines has other quotes, and a minus before a number is not in its literal.
    if (literal.kind === 'string' && !/^'[^'\\$]*'$/.test(old)) return;
    const line = text.slice(0, literal.start).split('\n').length;
    found.push({
      text: text.slice(0, literal.start) + changed + text.slice(literal.end),
      what: `line ${line}: ${old}`,
    });
  };
  const literals = (value: Expression): void => {
    if (value.kind === 'string' || value.kind === 'integer') change(value);
    if (value.kind === 'array') for (const item of value.items) if (item.kind !== 'spread') literals(item);
    if (value.kind === 'object')
      for (const member of value.members) if (member.kind === 'property') literals(member.value);
  };
  const resource = (declaration: ResourceDeclaration, outerType: string): void => {
    const { type: typeNode, body, existing, condition, loop } = declaration;
    if (typeNode.kind !== 'string' || existing || condition !== undefined || loop !== undefined) return;
    const own = typeNode.value.split('@')[0]!.toLowerCase();
    const type = own.includes('.') ? own : `${outerType}/${own}`;
    for (const nested of declaration.nested) resource(nested, type);
    if (body.kind !== 'object' || !isCompared(type)) return;
    for (const member of body.members) {
      if (member.kind !== 'property') continue;
      if (member.name === 'name' || !wayOfDeploying.has(member.name?.toLowerCase() ?? '')) literals(member.value);
    }
  };
  for (const statement of parseBicep(text).program.statements)
    if (statement.kind === 'resource') resource(statement, '');
  return found;
}
