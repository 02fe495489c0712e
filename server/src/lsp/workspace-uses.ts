/** Who in the workspace deploys which files, so that a template that is open is judged as files use it that are not. */
import { fileKey } from '../base/uri.ts';
import { findUses } from '../workspace/find-uses.ts';
import type { Project } from '../workspace/project.ts';
import type { OpenDocument } from './documents.ts';
import { describeError } from './guarded.ts';
import type { WorkspaceFiles } from './workspace-files.ts';

/** Files of which kind deploy those of the same kind. */
const kinds = {
  bicep: /\.bicep(param)?$/i,
  json: /\.jsonc?$/i,
} as const;

type Kind = keyof typeof kinds;

export interface UsesHost {
  readonly project: Pick<Project, 'note' | 'isUsed' | 'usedBy'>;
  readonly files: Pick<WorkspaceFiles, 'read' | 'list' | 'contains' | 'folderUris'>;
  readonly isOpen: (uri: string) => boolean;
  readonly openUris: () => readonly string[];
  /** Told of open documents that may be used in another way now. */
  readonly refresh: (uris: readonly string[]) => void;
  readonly warn: (message: string) => void;
}

export class WorkspaceUses {
  private readonly host: UsesHost;
  private readonly lookedFor = new Set<Kind>();

  constructor(host: UsesHost) {
    this.host = host;
  }

  /** Looks through the workspace, once for each kind, when the first document of it is open. */
  opened({ source }: OpenDocument): void {
    const kind = kindOf(source.languageId, source.text);
    if (kind === undefined || this.lookedFor.has(kind)) return;
    this.lookedFor.add(kind);
    const { files, project, refresh, openUris, warn } = this.host;
    findUses(files, files.folderUris, kinds[kind], (uri, text) => project.note(uri, text)).then(
      () => refresh(openUris().filter(uri => project.isUsed(uri))),
      error => warn(`Uses of templates could not be looked for: ${describeError(error)}`),
    );
  }

  /** A file on disk is new, has changed or is gone: open documents that it used or uses now are judged anew. */
  changedOnDisk(uri: string): void {
    if ([...this.lookedFor].some(kind => kinds[kind].test(uri)) && !this.host.isOpen(uri)) void this.noteAnew(uri);
  }

  foldersChanged(): void {
    this.lookedFor.clear();
  }

  /** Never rejects: a file that cannot be read uses none. */
  private async noteAnew(uri: string): Promise<void> {
    const { files, project, isOpen, openUris, refresh } = this.host;
    const content = files.contains(uri) ? await files.read(uri) : undefined;
    if (isOpen(uri)) return;
    const used = new Set(project.usedBy(uri));
    project.note(uri, content?.ok === true ? content.text : '');
    for (const other of project.usedBy(uri)) used.add(other);
    refresh(openUris().filter(open => used.has(fileKey(open))));
  }
}

/** A template says so in its first lines; other JSON, of which there is much, is deployed by none. */
const templateSchema = /deploymentTemplate\.json/i;

function kindOf(languageId: string, text: string): Kind | undefined {
  if (languageId === 'bicep') return 'bicep';
  return templateSchema.test(text.slice(0, 2_000)) ? 'json' : undefined;
}
