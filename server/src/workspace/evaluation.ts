import { hintsOf, metadataHints } from '../analysis/directive.ts';
import { findTargets } from '../analysis/find-targets.ts';
import { type FlowVerdict, flowVerdicts } from '../analysis/flow-verdict.ts';
import type { Target, TargetHints } from '../analysis/target.ts';
import { type CancellationSignal, neverCancelled } from '../base/cancel.ts';
import type { Span } from '../base/span.ts';
import {
  type Deployment,
  deploy,
  evaluatorOf,
  type FaultyResource,
  type UnreadModule,
} from '../evaluate/deployment.ts';
import type { Environment } from '../evaluate/environment.ts';
import type { Evaluator } from '../evaluate/evaluate.ts';
import { brokenChain, parameterValues } from '../evaluate/parameter-values.ts';
import type { Trail } from '../evaluate/take-over.ts';
import { Work } from '../evaluate/work.ts';
import { buildNetwork, isModelled } from '../network/build.ts';
import type { Network } from '../network/network.ts';
import { resolveTags } from '../network/resolve-tags.ts';
import { ruleIds, rules } from '../rules/index.ts';
import type { FileFacts, Finding } from '../rules/rule.ts';
import { runRules } from '../rules/run.ts';
import type { TemplateProblem } from '../template/template.ts';
import { landFindings } from './land-findings.ts';
import { parameterProblems } from './parameter-problems.ts';
import type { Settings } from './settings.ts';
import type { Snapshot } from './snapshot.ts';
import type { SourceFile } from './source-file.ts';
import { settingFor } from './target-settings.ts';

export type ErrorLog = (message: string, error: unknown) => void;

/** What an evaluation is of. */
export interface EvaluationInput {
  /** The file that is deployed; it says what the others are used for. */
  readonly root: SourceFile;
  /** The parameter file that is in effect; `undefined`: parameters have their defaults. */
  readonly parameters: SourceFile | undefined;
  readonly files: Snapshot;
  readonly settings: Settings;
}

/** What the rules say of one evaluation: plain data, which costs little to keep. */
export interface Judgement {
  /** URI of the file that is deployed. */
  readonly root: string;
  readonly parameters: string | undefined;
  /** In the order of the texts; those that a comment silences left out. */
  readonly findings: readonly Finding[];
  /** The files that have a part in it by URI, each with the uses of its text: their titles by their ids. */
  readonly uses: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By URI: the ids of all uses of a text that lead to a resource, those of modules that only use others included. */
  readonly turns: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether any resource of a network came of it, or might have but for a mistake: a module that is not there. */
  readonly holdsNetwork: boolean;
}

/**
 * One file deployed with one set of parameters: the network that comes of it, and what the rules say.
 * Parts are computed when first asked and kept. Never throws, but for a raised signal.
 */
export class Evaluation implements EvaluationInput {
  readonly root: SourceFile;
  readonly parameters: SourceFile | undefined;
  readonly files: Snapshot;
  readonly settings: Settings;
  private readonly log: ErrorLog;
  private readonly verdictsByTarget = new Map<Target, readonly FlowVerdict[]>();
  private deployed: Deployment | undefined;
  /** What the deployment takes over, until it does. */
  private earlier: Trail | undefined;
  private computedFacts: FileFacts | undefined;
  private judged: Judgement | undefined;

  /** @param earlier of the same file with the same parameter file, in another version: saves work, and changes no answer */
  constructor({ root, parameters, files, settings }: EvaluationInput, log: ErrorLog, earlier?: Evaluation) {
    this.root = root;
    this.parameters = parameters;
    this.files = files;
    this.settings = settings;
    this.log = log;
    // Its trail and not the evaluation itself, which would keep all those before it.
    this.earlier = earlier?.deployed?.trail ?? earlier?.earlier;
  }

  get deployment(): Deployment {
    this.deployed ??= deploy(this.root.reading.template, this.environment, this.earlier);
    this.earlier = undefined;
    return this.deployed;
  }

