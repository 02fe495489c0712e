import type { TextRange } from '../base/span.ts';
import type { SyntaxProblem } from '../rules/rule.ts';
import { parseJson } from '../syntax/json/parser.ts';
import { templateFromJson } from '../template/from-json.ts';
import type { Template } from '../template/template.ts';
import type { SourceText } from './project.ts';

/** Longest text that is read, in UTF-16 code units. */
export const maxTextLength = 20_000_000;

/** One text, read: the same for all languages from here on. */
export interface FileReading {
  readonly template: Template;
  readonly comments: readonly TextRange[];
  readonly problems: readonly SyntaxProblem[];
  /** Whether the text holds anything this tool reads. */
  readonly recognised: boolean;
}

const nothing: Template = { shape: 'none', resources: [], problems: [] };

/** Parses and lowers a text. Never throws; a text in no shape this tool reads gives no resources. */
export function readFile(source: SourceText): FileReading {
  const { text, uri } = source;
  if (text.length > maxTextLength)
    return { template: nothing, comments: [], problems: [], recognised: isOurs(text.slice(0, 100_000)) };
  const tree = parseJson(text);
  const template = templateFromJson(tree, uri);
  return {
    template,
    comments: tree.comments,
    problems: tree.errors.map(error => ({
      at: { file: uri, start: error.start, end: error.end },
      code: error.code,
      message: error.message,
    })),
    // A text that is too broken to be recognised by its shape is recognised by its words.
    recognised: template.shape !== 'none' || (tree.errors.length > 0 && isOurs(text)),
  };
}

/** Where directives that belong to a resource may stand: above it or in it, for the resources a directive can speak of. */
export function directiveAreas(template: Template): readonly TextRange[] {
  const groups = template.resources.filter(resource => resource.type === 'microsoft.network/networksecuritygroups');
  return groups.map(resource => ({
    start: resource.head.start,
    end: resource.head.end > resource.head.start ? resource.span.end : resource.head.end,
  }));
}

function isOurs(text: string): boolean {
  return /microsoft\.network\/|microsoft\.apimanagement\/|deploymenttemplate\.json|"securityrules"/i.test(text);
}
