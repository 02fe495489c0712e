import { type FlowVerdict, flowVerdicts } from '../analysis/flow-verdict.ts';
import type { Target } from '../analysis/target.ts';
import { type CancellationSignal, neverCancelled, throwIfCancelled } from '../base/cancel.ts';
import type { LineIndex } from '../base/line-index.ts';
import { groupedDigits } from '../base/number-text.ts';
import type { FileId, Span } from '../base/span.ts';
import { isBorrowed } from '../evaluate/borrowed.ts';
import { applyFix, type FixOutcome } from '../fix/apply.ts';
import type { Fix } from '../fix/tree-edit.ts';
import type { Network } from '../network/network.ts';
import { syntaxError } from '../rules/file-problems.ts';
import { ruleIds } from '../rules/index.ts';
import type { FileFacts, Finding } from '../rules/rule.ts';
import { byPlace, runRules } from '../rules/run.ts';
import { askRules, type ErrorLog, Evaluation, withoutSilenced } from './evaluation.ts';
import { mergeFindings } from './merge-findings.ts';
import { maxTextLength } from './read-file.ts';
import type { Settings } from './settings.ts';
import { SourceFile, type SourceText } from './source-file.ts';
import { ViewFixFiles } from './view-fix-files.ts';

const nothingDeployed: Network = {
  securityGroups: [],
  routeTables: [],
  virtualNetworks: [],
  subnets: [],
  services: [],
  workspaceGateways: [],
  publicIpAddresses: [],
  privateDnsZones: [],
  privateEndpoints: [],
  subnetUsers: [],
  featureUses: [],
};

/**
 * Everything known about one version of one text under one set of settings: alone, or with the files it is deployed with.
 * Immutable to the outside; parts are computed when first asked and kept. Never throws, but for a raised signal.
 */
export class FileView {
  readonly file: SourceFile;
  readonly settings: Settings;
  /**
   * How the text is deployed: by itself, once for each parameter file, or for a module as the files that use it deploy it.
   * Never empty; the first is the one that hovers and pictures show.
   */
  readonly evaluations: readonly Evaluation[];
  private readonly log: ErrorLog;
  private found: readonly Finding[] | undefined;
  private together: readonly Finding[] | undefined;
  private fixFiles: ViewFixFiles | undefined;

  constructor(file: SourceFile, evaluations: readonly Evaluation[], settings: Settings, log: ErrorLog) {
    this.file = file;
    this.evaluations = evaluations;
    this.settings = settings;
    this.log = log;
  }

  get source(): SourceText {
    return this.file.source;
  }

  get lines(): LineIndex {
    return this.file.lines;
  }

  /** The lines of any file that a place of this view lies in; `undefined` for a text that is no file of the user's. */
  linesOf(file: FileId): LineIndex | undefined {
    return this.fileOf(file)?.lines;
  }

  /** Where to point for a place of the network: itself, or the argument or module that stands for what a registry's module has. */
  shown(span: Span): Span {
    if (!isBorrowed(span)) return span;
    for (const evaluation of this.evaluations) {
      const at = evaluation.shown(span);
      if (at !== span) return at;
    }
    return span;
  }

  /** Whether the text holds anything this tool reads (an NSG, a rule list, a deployment template …), or deploys it by modules. */
  get recognised(): boolean {
    const { recognised, template } = this.file.reading;
    if (recognised || (template.modules.length === 0 && template.shape !== 'parameter-file')) return recognised;
    return this.evaluations.some(evaluation => evaluation.judgement(neverCancelled).holdsNetwork);
  }

  get network(): Network {
    return this.evaluations[0]?.network ?? nothingDeployed;
  }

  /** As {@link network}, if nothing but what is written were given. */
  exactNetwork(): Network {
    return this.evaluations[0]?.exactNetwork() ?? nothingDeployed;
  }

