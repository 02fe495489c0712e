import { type TextRange, touches } from '../base/span.ts';
import { DecodedOffsets } from '../syntax/arm-expression/parser.ts';
import { type ExpressionPlace, expressionPlaceAt } from './expression-place.ts';
import { type ExpressionScope, expressionScopeAt } from './expression-scope.ts';
import type { SourceFile } from './source-file.ts';

/** An expression of a JSON template that is being written. */
export interface ExpressionWriting {
  readonly place: ExpressionPlace;
  readonly scope: ExpressionScope;
  /** What a name that is taken takes the place of, in the file. */
  readonly replaces: TextRange;
}

/** `undefined` outside of expressions of JSON templates, and where nothing that has a name is due. Not asked of Bicep, whose own extension knows its names. */
export function expressionWritingAt({ source, reading }: SourceFile, offset: number): ExpressionWriting | undefined {
  const { json, template } = reading;
  if (json?.root?.kind !== 'object' || template.shape !== 'arm-template') return undefined;
  const scope = expressionScopeAt(json.root, source.uri, offset);
  if (scope === undefined) return undefined;
  const offsets = new DecodedOffsets(source.text, scope.text);
  const place = expressionPlaceAt(scope.text.value, offsets.decodedOffset(offset));
  if (place === undefined) return undefined;
  const replaces = offsets.fileRange(place.replaces);
  // Within an escape of JSON nothing begins.
  return touches(replaces, offset) ? { place, scope, replaces } : undefined;
}