  /**
   * The network if nothing but what is written were given: an empty default is what it says, where {@link network} takes
   * it for a value that may still be given.
   */
  exactNetwork(): Network {
    return buildNetwork(deploy(this.root.reading.template, { ...this.environment, exact: true }));
  }

  /** A use of its own of the file that is deployed, for questions that leave no trace in what the rules are told. */
  evaluator(): Evaluator {
    return evaluatorOf(this.root.reading.template, this.environment);
  }

  get network(): Network {
    return this.facts.network;
  }

  get targets(): readonly Target[] {
    return this.facts.targets;
  }

  verdicts(target: Target): readonly FlowVerdict[] {
    const verdicts = this.verdictsByTarget.get(target) ?? flowVerdicts(target);
    this.verdictsByTarget.set(target, verdicts);
    return verdicts;
  }

  /** What the rules say of the network, wherever it is written. @throws Cancelled */
  judgement(signal: CancellationSignal): Judgement {
    this.judged ??= this.judge(signal);
    return this.judged;
  }

  /** Whether the text of a file is part of it: as the file that is deployed, its parameters, or a module. */
  reaches(uri: string): boolean {
    return this.judgement(neverCancelled).uses.has(uri);
  }

  /** Lets go of all but the judgement; what is asked again is computed again. */
  release(): void {
    this.deployed = undefined;
    this.earlier = undefined;
    this.computedFacts = undefined;
    this.verdictsByTarget.clear();
  }

  /** A file by its URI, as this evaluation saw it. */
  file(uri: string): SourceFile | undefined {
    if (uri === this.root.uri) return this.root;
    return uri === this.parameters?.uri ? this.parameters : this.files.get(uri);
  }

  /** Where to point for a place of the network: itself, or what stands for it in a file of the user's. */
  shown(span: Span): Span {
    return this.deployment.borrowed.landing(span)?.at ?? span;
  }

  private judge(signal: CancellationSignal): Judgement {
    const found = askRules(this.facts, this.settings, signal, this.log);
    const { root, parameters, deployment, network } = this;
    const findings = landFindings(found, deployment.borrowed);
    const uses = new Map<string, Map<string, string>>(deployment.templates.map(({ file }) => [file, new Map()]));
    if (parameters !== undefined) uses.set(parameters.uri, new Map());
    const turns = new Map<string, Set<string>>();
    for (const resource of deployment.resources) {
      const landing = deployment.borrowed.landing(resource.span);
      const own = landing?.uses ?? resource.uses;
      const use = own.at(-1);
      if (use !== undefined)
        uses.get(landing?.at.file ?? resource.span.file)?.set(use.id, own.map(({ title }) => title).join(' > '));
      for (const [i, { id }] of own.entries()) {
        const file = own[i + 1]?.at.file ?? landing?.at.file ?? resource.span.file;
        turns.set(file, (turns.get(file) ?? new Set()).add(id));
      }
    }
    return {
      root: root.uri,
      parameters: parameters?.uri,
      findings: withoutSilenced(findings, uri => this.file(uri)),
      uses,
      turns,
      holdsNetwork:
        deployment.unread.some(({ missing }) => missing) ||
        Object.values(network).some((list: readonly unknown[]) => list.length > 0),
    };
  }

  private parameterProblems(): readonly TemplateProblem[] {
    const file = this.parameters?.reading.template;
    if (file === undefined) return [];
    const problems = parameterProblems(file, this.root.reading.template, parameterValues(file, new Work(this.files)));
    // What it extends and nobody has read may give the rest.
    return this.unreadBases().length === 0 ? problems : problems.filter(({ rule }) => rule !== 'missing-parameter');
  }

  private unreadBases(): readonly UnreadModule[] {
    const file = this.parameters?.reading.template;
    const broken = file && brokenChain(file, this.files);
    return broken === undefined ? [] : [broken];
  }

  /** Those in texts that are no file of the user's are shown at the resource. */
  private faults(): readonly FaultyResource[] {
    return this.deployment.faults().map(({ fault, resource, isCertain }) => {
      const isOwn = this.file(fault.at.file) !== undefined;
      return { fault: isOwn ? fault : { ...fault, at: resource.nameSpan }, resource, isCertain };
    });
  }

