import type { FileId, TextRange } from '../base/span.ts';
import type { BicepTree } from '../syntax/bicep/tree.ts';
import type { JsonTree } from '../syntax/json/tree.ts';
import type { TemplateShape } from '../template/template.ts';
import { bicepParts } from './bicep-parts.ts';
import { bicepWriter } from './bicep-writer.ts';
import { jsonParts } from './json-parts.ts';
import { jsonWriter } from './json-writer.ts';
import { type Style, styleOf } from './layout.ts';
import type { FileParts } from './parts.ts';
import type { SourceWriter } from './source-writer.ts';

/** A file as fixes see it: from here on nothing asks which language it is in. */
export interface FixSource {
  readonly file: FileId;
  readonly text: string;
  readonly parts: FileParts;
  readonly style: Style;
  readonly comments: readonly TextRange[];
  readonly writer: SourceWriter;
  /** An export: its resources have no level `properties` where it leaves them out, and nothing in it is computed. */
  readonly isExport: boolean;
  /** Comments do no harm: it is Bicep, is called JSON with comments, or has comments already. */
  readonly allowsComments: boolean;
  /** Why nothing may be changed, as a sentence; `undefined` where it may. */
  readonly frozen: string | undefined;
}

const frozenText = 'The file has syntax errors, and is not changed before they are put right.';

/** @param languageId as editors call the language: `json` alone is strict */
export function jsonFixSource(tree: JsonTree, file: FileId, shape: TemplateShape, languageId: string): FixSource {
  const parts = jsonParts(tree);
  const isTemplate = shape === 'arm-template' || looksLikePiece(tree);
  return {
    file,
    text: tree.text,
    parts,
    style: styleOf(tree.text, parts.root),
    comments: tree.comments,
    writer: jsonWriter(isTemplate),
    isExport: !isTemplate,
    allowsComments: languageId !== 'json' || tree.comments.length > 0,
    frozen: tree.errors.length > 0 ? frozenText : undefined,
  };
}

export function bicepFixSource(tree: BicepTree, file: FileId): FixSource {
  const parts = bicepParts(tree);
  return {
    file,
    text: tree.text,
    parts,
    style: styleOf(tree.text, parts.root),
    comments: tree.comments,
    writer: bicepWriter,
    isExport: false,
    allowsComments: true,
    frozen: tree.errors.length > 0 ? frozenText : undefined,
  };
}

/** A resource of a template on its own has a version; Azure's answers have none. */
function looksLikePiece({ root }: JsonTree): boolean {
  return root?.kind === 'object' && root.properties.some(({ key }) => key.value === 'apiVersion');
}
