import { hintsOf, metadataHints } from '../analysis/directive.ts';
import { type FlowVerdict, flowVerdicts } from '../analysis/flow-verdict.ts';
import { findTargets, type Target, type TargetHints } from '../analysis/target.ts';
import { type CancellationSignal, neverCancelled, throwIfCancelled } from '../base/cancel.ts';
import { LineIndex } from '../base/line-index.ts';
import { buildNetwork } from '../network/build.ts';
import type { Network } from '../network/network.ts';
import { resolveTags } from '../network/resolve-tags.ts';
import { syntaxError } from '../rules/file-problems.ts';
import { ruleIds, rules } from '../rules/index.ts';
import type { FileFacts, Finding } from '../rules/rule.ts';
import { runRules } from '../rules/run.ts';
import { directivesAt, readDirectives } from '../template/directives.ts';
import type { SourceText } from './project.ts';
import { directiveAreas, type FileReading, maxTextLength, readFile } from './read-file.ts';
import type { Settings } from './settings.ts';
import { settingFor } from './target-settings.ts';

export type ErrorLog = (message: string, error: unknown) => void;

/**
 * Everything known about one version of one text under one set of settings.
 * Immutable to the outside; parts are computed when first asked and kept. Never throws, but for a raised signal.
 */
export class FileView {
  readonly source: SourceText;
  readonly settings: Settings;
  private readonly log: ErrorLog;
  private readonly verdictsByTarget = new Map<Target, readonly FlowVerdict[]>();
  private lineIndex: LineIndex | undefined;
  private fileReading: FileReading | undefined;
  private fileFacts: FileFacts | undefined;
  private found: readonly Finding[] | undefined;

  constructor(source: SourceText, settings: Settings, log: ErrorLog) {
    this.source = source;
    this.settings = settings;
    this.log = log;
  }

  get lines(): LineIndex {
    this.lineIndex ??= new LineIndex(this.source.text);
    return this.lineIndex;
  }

  /** Whether the text holds anything this tool reads (an NSG, a rule list, a deployment template …). */
  get recognised(): boolean {
    return this.reading.recognised;
  }

  get network(): Network {
    return this.facts.network;
  }

  /**
   * The network if nothing but what is written were given: an empty default is what it says, where {@link network} takes
   * it for a value that may still be given.
   */
  exactNetwork(): Network {
    return buildNetwork(this.reading.template, { exact: true });
  }

  get targets(): readonly Target[] {
    return this.facts.targets;
  }

  verdicts(target: Target): readonly FlowVerdict[] {
    const verdicts = this.verdictsByTarget.get(target) ?? flowVerdicts(target);
    this.verdictsByTarget.set(target, verdicts);
    return verdicts;
  }

  /**
   * All findings, syntax errors included, in the order of the text; severities of the settings applied, switched-off
   * rules and lines that a comment silences left out. Nothing for a file that is not recognised.
   * @throws Cancelled when the signal is raised on the way
   */
  findings(signal: CancellationSignal): readonly Finding[] {
    if (this.found !== undefined) return this.found;
    if (!this.settings.enable || !this.recognised) return [];
    throwIfCancelled(signal);
    const facts = this.facts;
    const all = runRules(rules, facts, {
      signal,
      pack: this.settings.rulePack,
      severityOf: rule => {
        const setting = this.settings.severity[rule];
        return setting === 'default' ? undefined : setting;
      },
      onError: (rule, error) =>
        this.log(`rule ${rule} failed on ${this.source.uri} version ${this.source.version}`, error),
    });
    this.found = withoutSilenced(all, facts, this.lines);
    return this.found;
  }

  /** What could not be read, whether or not the file is recognised; for the command that checks syntax only. */
  syntaxErrors(): readonly Finding[] {
    return runRules([syntaxError], this.facts, { signal: neverCancelled, severityOf: () => undefined });
  }

  private get reading(): FileReading {
    this.fileReading ??= readFile(this.source);
    return this.fileReading;
  }

  private get facts(): FileFacts {
    this.fileFacts ??= this.computeFacts();
    return this.fileFacts;
  }

  private computeFacts(): FileFacts {
    const { reading, source, settings } = this;
    const network = resolveTags(buildNetwork(reading.template), settings.serviceTags);
    const directives = readDirectives(source.text, reading.comments, source.uri);
    const areas = directiveAreas(reading.template);
    const attached = new Map(
      areas.map(area => [area.start, directivesAt(area, source.text, reading.comments, directives.targets)]),
    );
    const used = new Set([...attached.values()].flat());
    const fromComment = (head: { readonly start: number }): TargetHints | undefined => {
      const own = attached.get(head.start) ?? [];
      return own.length === 0 ? undefined : hintsOf(own.flatMap(directive => directive.entries));
    };
    const targets = findTargets(network, {
      directive: resource => fromComment(resource.head) ?? metadataHints(resource.metadata),
      setting: group => settingFor(settings.targets, source.uri, group),
      defaults: settings.defaults,
    });
    return {
      fileId: source.uri,
      ruleIds,
      syntaxProblems: reading.problems,
      template: reading.template,
      network,
      targets,
      directives: { ...directives, unattached: directives.targets.filter(directive => !used.has(directive)) },
      features: settings.features,
      limit:
        source.text.length > maxTextLength
          ? `This file has ${source.text.length.toLocaleString('en')} characters; files above ${maxTextLength.toLocaleString('en')} are not read, and nothing is said about this one.`
          : undefined,
      verdicts: target => this.verdicts(target),
    };
  }
}

/** Leaves out what a comment on the line before silences; a syntax error cannot be silenced. */
function withoutSilenced(findings: readonly Finding[], facts: FileFacts, lines: LineIndex): readonly Finding[] {
  if (facts.directives.disables.length === 0) return findings;
  const silenced = facts.directives.disables.map(directive => ({
    line: lines.position(directive.span.end).line + 1,
    rules: new Set(directive.rules.map(rule => rule.id)),
  }));
  return findings.filter(finding => {
    if (finding.rule === 'syntax-error') return true;
    const { line } = lines.position(finding.at.start);
    return !silenced.some(entry => entry.line === line && (entry.rules.size === 0 || entry.rules.has(finding.rule)));
  });
}
