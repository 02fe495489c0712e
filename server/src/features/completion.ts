/** What can be written at a place: values of networks that API Management has something to do with, and our own comments. */
import { type CompletionItem, CompletionItemKind, MarkupKind, type Position } from 'vscode-languageserver-types';
import type { Target } from '../analysis/target.ts';
import type { TextRange } from '../base/span.ts';
import type { NamedArgument } from '../workspace/expression-place.ts';
import { type ExpressionWriting, expressionWritingAt } from '../workspace/expression-writing.ts';
import { membersInScope, namesInScope, ownFunctions } from '../workspace/names-in-scope.ts';
import { type KeyPlace, keyPlaceAt, valuePlaceAt } from '../workspace/value-place.ts';
import type { FileView } from '../workspace/view.ts';
import type { Candidate } from './completion/candidate.ts';
import {
  directiveKeyCandidates,
  directivePlace,
  directiveValueCandidates,
  ruleCandidates,
} from './completion/directive.ts';
import { functionCandidates } from './completion/functions.ts';
import { nameCandidates, ownFunctionCandidates } from './completion/names.ts';
import { valueCandidates } from './completion/values.ts';

export interface CompletionOptions {
  /** Another extension offers the values that schemas list, so these are left out. */
  readonly schemaIsOffered?: boolean;
}

/** Characters after which a client asks, beside letters. */
export const completionTriggers: readonly string[] = ['"', "'", ':', '=', ',', ' ', '[', '(', '.'];

/** Empty where there is nothing to offer. A value is offered with its quotes, and replaces all of the text that is there. */
export function completions(view: FileView, position: Position, options: CompletionOptions = {}): CompletionItem[] {
  if (!view.settings.enable) return [];
  const offset = view.lines.offset(position);
  const comment = view.file.reading.comments.find(({ start, end }) => start < offset && offset <= end);
  if (comment !== undefined) return inComment(view, comment, offset);
  if (!view.recognised) return [];
  const key = keyPlaceAt(view.file, offset);
  if (key !== undefined) return inMetadata(view, key);
  const writing = expressionWritingAt(view.file, offset);
  if (writing !== undefined) return options.schemaIsOffered === true ? [] : inExpression(view, writing);
  const place = valuePlaceAt(view.file, offset);
  if (place === undefined || spansLines(view, place.replaces)) return [];
  const { quote, replaces } = place;
  return valueCandidates(place, targetAt(view, offset))
    .filter(candidate => options.schemaIsOffered !== true || candidate.isOfSchema !== true)
    .map((candidate, index) =>
      item(view, candidate, index, replaces, `${quote}${candidate.value}${quote}`, CompletionItemKind.Value),
    );
}

/** Functions, or names that the template tells; whatever is there of a name gives way to the one that is taken. */
function inExpression(view: FileView, { place, scope, replaces }: ExpressionWriting): CompletionItem[] {
  const { evaluations } = view;
  switch (place.kind) {
    case 'function':
      return [...ownFunctionCandidates(ownFunctions(scope)), ...functionCandidates]
        .filter(({ value }) => place.namespace === undefined || value.toLowerCase().startsWith(`${place.namespace}.`))
        .map((candidate, index) => {
          const newText = place.isCalled ? candidate.value : `${candidate.value}(`;
          return item(view, candidate, index, replaces, newText, CompletionItemKind.Function);
        });
    case 'member':
      return nameCandidates(membersInScope(place.expression, scope, evaluations)).map((candidate, index) => ({
        ...item(view, candidate, index, replaces, accessOf(candidate.value), CompletionItemKind.Property),
        filterText: `.${candidate.value}`,
      }));
    case 'named':
      return nameCandidates(namesInScope(place, scope, evaluations)).map((candidate, index) => {
        const newText = `${place.before}${armText(candidate.value)}${place.after}`;
        return {
          ...item(view, candidate, index, replaces, newText, nameKinds[place.what]),
          filterText: candidate.value,
        };
      });
  }
}

const nameKinds: Readonly<Record<NamedArgument['what'], CompletionItemKind>> = {
  parameter: CompletionItemKind.Variable,
  variable: CompletionItemKind.Variable,
  'lambda-variable': CompletionItemKind.Variable,
  loop: CompletionItemKind.Variable,
  resource: CompletionItemKind.Reference,
  'resource-type': CompletionItemKind.Class,
};

/** The access of a property, with its dot or in brackets. */
function accessOf(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `['${armText(name)}']`;
}

/** Text as it stands between the quotes of an expression, which itself is a string of JSON. */
function armText(text: string): string {
  return JSON.stringify(text.replaceAll("'", "''")).slice(1, -1);
}

/** Keys of `metadata.apimVnet`, which is what strict JSON has in place of a comment. */
function inMetadata(view: FileView, { path, taken, replaces, hasColon }: KeyPlace): CompletionItem[] {
  if (path.slice(-2).join('.') !== 'metadata.apimvnet' || spansLines(view, replaces)) return [];
  return directiveKeyCandidates(taken).map((candidate, index) =>
    item(
      view,
      candidate,
      index,
      replaces,
      hasColon ? `"${candidate.value}"` : `"${candidate.value}": `,
      CompletionItemKind.Property,
    ),
  );
}

function inComment(view: FileView, comment: TextRange, offset: number): CompletionItem[] {
  const { text } = view.source;
  const place = directivePlace(text.slice(comment.start, comment.end), offset - comment.start);
  if (place === undefined) return [];
  const range = { start: comment.start + place.start, end: comment.start + place.end };
  const candidates =
    place.kind === 'key'
      ? directiveKeyCandidates(place.taken)
      : place.kind === 'value'
        ? directiveValueCandidates(place.key)
        : ruleCandidates(place.taken);
  const hasEquals = text[range.end] === '=';
  return candidates.map((candidate, index) =>
    place.kind === 'key'
      ? item(
          view,
          candidate,
          index,
          range,
          hasEquals ? candidate.value : `${candidate.value}=`,
          CompletionItemKind.Property,
        )
      : item(view, candidate, index, range, candidate.value, CompletionItemKind.Value),
  );
}

function item(
  view: FileView,
  candidate: Candidate,
  index: number,
  replaces: TextRange,
  newText: string,
  kind: CompletionItemKind,
): CompletionItem {
  const range = { start: view.lines.position(replaces.start), end: view.lines.position(replaces.end) };
  return {
    label: candidate.value,
    kind,
    // What is typed begins with the quote, so that is what clients compare with.
    filterText: newText,
    sortText: `${candidate.rank ?? 5}${String(index).padStart(3, '0')}`,
    textEdit: { range, newText },
    ...(candidate.detail !== undefined && { detail: candidate.detail }),
    ...(candidate.documentation !== undefined && {
      documentation: { kind: MarkupKind.Markdown, value: candidate.documentation },
    }),
  };
}

/** The target with a part that holds an offset; where none does, the only target of the file. */
function targetAt(view: FileView, offset: number): Target | undefined {
  const { targets } = view;
  const holder = targets.find(({ group, routeTable, subnet }) =>
    [group, routeTable, subnet].some(
      one =>
        one !== undefined && one.span.file === view.source.uri && one.span.start <= offset && offset <= one.span.end,
    ),
  );
  return holder ?? (targets.length === 1 ? targets[0] : undefined);
}

function spansLines(view: FileView, { start, end }: TextRange): boolean {
  return view.source.text.slice(start, end).includes('\n');
}