  private get environment(): Environment {
    return {
      files: this.files,
      isOwn: uri => this.file(uri) !== undefined,
      parameterFile: this.parameters?.reading.template,
      isWanted: isModelled,
    };
  }

  private get facts(): FileFacts {
    this.computedFacts ??= this.computeFacts();
    return this.computedFacts;
  }

  private buildNetwork(): Network {
    const network = buildNetwork(this.deployment);
    if (this.deployment.trail.isSound || this.deployment.trail.takenOver === 0) return network;
    // Values that were worked out just now came to a bound.
    this.deployed = deploy(this.root.reading.template, this.environment);
    return buildNetwork(this.deployed);
  }

  private computeFacts(): FileFacts {
    const { root, settings } = this;
    const network = resolveTags(this.buildNetwork(), settings.serviceTags);
    const { deployment } = this;
    const fromComment = (head: Span): TargetHints | undefined => {
      const own = this.file(head.file)?.directives.attached.get(head.start) ?? [];
      return own.length === 0 ? undefined : hintsOf(own.flatMap(directive => directive.entries));
    };
    const targets = findTargets(network, {
      directive: resource => fromComment(resource.head) ?? metadataHints(resource.metadata),
      setting: part => settingFor(settings.targets, this.shown(part.span).file, part),
      defaults: settings.defaults,
    });
    return {
      fileId: root.uri,
      ruleIds,
      syntaxProblems: [],
      isBroken: piece => this.file(piece.file)?.isBrokenIn(piece) === true,
      template: root.reading.template,
      templates: deployment.templates,
      problems: this.parameterProblems(),
      unreadModules: [...deployment.unread, ...this.unreadBases()],
      faults: () => this.faults(),
      network,
      targets,
      directives: { targets: [], disables: [], unattached: [] },
      features: settings.features,
      limit: undefined,
      verdicts: target => this.verdicts(target),
    };
  }
}

/** @throws Cancelled */
export function askRules(
  facts: FileFacts,
  settings: Settings,
  signal: CancellationSignal,
  log: ErrorLog,
): readonly Finding[] {
  return runRules(rules, facts, {
    signal,
    pack: settings.rulePack,
    severityOf: rule => {
      const setting = settings.severity[rule];
      return setting === 'default' ? undefined : setting;
    },
    onError: (rule, error) => log(`rule ${rule} failed on ${facts.fileId}`, error),
  });
}

/** Leaves out what a comment on the line before silences; a syntax error cannot be silenced. */
export function withoutSilenced(
  findings: readonly Finding[],
  fileOf: (uri: string) => SourceFile | undefined,
): readonly Finding[] {
  const lines = new Map<string, ReadonlyMap<number, ReadonlySet<string>>>();
  return findings.filter(({ rule, at }) => {
    if (rule === 'syntax-error') return true;
    const file = fileOf(at.file);
    if (file === undefined || file.directives.disables.length === 0) return true;
    const silenced = lines.get(at.file) ?? silencedLines(file);
    lines.set(at.file, silenced);
    const line = file.lines.position(at.start).line;
    return [silenced.get(line), silenced.get(wholeFile)].every(
      ids => ids === undefined || (ids.size > 0 && !ids.has(rule)),
    );
  });
}

const wholeFile = -1;

/** The ids that are silenced, by line, and under {@link wholeFile} for all lines; an empty set stands for all rules. */
function silencedLines({ directives, lines }: SourceFile): ReadonlyMap<number, ReadonlySet<string>> {
  const silenced = new Map<number, ReadonlySet<string>>();
  for (const { scope, span, rules } of directives.disables) {
    const line = scope === 'file' ? wholeFile : lines.position(span.end).line + 1;
    const known = silenced.get(line);
    const isAll = rules.length === 0 || known?.size === 0;
    silenced.set(line, new Set(isAll ? [] : [...(known ?? []), ...rules.map(rule => rule.id)]));
  }
  return silenced;
}
