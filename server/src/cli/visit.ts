import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { groupedDigits } from '../base/number-text.ts';
import type { DiskMemory } from '../disk/disk-memory.ts';
import { decode, maxFileSize, type Reading } from '../disk/read-text.ts';
import type { SourceText } from '../workspace/project.ts';
import type { Settings } from '../workspace/settings.ts';
import type { Core, CoreView } from './core.ts';
import { printable } from './display.ts';
import type { Host } from './host.ts';
import { Locator } from './located.ts';
import { endings, find, languageOfPath, languageOfText, readText, shownPath } from './node-file-system.ts';

/** What every command gets. */
export interface Context {
  readonly host: Host;
  readonly core: Core;
  /** What was read of the disk; without it, every file is read when it is looked at. */
  readonly disk?: DiskMemory | undefined;
  /** Of this program. */
  readonly version: string;
}

export interface VisitOptions {
  readonly paths: readonly string[];
  /** What standard input is called in reports; its ending says which language it is. */
  readonly stdinName?: string | undefined;
  readonly settings: Settings;
  /** Whether files are handed over that are shown with those that deploy them; by default they count and that is all. */
  readonly withParts?: boolean;
  /** Whether the user is told of syntax errors in what is looked at; for commands that do not report them. */
  readonly tellsOfErrors?: boolean;
  /** Nothing is said of what cannot be looked at, because a second visit will. */
  readonly isQuiet?: boolean;
}

export interface VisitedFile {
  readonly view: CoreView;
  /** Whether the user named the file, or gave it as standard input; else it was found in a folder. */
  readonly named: boolean;
  /** As shown to the user. */
  readonly file: string;
  readonly locator: Locator;
  /** Absolute; `undefined` for standard input. */
  readonly path: string | undefined;
  readonly source: SourceText;
}

export interface VisitResult {
  /** Files that had something to look at. */
  readonly files: number;
  /** Whether something could not be looked at, or a folder had nothing to look at; the user has been told. */
  readonly failed: boolean;
}

/** A place to read from; `path` is absolute and undefined for standard input. */
interface Place {
  readonly path: string | undefined;
  readonly named: boolean;
}

/**
 * Reads and views files and folders one after the other and hands each to `look`, which answers whether there was
 * anything to look at. What cannot be read, and a named file with nothing to look at, is said on the notes' output and
 * the others go on.
 *
 * @param nothing completes the sentence "nothing to … in FILE" for the user: what was looked for
 */
export async function visit(
  options: VisitOptions,
  context: Context,
  nothing: string,
  look: (visited: VisitedFile) => boolean,
): Promise<VisitResult> {
  const { host, core, disk } = context;
  let failed = false;
  const complain = (text: string) => {
    failed = true;
    if (options.isQuiet !== true) note(host, text);
  };

  const places = new Map<string, Place>();
  const folders: string[] = [];
  for (const path of options.paths) {
    if (path === '-') {
      places.set('-', { path: undefined, named: true });
      continue;
    }
    const search = find(path, host.workingFolder, disk);
    if (search.kind === 'problem') complain(search.problem);
    else if (search.kind === 'file') places.set(search.path, { path: search.path, named: true });
    else {
      folders.push(path);
      search.problems.forEach(complain);
      for (const file of search.files) if (!places.has(file)) places.set(file, { path: file, named: false });
      if (search.files.length === 0) complain(`${path} holds no files that end in ${endings.join(', ')}`);
    }
  }

  await core.begin?.(
    [...places.values()].flatMap(({ path }) => path ?? []),
    options.settings.parameters ?? [],
  );
  let files = 0;
  let unreadable = 0;
  for (const place of places.values()) {
    const file = nameOf(place, options.stdinName, host);
    const reading: Reading =
      place.path === undefined ? decode(await host.readInput(maxFileSize)) : readText(place.path, disk);
    if (!reading.ok) {
      complain(`${file} ${reading.problem}`);
      continue;
    }
    if (reading.text.length > core.maxTextLength) {
      complain(`${file} is longer than ${groupedDigits(core.maxTextLength)} characters, the most that is read`);
      continue;
    }
    const source = sourceOf(place, options.stdinName, host, reading.text);
    if (!core.languages.includes(source.languageId)) {
      if (place.named) complain(`${file} is Bicep, which this version does not read`);
      else unreadable++;
      continue;
    }
    try {
      const view = await core.view(source, options.settings);
      const locator = new Locator(source.uri, file, view.lines, host.workingFolder);
      const isShownElsewhere = view.isPart && options.withParts !== true;
      if (
        isShownElsewhere ? view.recognised : look({ view, named: place.named, file, locator, path: place.path, source })
      ) {
        files++;
        if (options.tellsOfErrors === true) noteErrors(host, file, view);
      } else if (place.named && options.isQuiet !== true) note(host, `${nothing} in ${file}`);
    } catch (error) {
      // The core promises not to throw. Where it does, one file is lost, and the user can tell us where.
      complain(`${file} could not be looked at because of a mistake in this program: ${stackOf(error)}`);
    }
    for (const mistake of core.takeMistakes())
      complain(`a mistake in this program, so ${file} is not checked in full: ${mistake}`);
    core.forget(source.uri);
  }
  if (unreadable > 0 && options.isQuiet !== true)
    note(host, `Bicep files that this version does not read: ${unreadable}`);
  if (files === 0 && folders.length > 0 && !failed) complain(`${nothing} in ${folders.join(', ')}`);
  return { files, failed };
}

function noteErrors(host: Host, file: string, view: CoreView): void {
  const [first] = view.syntaxErrors();
  if (first === undefined) return;
  const line = view.lines().position(first.at.start).line + 1;
  note(host, `${file} does not parse, for the first time in line ${line}: what is shown of it may be incomplete`);
}

/** Says one sentence beside the report. */
export function note(host: Host, text: string): void {
  host.notes.write(`apim-vnet: ${text.split('\n').map(printable).join('\n')}\n`);
}

function nameOf(place: Place, stdinName: string | undefined, host: Host): string {
  if (place.path !== undefined) return shownPath(place.path, host.workingFolder);
  return stdinName === undefined ? '<stdin>' : shownPath(resolve(host.workingFolder, stdinName), host.workingFolder);
}

function sourceOf(place: Place, stdinName: string | undefined, host: Host, text: string): SourceText {
  const path = place.path ?? (stdinName === undefined ? undefined : resolve(host.workingFolder, stdinName));
  const languageId = (path === undefined ? undefined : languageOfPath(path)) ?? languageOfText(text);
  const uri = path === undefined ? `untitled:stdin.${languageId}` : pathToFileURL(path).href;
  return { uri, version: 0, languageId, text };
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
