/**
 * The files of the workspace for the server: from the disk where there is one, else from the client. Nothing outside of
 * the workspace's folders is asked for.
 */
import type { Connection } from 'vscode-languageserver';
import { fileKey } from '../base/uri.ts';
import { type FolderContent, listFolderRequest, readFileRequest } from '../protocol.ts';
import type { FileContent, FileSystem } from '../workspace/file-system.ts';
import { field } from './documents.ts';

export class WorkspaceFiles implements FileSystem {
  /** URIs of the workspace's folders without a stroke at the end. */
  private folders: readonly string[] = [];
  private readonly connection: Connection;
  private readonly disk: FileSystem | undefined;
  private answersFiles = false;

  /** @param makeDisk the files of this computer, of the folders with the given URIs; absent where there are none */
  constructor(connection: Connection, makeDisk: ((folders: () => readonly string[]) => FileSystem) | undefined) {
    this.connection = connection;
    this.disk = makeDisk?.(() => this.folders);
  }

  /**
   * @param params of `initialize`, of any shape
   * @param answersFiles whether the client answers our requests for files
   */
  start(params: unknown, answersFiles: boolean): void {
    this.answersFiles = answersFiles;
    const folders = field(params, 'workspaceFolders');
    const root = field(params, 'rootUri');
    this.folders = Array.isArray(folders) ? urisOf(folders) : typeof root === 'string' ? urisOf([{ uri: root }]) : [];
  }

  /** @param event of `workspace/didChangeWorkspaceFolders`, of any shape */
  changed(event: unknown): void {
    const removed = new Set(urisOf(field(event, 'removed')));
    this.folders = [...this.folders.filter(uri => !removed.has(uri)), ...urisOf(field(event, 'added'))];
  }

  get folderUris(): readonly string[] {
    return this.folders;
  }

  contains(uri: string): boolean {
    const key = fileKey(uri);
    return this.folders.some(folder => {
      const start = fileKey(folder);
      return key === start || key.startsWith(`${start}/`);
    });
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

function urisOf(folders: unknown): readonly string[] {
  if (!Array.isArray(folders)) return [];
  return folders.flatMap(folder => {
    const uri = field(folder, 'uri');
    return typeof uri === 'string' ? [uri.replace(/\/+$/, '')] : [];
  });
}
