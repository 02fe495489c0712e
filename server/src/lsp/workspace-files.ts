/**
 * The files of the workspace for the server: from the disk where there is one, else from the client. Nothing outside of
 * the workspace's folders is asked for, but for what goes with a document that lies in none of them.
 */
import type { Connection } from 'vscode-languageserver';
import { fileKey, folderOf } from '../base/uri.ts';
import { type FolderContent, listFolderRequest, readFileRequest } from '../protocol.ts';
import type { FileContent, FileSystem } from '../workspace/file-system.ts';
import { field } from './documents.ts';

/** What a host may bring. */
export interface WorkspaceHost {
  /** The files of this computer in the folders with the given URIs; absent where there are none. */
  readonly makeDisk: ((folders: () => readonly string[]) => FileSystem) | undefined;
  /** The URI of the folder whose files go with a document that no open folder holds; absent: the document's own. */
  readonly rootOf: ((uri: string) => string | undefined) | undefined;
}

export class WorkspaceFiles implements FileSystem {
  /** URIs of the workspace's folders without a stroke at the end. */
  private folders: readonly string[] = [];
  /** By document: the folder whose files go with it; of those that lie in no folder of the workspace. */
  private readonly loose = new Map<string, string>();
  /** Those of the workspace and of such documents. */
  private all: readonly string[] = [];
  private readonly connection: Connection;
  private readonly host: WorkspaceHost;
  private readonly disk: FileSystem | undefined;
  private answersFiles = false;
  private isTrusted = false;

  constructor(connection: Connection, host: WorkspaceHost) {
    this.connection = connection;
    this.host = host;
    this.disk = host.makeDisk?.(() => this.all);
  }

  /**
   * @param params of `initialize`, of any shape
   * @param client whether the client answers our requests for files, and whether its user trusts what is open
   */
  start(params: unknown, client: { readonly answersFiles: boolean; readonly isTrusted: boolean }): void {
    this.answersFiles = client.answersFiles;
    this.isTrusted = client.isTrusted;
    const folders = field(params, 'workspaceFolders');
    const root = field(params, 'rootUri');
    this.folders = Array.isArray(folders) ? urisOf(folders) : typeof root === 'string' ? urisOf([{ uri: root }]) : [];
    this.gather();
  }

  /** @param event of `workspace/didChangeWorkspaceFolders`, of any shape */
  changed(event: unknown): void {
    const removed = new Set(urisOf(field(event, 'removed')));
    this.folders = [...this.folders.filter(uri => !removed.has(uri)), ...urisOf(field(event, 'added'))];
    this.gather();
  }

  /** What is open is trusted from now on. */
  trusted(): void {
    this.isTrusted = true;
    this.gather();
  }

  /** A document is open: files that go with it may be read, too. */
  opened(uri: string): void {
    if (this.loose.has(uri) || !/^[a-z][\w+.-]*:\/\//i.test(uri)) return;
    this.loose.set(uri, this.host.rootOf?.(uri) ?? folderOf(uri).replace(/\/$/, ''));
    this.gather();
  }

  closed(uri: string): void {
    if (this.loose.delete(uri)) this.gather();
  }

  get folderUris(): readonly string[] {
    return this.folders;
  }

  /** Whether files may be read that lie in no folder of the workspace, of whose changes no client tells. */
  get hasLoose(): boolean {
    return this.all.length > this.folders.length;
  }

  get whyOutside(): string {
    if (this.folders.length > 0) return 'its file lies outside of the workspace';
    return this.isTrusted
      ? 'no folder is open, and its file lies outside of what is read then: the repository of this file or, without one, its folder'
      : 'no folder is open, and this window is not trusted';
  }

  contains(uri: string): boolean {
    return isWithin(uri, this.all);
  }

  private gather(): void {
    const loose = [...this.loose].flatMap(([uri, root]) => (isWithin(uri, this.folders) ? [] : [root]));
    this.all = this.isTrusted ? [...this.folders, ...new Set(loose)] : this.folders;
  }

  async read(uri: string): Promise<FileContent> {
    if (this.disk?.contains(uri)) return this.disk.read(uri);
    const name = uri.slice(uri.lastIndexOf('/') + 1);
    if (!this.answersFiles) return { ok: false, why: `'${name}' cannot be read here`, missing: false };
    try {
      const answer: unknown = await this.connection.sendRequest(readFileRequest, { uri });
      const text = field(answer, 'text');
      if (typeof text === 'string') return { ok: true, text };
      const problem = field(answer, 'problem');
      const why = typeof problem === 'string' ? problem : 'cannot be read';
      return { ok: false, why: `'${name}' ${why}`, missing: field(answer, 'missing') === true };
    } catch {
      return { ok: false, why: `'${name}' cannot be read`, missing: false };
    }
  }

  async list(folder: string): Promise<readonly string[]> {
    if (this.disk?.contains(folder)) return this.disk.list(folder);
    if (!this.answersFiles) return [];
    try {
      const answer = await this.connection.sendRequest<FolderContent | null>(listFolderRequest, { uri: folder });
      const names: unknown = field(answer, 'names');
      return Array.isArray(names) ? names.filter(name => typeof name === 'string') : [];
    } catch {
      return [];
    }
  }
}

function isWithin(uri: string, folders: readonly string[]): boolean {
  const key = fileKey(uri);
  return folders.some(folder => {
    const start = fileKey(folder);
    return key === start || key.startsWith(`${start}/`);
  });
}

function urisOf(folders: unknown): readonly string[] {
  if (!Array.isArray(folders)) return [];
  return folders.flatMap(folder => {
    const uri = field(folder, 'uri');
    return typeof uri === 'string' ? [uri.replace(/\/+$/, '')] : [];
  });
}