  /** Whether the text is judged as other files deploy it, and not by itself. */
  get isPart(): boolean {
    return this.evaluations.every(({ root, parameters }) => root !== this.file && parameters !== this.file);
  }

  /** Those of all evaluations; in the view of a module, those that its text has a part in. */
  get targets(): readonly Target[] {
    const { uri } = this.source;
    return this.evaluations.flatMap(evaluation =>
      evaluation.root === this.file || evaluation.parameters === this.file
        ? evaluation.targets
        : evaluation.targets.filter(target => touches(target, uri)),
    );
  }

  verdicts(target: Target): readonly FlowVerdict[] {
    return this.evaluationOf(target)?.verdicts(target) ?? flowVerdicts(target);
  }

  /** The network that a target of this view lies in. */
  networkOf(target: Target): Network {
    return this.evaluationOf(target)?.network ?? this.network;
  }

  evaluationOf(target: Target): Evaluation | undefined {
    return this.evaluations.find(({ targets }) => targets.includes(target));
  }

  /**
   * All findings in this text, syntax errors included, in the order of the text; severities of the settings applied,
   * switched-off rules and lines that a comment silences left out. Nothing for a file that is not recognised.
   * @throws Cancelled when the signal is raised on the way
   */
  findings(signal: CancellationSignal): readonly Finding[] {
    if (this.found !== undefined) return this.found;
    if (!this.settings.enable || !this.recognised) return [];
    throwIfCancelled(signal);
    const own = askRules(this.textFacts, this.settings, signal, this.log);
    const all = this.merged(signal);
    const here = all.filter(({ at }) => at.file === this.source.uri);
    this.found = [...this.withoutSilenced(own), ...here].sort(byPlace);
    return this.found;
  }

  /**
   * Findings in the texts of other files that this one deploys, as {@link findings} has them for its own, file by file.
   * @throws Cancelled
   */
  findingsElsewhere(signal: CancellationSignal): readonly Finding[] {
    if (!this.settings.enable || !this.recognised) return [];
    return this.merged(signal)
      .filter(({ at }) => at.file !== this.source.uri && this.fileOf(at.file) !== undefined)
      .sort(byPlace);
  }

  /**
   * What a fix does to the texts that its edits are in, at its next best place where the first cannot be written to, or why it is
   * withheld. Never throws, but for a mistake of ours.
   */
  fix(fix: Fix): FixOutcome {
    this.fixFiles ??= new ViewFixFiles(this.evaluations, uri => this.fileOf(uri));
    const outcome = applyFix(this.fixFiles, fix);
    if (outcome.ok || fix.otherwise === undefined) return outcome;
    const other = this.fix(fix.kept === undefined ? fix.otherwise : { ...fix.otherwise, kept: fix.kept });
    return other.ok ? other : outcome;
  }

  /** Whether a file has syntax errors. */
  isBroken(file: FileId): boolean {
    return (this.fileOf(file)?.reading.problems.length ?? 0) > 0;
  }

  /** The text of a file that a fix may change; `undefined` where it was not read. */
  textOf(file: FileId): string | undefined {
    return this.fileOf(file)?.source.text;
  }

  /** The same files with another text of one of them, as if it were edited; this view's own where no other is named. */
  withText(text: string, uri: FileId = this.source.uri): FileView {
    const old = this.fileOf(uri) ?? this.file;
    const file = new SourceFile({ ...old.source, text }, old);
    const put = <T extends SourceFile | undefined>(known: T) => (known === old ? file : known);
    const evaluations = this.evaluations.map(
      ({ root, parameters, files, settings }) =>
        new Evaluation({ root: put(root), parameters: put(parameters), files: files.with(file), settings }, this.log),
    );
    return new FileView(put(this.file), evaluations, this.settings, this.log);
  }

  /**
   * {@link findingsElsewhere} at the places of this text that lead to them: the value that is given, the module, or the
   * resource whose values come from another file. Those that no place of this text leads to are left out.
   * @throws Cancelled
   */
  findingsOfUses(signal: CancellationSignal): readonly Finding[] {
    return this.withoutSilenced(this.lifted(this.findingsElsewhere(signal)));
  }

