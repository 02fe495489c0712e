/**
 * The settings of each document, from whichever way the client has: asked for per document (`workspace/configuration`)
 * or handed over (`initializationOptions.apimVnet`, `didChangeConfiguration`).
 */
import { type Connection, MessageType, ShowMessageNotification } from 'vscode-languageserver';
import type { ServiceTagsText } from '../protocol.ts';
import { withServiceTags } from '../workspace/service-tags.ts';
import { defaultSettings, readSettings, type Settings } from '../workspace/settings.ts';
import { field } from './documents.ts';
import { describeError } from './guarded.ts';

/** The section of our settings, and the member that holds it in what clients hand over. */
export const section = 'apimVnet';

/** Different settings kept after a change; a folder rarely has settings of its own, so this is plenty. */
const mostRemembered = 100;

/** Reads the file of `apimVnet.serviceTagsFile`; the path is as the user wrote it. May reject. */
export type ServiceTagsReader = (path: string) => Promise<ServiceTagsText>;

export class ClientSettings {
  private readonly connection: Connection;
  private readonly readServiceTags: ServiceTagsReader;
  private readonly whenNamed: (serviceTagsFile: string) => void;
  private asks = false;
  private handedOver: unknown;
  private readonly byUri = new Map<string, Promise<Settings>>();
  /** Equal settings are one object, because the core caches by identity. Also says each problem only once. */
  private readonly byText = new Map<string, Promise<Settings>>();
  /** Those that hold what was in a file. */
  private readonly withFile = new Map<string, Promise<Settings>>();

  /** @param whenNamed called with each file of service tags that settings name, before it is read */
  constructor(
    connection: Connection,
    readServiceTags: ServiceTagsReader,
    whenNamed: (serviceTagsFile: string) => void = () => {},
  ) {
    this.connection = connection;
    this.readServiceTags = readServiceTags;
    this.whenNamed = whenNamed;
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
    if (!this.asks) return this.read(this.handedOver);
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
    // A file that a setting names may be another one now, under the same name.
    for (const [text, reading] of this.withFile) {
      if (this.byText.get(text) === reading) this.byText.delete(text);
    }
    this.withFile.clear();
  }

  forget(uri: string): void {
    this.byUri.delete(uri);
  }

  private async ask(uri: string): Promise<Settings> {
    try {
      const answer: unknown = await this.connection.workspace.getConfiguration({ scopeUri: uri, section });
      return await this.read(answer ?? this.handedOver);
    } catch (error) {
      this.connection.console.warn(`Settings of ${uri} could not be read: ${describeError(error)}`);
      return this.read(this.handedOver);
    }
  }

  private read(raw: unknown): Promise<Settings> {
    if (raw === undefined || raw === null) return Promise.resolve(defaultSettings);
    const text = JSON.stringify(raw);
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    const { settings, problems } = readSettings(raw);
    const reading = this.withTagsOf(settings);
    this.byText.set(text, reading);
    if (settings.serviceTagsFile !== undefined) this.withFile.set(text, reading);
    for (const problem of problems) this.connection.console.warn(problem);
    return reading;
  }

  /** Without the tags where their file cannot be used, which the user is told: answers are then less exact, not wrong. */
  private async withTagsOf(settings: Settings): Promise<Settings> {
    const { serviceTagsFile: path } = settings;
    if (path === undefined) return settings;
    this.whenNamed(path);
    let problem: string;
    try {
      const file = await this.readServiceTags(path);
      if ('text' in file) {
        const reading = withServiceTags(settings, file.text);
        if (reading.ok) return reading.settings;
        problem = reading.problem;
      } else problem = file.problem;
    } catch (error) {
      problem = `could not be read: ${describeError(error)}`;
    }
    const message = `apimVnet.serviceTagsFile: ${path} ${problem}. Service tags are judged by their names.`;
    this.connection.console.warn(message);
    // A notification: `window.showWarningMessage` is a request, and would wait for an answer that nobody needs.
    void this.connection
      .sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message })
      .catch(() => {});
    return settings;
  }
}
