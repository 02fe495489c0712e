import { fileURLToPath } from 'node:url';
import { LineIndex, type LinePosition } from '../base/line-index.ts';
import type { Span } from '../base/span.ts';
import type { FixSummary } from '../features/fixes.ts';
import type { Finding, Severity } from '../rules/rule.ts';
import { type Excerpt, excerptOf } from './excerpt.ts';
import { readText, shownPath } from './node-file-system.ts';

/** Lines and characters from 0, characters in UTF-16 code units; `end` is out. */
export interface Range {
  readonly start: LinePosition;
  readonly end: LinePosition;
}

export interface LocatedPlace {
  /** As shown to the user: relative to the working folder, with forward slashes. */
  readonly file: string;
  readonly range: Range;
  readonly message: string;
}

/** A finding with lines instead of offsets: all that a reporter needs, so that texts need not be kept. */
export interface LocatedFinding extends LocatedPlace {
  readonly rule: string;
  readonly severity: Severity;
  readonly related: readonly LocatedPlace[];
  readonly fixes: readonly FixSummary[];
  /** The first line of the range. */
  readonly excerpt: Excerpt;
  /** The words at the range, at most some hundred code units of them. */
  readonly words: string;
}

interface KnownFile {
  readonly file: string;
  readonly lines: LineIndex;
}

/** Turns offsets into lines. Knows the file that is being looked at; other files that findings point to are read. */
export class Locator {
  private readonly known = new Map<string, KnownFile>();
  private readonly uri: string;
  private readonly file: string;
  private readonly linesOfFile: () => LineIndex;
  private readonly workingFolder: string;

  /** @param lines called when the first place of the file is asked for */
  constructor(uri: string, file: string, lines: () => LineIndex, workingFolder: string) {
    this.uri = uri;
    this.file = file;
    this.linesOfFile = lines;
    this.workingFolder = workingFolder;
  }

  /** @param fixes those that can be made here */
  finding(finding: Finding, fixes: readonly FixSummary[]): LocatedFinding {
    const { lines } = this.look(finding.at.file);
    const place = this.place(finding.at, finding.message);
    const { start, end } = place.range;
    const line = lines.lineText(start.line);
    const excerpt = excerptOf(line, start.character, end.line === start.line ? end.character : line.length);
    return {
      ...place,
      rule: finding.rule,
      severity: finding.severity,
      related: finding.related.map(related => this.place(related.at, related.message)),
      fixes,
      excerpt,
      words: excerpt.text.slice(excerpt.start, excerpt.end),
    };
  }

  /** The path to show for a URI; a URI that is no file's stays as it is. */
  fileOf(uri: string): string {
    if (uri === this.uri) return this.file;
    return uri.startsWith('file:') ? shownPath(fileURLToPath(uri), this.workingFolder) : uri;
  }

  private place(span: Span, message: string): LocatedPlace {
    const { file, lines } = this.look(span.file);
    return { file, range: { start: lines.position(span.start), end: lines.position(span.end) }, message };
  }

  private look(uri: string): KnownFile {
    let known = this.known.get(uri);
    if (known === undefined) {
      known = { file: this.fileOf(uri), lines: uri === this.uri ? this.linesOfFile() : this.linesOfOther(uri) };
      this.known.set(uri, known);
    }
    return known;
  }

  private linesOfOther(uri: string): LineIndex {
    const reading = uri.startsWith('file:') ? readText(fileURLToPath(uri)) : undefined;
    return new LineIndex(reading?.ok ? reading.text : '');
  }
}