  private lifted(findings: readonly Finding[]): readonly Finding[] {
    const { uri } = this.source;
    const lifted = new Map<string, Finding>();
    for (const finding of findings) {
      const hops = finding.related.filter(({ isHop }) => isHop).map(place => place.at);
      const places = [...hops, ...finding.uses.map(use => use.at), finding.about];
      const at = places.find(place => place?.file === uri);
      if (at === undefined) continue;
      const here = { at: finding.at, message: 'it is written here' };
      const related = [here, ...finding.related].filter(
        place => place.at !== at && this.fileOf(place.at.file) !== undefined,
      );
      const key = `${finding.rule} ${at.start} ${finding.message}`;
      if (!lifted.has(key)) lifted.set(key, { ...finding, at, related, unnecessary: false });
    }
    return [...lifted.values()].sort(byPlace);
  }

  private withoutSilenced(findings: readonly Finding[]): readonly Finding[] {
    return withoutSilenced(findings, () => this.file);
  }

  /** Whether a comment may be written into the text: strict JSON would break. */
  get allowsComments(): boolean {
    return this.file.forFixes.allowsComments;
  }

  /** The ids of the rules that the whole of a template silences; `undefined` for a file that is no ARM template. */
  silencedInTemplate(uri: FileId): readonly string[] | undefined {
    const file = this.fileOf(uri);
    if (file?.reading.template.shape !== 'arm-template') return undefined;
    return file.directives.disables.flatMap(({ scope, rules }) => (scope === 'file' ? rules.map(({ id }) => id) : []));
  }

  /** The same files under other settings. */
  withSettings(settings: Settings): FileView {
    const evaluations = this.evaluations.map(
      ({ root, parameters, files }) => new Evaluation({ root, parameters, files, settings }, this.log),
    );
    return new FileView(this.file, evaluations, settings, this.log);
  }

  /** What could not be read, whether or not the file is recognised; for the command that checks syntax only. */
  syntaxErrors(): readonly Finding[] {
    return runRules([syntaxError], this.textFacts, { signal: neverCancelled, severityOf: () => undefined });
  }

  private fileOf(uri: FileId): SourceFile | undefined {
    if (uri === this.source.uri) return this.file;
    for (const evaluation of this.evaluations) {
      const file = evaluation.file(uri);
      if (file !== undefined) return file;
    }
    return undefined;
  }

  private merged(signal: CancellationSignal): readonly Finding[] {
    this.together ??= mergeFindings(this.evaluations.map(evaluation => evaluation.judgement(signal))).map(finding => {
      // Places in a text that is no file of the user's cannot be shown.
      const related = finding.related.filter(({ at }) => this.fileOf(at.file) !== undefined);
      return related.length === finding.related.length ? finding : { ...finding, related };
    });
    return this.together;
  }

  /** What can be said of the text without asking what it deploys. */
  private get textFacts(): FileFacts {
    const { file, settings, source } = this;
    const { reading, directives } = file;
    return {
      fileId: source.uri,
      ruleIds,
      syntaxProblems: reading.problems,
      isBroken: piece => file.isBrokenIn(piece),
      template: reading.template,
      templates: [],
      problems: [...reading.template.problems, ...file.expressionProblems],
      unreadModules: [],
      faults: () => [],
      network: nothingDeployed,
      targets: [],
      directives,
      features: settings.features,
      limit:
        source.text.length > maxTextLength
          ? `This file has ${groupedDigits(source.text.length)} characters; files above ${groupedDigits(maxTextLength)} are not read, and nothing is said about this one.`
          : undefined,
      verdicts: flowVerdicts,
    };
  }
}

function touches({ group, routeTable, subnet, service }: Target, uri: string): boolean {
  return [group, routeTable, subnet, service].some(part => part?.span.file === uri);
}
