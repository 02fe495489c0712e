/**
 * Fixtures as text: a file of one of our languages in which comments say what is to be found.
 *
 * A marker is a comment on a line of its own that points with carets at the nearest line above that is no marker:
 *
 *     "priority": 50,
 *     //          ^^ error priority-out-of-range: a piece of the message
 *     // ^^^^ related duplicate-priority: a piece of the related place's message
 *
 * Related places are compared for those rules that a fixture has such a marker for. A line `// fixture-settings: {…}` gives
 * the settings `apimVnet` as a client would send them. In a file `*.strict.json` both kinds of lines are taken out before it
 * is read, for strict JSON has no comments.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import type { LinePosition } from '../../server/src/base/line-index.ts';
import type { Finding } from '../../server/src/rules/rule.ts';
import { Project } from '../../server/src/workspace/project.ts';
import { defaultSettings, readSettings, type Settings } from '../../server/src/workspace/settings.ts';
import type { FileView } from '../../server/src/workspace/view.ts';

export interface Marker {
  /** Line in the text that is read, from 0. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** A severity, or `related`. */
  readonly kind: string;
  readonly rule: string;
  readonly piece: string;
}

export interface Fixture {
  /** Folder and file, as in `shadowed-rule/several.json`. */
  readonly name: string;
  /** The id of the rule whose folder it stands in. */
  readonly folder: string;
  /** File name without its language, by which twins in two languages find each other. */
  readonly twin: string;
  readonly languageId: string;
  /** Lines as the core reads them, markers included unless the file is strict. */
  readonly lines: readonly string[];
  readonly markers: readonly Marker[];
  readonly settings: Settings;
}

const ending = /(\.ok)?(\.strict)?\.(json|jsonc|bicep)$/;
const markerLine = /^(\s*\/\/ *)(\^+) (error|warning|information|hint|related) ([a-z-]+): (.+)$/;
const settingsLine = /^\s*\/\/ fixture-settings: (.+)$/;

/** Every fixture under a folder of folders, sorted by name. */
export function findFixtures(root: string): readonly Fixture[] {
  return readdirSync(root, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .flatMap(folder =>
      readdirSync(join(root, folder.name))
        .filter(file => ending.test(file) && !/\.fixed\./.test(file))
        .map(file => readFixture(folder.name, file, readFileSync(join(root, folder.name, file), 'utf8'))),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function readFixture(folder: string, file: string, text: string): Fixture {
  const strict = file.endsWith('.strict.json');
  const lines: string[] = [];
  const markers: Marker[] = [];
  let settings = defaultSettings;
  let target = -1;
  for (const line of text.split('\n')) {
    const marker = markerLine.exec(line);
    const given = settingsLine.exec(line);
    if (marker === null && /^\s*\/\/ *\^/.test(line))
      throw new Error(`${folder}/${file}: not a marker: ${line.trim()}`);
    if (marker !== null) {
      const [, before = '', carets = '', kind = '', rule = '', piece = ''] = marker;
      markers.push({ line: target, start: before.length, end: before.length + carets.length, kind, rule, piece });
    } else if (given !== null) {
      const reading = readSettings(JSON.parse(given[1]!));
      if (reading.problems.length > 0) throw new Error(`${folder}/${file}: ${reading.problems.join('; ')}`);
      settings = reading.settings;
    } else target = lines.length;
    if (!strict || (marker === null && given === null)) lines.push(line);
  }
  return {
    name: `${folder}/${file}`,
    folder,
    twin: file.replace(/(\.strict)?\.(json|jsonc|bicep)$/, ''),
    languageId: ending.exec(file)?.[3] ?? 'json',
    lines,
    markers,
    settings,
  };
}

/** The text without markers and settings; what `.fixed` files are made from. */
export function bareText(fixture: Fixture): string {
  const lines = fixture.lines.filter(line => !markerLine.test(line) && !settingsLine.test(line));
  return lines.join('\n');
}

export type LineEnds = 'LF' | 'CRLF' | 'BOM';

/** The view of a fixture as it would be of a file with these line ends, or with a byte order mark before it. */
export function viewOf(fixture: Fixture, ends: LineEnds = 'LF'): FileView {
  return viewOfLines(fixture, fixture.lines.join(ends === 'CRLF' ? '\r\n' : '\n'), ends);
}

/** The view of a fixture with another text. */
export function viewOfLines(fixture: Fixture, text: string, ends: LineEnds = 'LF'): FileView {
  const project = new Project({
    log: (_, error) => {
      throw error;
    },
  });
  return project.view(
    {
      uri: `file:///workspace/${fixture.name}`,
      version: 1,
      languageId: fixture.languageId,
      text: ends === 'BOM' ? `\ufeff${text}` : text,
    },
    fixture.settings,
  );
}

/** What is found and what is marked, as sorted lines that can be compared; a found message is cut to its marked piece. */
export function compare(fixture: Fixture, ends: LineEnds): { readonly found: string[]; readonly marked: string[] } {
  const view = viewOf(fixture, ends);
  const found = view.findings(neverCancelled).flatMap(finding => shownFinding(fixture, view, finding, ends));
  const marked = fixture.markers.map(marker => shown(marker, marker.kind, marker.rule, marker.piece));
  return { found: found.sort(), marked: marked.sort() };
}

function shownFinding(fixture: Fixture, view: FileView, finding: Finding, ends: LineEnds): string[] {
  const place = (span: { readonly start: number; readonly end: number }) =>
    placeOf(view.lines.position(span.start), view.lines.position(span.end), fixture, ends);
  const lines = [describe(fixture, place(finding.at), finding.severity, finding.rule, finding.message)];
  if (fixture.markers.some(marker => marker.kind === 'related' && marker.rule === finding.rule)) {
    for (const { at, message } of finding.related)
      lines.push(describe(fixture, place(at), 'related', finding.rule, message));
  }
  return lines;
}

interface LinePlace {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** An empty range shows as one caret, one over several lines as carets up to the end of its first. */
function placeOf(start: LinePosition, end: LinePosition, fixture: Fixture, ends: LineEnds): LinePlace {
  const mark = (at: LinePosition) => at.character - (ends === 'BOM' && at.line === 0 ? 1 : 0);
  const last = end.line === start.line ? mark(end) : (fixture.lines[start.line]?.length ?? 0);
  return { line: start.line, start: mark(start), end: Math.max(last, mark(start) + 1) };
}

function describe(fixture: Fixture, place: LinePlace, kind: string, rule: string, message: string): string {
  const same = fixture.markers.filter(
    marker =>
      marker.kind === kind &&
      marker.rule === rule &&
      marker.line === place.line &&
      marker.start === place.start &&
      marker.end === place.end,
  );
  return shown(place, kind, rule, same.find(marker => message.includes(marker.piece))?.piece ?? message);
}

function shown(place: LinePlace, kind: string, rule: string, message: string): string {
  return `${String(place.line + 1).padStart(4)}:${place.start}-${place.end} ${kind} ${rule}: ${message}`;
}
