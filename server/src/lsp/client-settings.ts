/**
 * The settings of each document, from whichever way the client has: asked for per document (`workspace/configuration`)
 * or handed over (`initializationOptions.apimVnet`, `didChangeConfiguration`).
 */
import type { Connection } from 'vscode-languageserver';
import { defaultSettings, readSettings, type Settings } from '../workspace/settings.ts';
import { field } from './documents.ts';
import { describeError } from './guarded.ts';

/** The section of our settings, and the member that holds it in what clients hand over. */
export const section = 'apimVnet';

/** Different settings kept after a change; a folder rarely has settings of its own, so this is plenty. */
const mostRemembered = 100;

export class ClientSettings {
  private readonly connection: Connection;
  private asks = false;
  private handedOver: unknown;
  private readonly byUri = new Map<string, Promise<Settings>>();
  /** Equal settings are one object, because the core caches by identity. Also says each problem only once. */
  private readonly byText = new Map<string, Settings>();

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /**
   * @param asks whether the client answers `workspace/configuration`
   * @param initializationOptions of any shape; its member `apimVnet` is read
   */
  start(asks: boolean, initializationOptions: unknown): void {
    this.asks = asks;
    this.handedOver = field(initializationOptions, section);
  }

  /** Never rejects: a client that does not answer the question gets what it handed over before, or the defaults. */
  of(uri: string): Promise<Settings> {
    if (!this.asks) return Promise.resolve(this.read(this.handedOver));
    let settings = this.byUri.get(uri);
    if (settings === undefined) {
      settings = this.ask(uri);
      this.byUri.set(uri, settings);
    }
    return settings;
  }

  /** Something changed; `settings` is what came with `didChangeConfiguration`, often nothing. */
  changed(settings: unknown): void {
    const handedOver = field(settings, section);
    if (handedOver !== undefined) this.handedOver = handedOver;
    this.byUri.clear();
    if (this.byText.size > mostRemembered) this.byText.clear();
  }

  forget(uri: string): void {
    this.byUri.delete(uri);
  }

  private async ask(uri: string): Promise<Settings> {
    try {
      const answer: unknown = await this.connection.workspace.getConfiguration({ scopeUri: uri, section });
      return this.read(answer ?? this.handedOver);
    } catch (error) {
      this.connection.console.warn(`Settings of ${uri} could not be read: ${describeError(error)}`);
      return this.read(this.handedOver);
    }
  }

  private read(raw: unknown): Settings {
    if (raw === undefined || raw === null) return defaultSettings;
    const text = JSON.stringify(raw);
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    const { settings, problems } = readSettings(raw);
    this.byText.set(text, settings);
    for (const problem of problems) this.connection.console.warn(problem);
    return settings;
  }
}
