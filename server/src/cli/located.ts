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

export interface LocatedRelated extends LocatedPlace {
  /** Its first line, where that is not in the file of the finding: who reads about one file has not the other at hand. */
  readonly excerpt: Excerpt | undefined;
}

/** A finding with lines instead of offsets: all that a reporter needs, so that texts need not be kept. */
export interface LocatedFinding extends LocatedPlace {
  readonly rule: string;
  readonly severity: Severity;
  readonly related: readonly LocatedRelated[];
  readonly fixes: readonly FixSummary[];
  /** The first line of the range. */
  readonly excerpt: Excerpt;
  /** The words at the range, at most some hundred code units of them. */
  readonly words: string;
}

interface KnownFile {
  readonly file: string;
  readonly lines: LineIndex;
  readonly isRead: boolean;
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
    const place = this.place(finding.at, finding.message);
    const excerpt = this.excerpt(finding.at.file, place.range);
    return {
      ...place,
      rule: finding.rule,
      severity: finding.severity,
      related: finding.related.map(({ at, message }) => {
        const there = this.place(at, message);
        const isElsewhere = at.file !== finding.at.file && this.look(at.file).isRead;
        return { ...there, excerpt: isElsewhere ? this.excerpt(at.file, there.range) : undefined };
      }),
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

  private excerpt(uri: string, { start, end }: Range): Excerpt {
    const line = this.look(uri).lines.lineText(start.line);
    return excerptOf(line, start.character, end.line === start.line ? end.character : line.length);
  }

  private place(span: Span, message: string): LocatedPlace {
    const { file, lines } = this.look(span.file);
    return { file, range: { start: lines.position(span.start), end: lines.position(span.end) }, message };
  }

  private look(uri: string): KnownFile {
    let known = this.known.get(uri);
    if (known === undefined) {
      const other = uri === this.uri ? undefined : textOf(uri);
      known = {
        file: this.fileOf(uri),
        lines: uri === this.uri ? this.linesOfFile() : new LineIndex(other ?? ''),
        isRead: uri === this.uri || other !== undefined,
      };
      this.known.set(uri, known);
    }
    return known;
  }
}

function textOf(uri: string): string | undefined {
  const reading = uri.startsWith('file:') ? readText(fileURLToPath(uri)) : undefined;
  return reading?.ok ? reading.text : undefined;
}
