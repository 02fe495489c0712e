import { LineIndex } from '../base/line-index.ts';
import type { Span, TextRange } from '../base/span.ts';
import type { FixSource } from '../fix/fix-source.ts';
import { parseJson } from '../syntax/json/parser.ts';
import type { TargetDirective } from '../template/directives.ts';
import { type Directives, directivesAt, readDirectives } from '../template/directives.ts';
import type { Expr } from '../template/expr.ts';
import { dataFromJson } from '../template/from-json.ts';
import { metadataDisables } from '../template/metadata-directives.ts';
import type { TemplateProblem } from '../template/template.ts';
import { directiveAreas } from './directive-areas.ts';
import { expressionProblems } from './expression-problems.ts';
import { type ModuleAliases, moduleAliases } from './module-references.ts';
import { type FileReading, readFile, readForFixes } from './read-file.ts';

/** One text as its host holds it. `version` grows with every change; the pair (uri, version) names the text. */
export interface SourceText {
  /** URI of the document. */
  readonly uri: string;
  readonly version: number;
  /** LSP language id: `json`, `jsonc`, `bicep`, … ; decides the parser together with the file's ending. */
  readonly languageId: string;
  readonly text: string;
}

/** One version of one text with all that follows from the text alone. Its parts are computed when first asked, and kept. */
export class SourceFile {
  readonly source: SourceText;
  private lineIndex: LineIndex | undefined;
  private fileReading: FileReading | undefined;
  private earlier: FileReading | undefined;
  private fileDirectives: FileDirectives | undefined;
  private expressions: readonly TemplateProblem[] | undefined;
  private fixes: FixSource | undefined;
  private json: { readonly value: Expr | undefined } | undefined;
  private aliases: ModuleAliases | undefined;
  /** The text as YAML data, read by whoever has loaded a parser for that; `undefined` where it holds none. */
  yamlData: Expr | undefined;

  /** @param earlier another version of the text: saves work, and changes no answer */
  constructor(source: SourceText, earlier?: SourceFile) {
    this.source = source;
    // Its reading and not the version itself, which would keep all those before it.
    this.earlier = earlier?.fileReading ?? earlier?.earlier;
  }

  get uri(): string {
    return this.source.uri;
  }

  get lines(): LineIndex {
    this.lineIndex ??= new LineIndex(this.source.text);
    return this.lineIndex;
  }

  get reading(): FileReading {
    this.fileReading ??= readFile(this.source, this.earlier);
    this.earlier = undefined;
    return this.fileReading;
  }

  get directives(): FileDirectives {
    this.fileDirectives ??= directivesOf(this);
    return this.fileDirectives;
  }

  /** The text as fixes see it. */
  /** Whether a syntax error lies in a piece of the text, or at one of its ends. */
  isBrokenIn({ start, end }: TextRange): boolean {
    return this.reading.problems.some(({ at }) => at.start <= end && start <= at.end);
  }

  get forFixes(): FixSource {
    this.fixes ??= readForFixes(this.source, this.reading);
    return this.fixes;
  }

  /** Of a JSON template: its expressions that Azure cannot evaluate. */
  get expressionProblems(): readonly TemplateProblem[] {
    const { json } = this.reading;
    this.expressions ??= json === undefined ? [] : expressionProblems(json, this.uri);
    return this.expressions;
  }

  /** Lets go of all that follows from the text; it is made again when it is asked for. */
  release(): void {
    this.lineIndex = undefined;
    this.fileReading = undefined;
    this.earlier = undefined;
    this.fileDirectives = undefined;
    this.json = undefined;
    this.expressions = undefined;
    this.fixes = undefined;
  }

  /** The names that the text, as a `bicepconfig.json`, gives to registries. */
  get moduleAliases(): ModuleAliases {
    this.aliases ??= moduleAliases(this.source.text);
    return this.aliases;
  }

  /** The whole text as JSON data; `undefined` where it holds none. */
  get jsonData(): Expr | undefined {
    this.json ??= { value: dataFromJson(parseJson(this.source.text), this.uri) };
    return this.json.value;
  }
}

export interface FileDirectives extends Directives {
  /** Target directives that stand above no resource they could speak of. */
  readonly unattached: readonly TargetDirective[];
  /** Those that belong to a resource, by where its head starts. */
  readonly attached: ReadonlyMap<number, readonly TargetDirective[]>;
}

function directivesOf({ source, reading }: SourceFile): FileDirectives {
  const written = readDirectives(source.text, reading.comments, source.uri);
  const isTemplate = reading.json !== undefined && reading.template.shape === 'arm-template';
  const inMetadata = isTemplate ? metadataDisables(reading.json, source.uri) : [];
  const directives = { ...written, disables: [...written.disables, ...inMetadata] };
  const attached = new Map<Span['start'], readonly TargetDirective[]>();
  if (directives.targets.length > 0) {
    for (const area of directiveAreas(reading.template))
      attached.set(area.start, directivesAt(area, source.text, reading.comments, directives.targets));
  }
  const used = new Set([...attached.values()].flat());
  return { ...directives, unattached: directives.targets.filter(directive => !used.has(directive)), attached };
}
