/** Has the client tell of changes of the user's list of service tags, which may lie anywhere. */
import { type Connection, DidChangeWatchedFilesNotification, type Disposable } from 'vscode-languageserver';
import { baseName, fileKey, folderOf } from '../base/uri.ts';
import { describeError } from './guarded.ts';

export class ServiceTagsWatch {
  private readonly connection: Connection;
  private readonly canWatch: () => boolean;
  private uri: string | undefined;
  private registration: Promise<Disposable | undefined> = Promise.resolve(undefined);

  /** @param canWatch whether the client watches files of any folder */
  constructor(connection: Connection, canWatch: () => boolean) {
    this.connection = connection;
    this.canWatch = canWatch;
  }

  /**
   * Watches one file in place of the one before; the setting belongs to the machine, so there are not two. Never rejects.
   *
   * @param path as the user wrote it; one that is neither absolute nor a URI is no file
   */
  watch(path: string): void {
    const uri = uriOf(path);
    if (uri === undefined || uri === this.uri || !this.canWatch()) return;
    this.uri = uri;
    const before = this.registration;
    this.registration = before.then(async watching => {
      watching?.dispose();
      const globPattern = { baseUri: folderOf(uri).replace(/([^:/])\/$/, '$1'), pattern: escaped(baseName(uri)) };
      try {
        return await this.connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: [{ globPattern }],
        });
      } catch (error) {
        this.connection.console.warn(`Changes of ${path} will not be noticed: ${describeError(error)}`);
        return undefined;
      }
    });
  }

  /** Whether a URI, in any spelling, is that of the file. */
  isWatched(uri: string): boolean {
    return this.uri !== undefined && fileKey(uri) === fileKey(this.uri);
  }
}

function uriOf(path: string): string | undefined {
  if (/^[a-z][\w+.-]+:/i.test(path)) return path;
  const forward = path.replaceAll('\\', '/');
  const isWindows = /^[a-z]:\//i.test(forward);
  if (!isWindows && !forward.startsWith('/')) return undefined;
  return `file://${isWindows ? '/' : ''}${forward.split('/').map(encodeURIComponent).join('/')}`;
}

/** A name that stands for itself in a glob. */
function escaped(name: string): string {
  return name.replace(/[[\]{}*?]/g, sign => (sign === ']' || sign === '}' ? sign : `[${sign}]`));
}
