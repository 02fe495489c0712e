import type { FileId, TextRange } from '../base/span.ts';
import { bicepFixSource, type FixSource, jsonFixSource } from '../fix/fix-source.ts';
import type { SyntaxProblem } from '../rules/rule.ts';
import { parseBicep } from '../syntax/bicep/parser.ts';
import type { BicepTree } from '../syntax/bicep/tree.ts';
import { parseJson } from '../syntax/json/parser.ts';
import type { JsonTree } from '../syntax/json/tree.ts';
import { templateFromBicep } from '../template/from-bicep.ts';
import { templateFromJson } from '../template/from-json.ts';
import { emptyTemplate, type Template } from '../template/template.ts';
import type { SourceText } from './source-file.ts';

/** Longest text that is read, in UTF-16 code units. */
export const maxTextLength = 20_000_000;

/** One text, read: the same for all languages from here on. */
export interface FileReading {
  readonly template: Template;
  readonly comments: readonly TextRange[];
  readonly problems: readonly SyntaxProblem[];
  /** Whether the text holds anything this tool reads. */
  readonly recognised: boolean;
  /** Of a JSON text; a reading of its next version takes from it what did not change. */
  readonly json?: JsonTree | undefined;
}

/**
 * Parses and lowers a text. Never throws; a text in no shape this tool reads gives no resources.
 *
 * @param earlier of another version of the text: saves work, and changes nothing in the result
 */
export function readFile(source: SourceText, earlier?: FileReading): FileReading {
  const { text } = source;
  if (text.length > maxTextLength) {
    return {
      template: emptyTemplate('none', source.uri),
      comments: [],
      problems: [],
      recognised: isOurs(text.slice(0, 100_000)),
    };
  }
  return isBicep(source) ? readBicep(source) : readJson(source, earlier?.json);
}

/** The same text as fixes see it; Bicep is parsed anew, because fixes are seldom asked for and trees are large. Never throws. */
export function readForFixes(source: SourceText, { template, json }: FileReading): FixSource {
  const { text, uri } = source;
  const read = text.length > maxTextLength ? '' : text;
  return isBicep(source)
    ? bicepFixSource(parseBicepFile(source, read), uri)
    : jsonFixSource(json ?? parseJson(read), uri, template.shape, source.languageId);
}

/** Whether a text is Bicep, by its language or the ending of its name. */
export function isBicep({ languageId, uri }: SourceText): boolean {
  return languageId === 'bicep' || languageId === 'bicep-params' || /\.bicep(param)?$/i.test(uri);
}

function parseBicepFile({ uri, languageId }: SourceText, text: string): BicepTree {
  const isParameters = languageId === 'bicep-params' || /\.bicepparam$/i.test(uri);
  return parseBicep(text, { kind: isParameters ? 'bicepparam' : 'bicep' });
}

function readBicep(source: SourceText): FileReading {
  const { text, uri } = source;
  const tree = parseBicepFile(source, text);
  return {
    template: templateFromBicep(tree, uri),
    comments: tree.comments,
    problems: problemsOf(tree.errors, uri),
    recognised: isOurs(text),
  };
}

function readJson({ text, uri }: SourceText, earlier: JsonTree | undefined): FileReading {
  const tree = parseJson(text, earlier);
  const template = templateFromJson(tree, uri);
  return {
    template,
    comments: tree.comments,
    problems: problemsOf(tree.errors, uri),
    // A text that is too broken to be recognised by its shape is recognised by its words.
    recognised: template.shape !== 'none' || (tree.errors.length > 0 && isOurs(text)),
    json: tree,
  };
}

function problemsOf(errors: readonly SyntaxProblemText[], file: FileId): readonly SyntaxProblem[] {
  return errors.map(({ start, end, code, message }) => ({ at: { file, start, end }, code, message }));
}

type SyntaxProblemText = TextRange & { readonly code: string; readonly message: string };

function isOurs(text: string): boolean {
  return /microsoft\.network\/|microsoft\.apimanagement\/|deploymenttemplate\.json|"securityrules"/i.test(text);
}
