import { lazily } from '../base/lazily.ts';
import { writtenAt } from '../base/origin.ts';
import type { FileId, Span } from '../base/span.ts';
import type {
  FileReference,
  GivenParameters,
  Template,
  TemplateModule,
  TemplateResource,
} from '../template/template.ts';
import { BorrowedPlaces } from './borrowed.ts';
import { type Environment, noTemplateFiles } from './environment.ts';
import { Evaluator, type Locals, type TemplateUse, Work } from './evaluate.ts';
import { identityOf } from './identity.ts';
import { isDeployed, type ModuleInstance, maxCopies, sourceSpan, turnsOf } from './modules.ts';
import { parameterValues } from './parameter-values.ts';
import { groupIdentity, ownPlace } from './places.ts';
import { type Placed, tellApart } from './tell-apart.ts';
import type { Value } from './value.ts';

/** One resource as it is deployed: its expressions are values, its loops are run. */
export interface DeployedResource {
  /** Full type in lower case without a version. */
  readonly type: string;
  /** Identity of each segment of the name, outermost first; a known segment is its text in lower case. Empty where the text has none. */
  readonly segments: readonly string[];
  /** The last segment in its own letters; `undefined` where it is computed from values that are not known. */
  readonly lastSegment: string | undefined;
  /** Evaluated when first asked. */
  readonly body: Value;
  readonly span: Span;
  /** Where comments that belong to it may stand; they end at its end at the latest. */
  readonly head: Span;
  readonly nameSpan: Span;
  readonly existing: boolean;
  /** Whether it is deployed depends on a value that is not known here. */
  readonly conditional: boolean;
  /** It stands for any number of resources: its loop runs over something that is not known. */
  readonly loop: boolean;
  /** The modules that lead to it from the template that was asked about, outermost first; empty for its own resources. */
  readonly uses: readonly ModuleUse[];
}

/** A module in one turn of its loop. */
export interface ModuleUse {
  /** Its symbol or, where it has none, what its text calls it; with its turn in brackets for one of a loop. */
  readonly title: string;
  /** Equal for no two uses of one evaluation. */
  readonly id: string;
  /** The words to point at, in the file that uses it. */
  readonly at: Span;
  /** What names its template; `undefined` where that is written in place. */
  readonly reference: Pick<FileReference, 'path' | 'at'> | undefined;
  /** What its parameters are given. */
  readonly given: GivenParameters;
}

/** A module whose template is not read. */
export interface UnreadModule {
  readonly at: Span;
  /** As the end of "it is not known, because …". */
  readonly why: string;
  /** Its file is certain to be absent. */
  readonly missing: boolean;
}

export interface Deployment {
  readonly resources: readonly DeployedResource[];
  /** More resources are made than are looked at. */
  readonly bounded: boolean;
  /** The templates that are deployed, the one that was asked about first; each once. */
  readonly templates: readonly Template[];
  readonly unread: readonly UnreadModule[];
  /** What the places stand for that lie in no file of the user's. */
  readonly borrowed: BorrowedPlaces;
}

/** The resources of a template, and of those that it deploys, with their values. Never throws; work is bounded. */
export function deploy(template: Template, environment: Environment = {}): Deployment {
  return new Deploying(template, environment).run(template);
}

/** What holds for all that a module deploys. */
interface Around {
  readonly conditional: boolean;
  readonly loop: boolean;
  readonly uses: readonly ModuleUse[];
}

/** A resource that was made, and what its body amounts to. */
interface Made {
  readonly resource: DeployedResource;
  readonly identity: () => string;
}

class Deploying {
  private readonly environment: Environment;
  private readonly borrowed: BorrowedPlaces;
  private readonly resources: Placed[] = [];
  private readonly templates = new Set<Template>();
  private readonly unread = new Map<string, UnreadModule>();
  /** Names and places that the text of a resource has made. */
  private readonly made = new Map<TemplateResource, Map<string, Made[]>>();
  private bounded = false;
  private copies = 0;

  constructor({ file }: Template, environment: Environment) {
    this.environment = environment;
    const { parameterFile, isOwn = () => true } = environment;
    this.borrowed = new BorrowedPlaces(`${file} ${parameterFile?.file ?? ''}`, isOwn);
  }

  run(template: Template): Deployment {
    const { files = noTemplateFiles, parameterFile, parameters, exact, place, deploymentName } = this.environment;
    const work = new Work(files);
    const inFile = parameterFile === undefined ? () => undefined : parameterValues(parameterFile, work);
    const use: TemplateUse = {
      id: '',
      given: name => parameters?.get(name) ?? inFile(name),
      givenBy: 'parameter-file',
      exact: exact ?? parameterFile !== undefined,
      chain: [template],
      place: place ?? ownPlace,
      deploymentName: deploymentName === undefined ? undefined : () => nameOfDeployment(deploymentName, template),
    };
    this.template(new Evaluator(template, use, work), { conditional: false, loop: false, uses: [] });
    const { resources, bounded, templates, unread, borrowed } = this;
    return {
      resources: tellApart(resources),
      bounded,
      templates: [...templates],
      unread: [...unread.values()],
      borrowed,
    };
  }

  private template(evaluator: Evaluator, around: Around): void {
    this.templates.add(evaluator.template);
    const { isWanted } = this.environment;
    for (const resource of evaluator.template.resources) {
      if (isWanted?.(resource.type) === false) continue;
      const all = turnsOf(evaluator, resource.loops);
      this.bounded ||= all.cut;
      all.turns.forEach(({ locals, loop }, i) => {
        // The first of each resource always counts: what a file writes down is never left out for another's loop.
        if (i > 0 && ++this.copies > maxCopies) this.bounded = true;
        else this.resource(evaluator, resource, locals, loop, around);
      });
    }
    for (const module of evaluator.template.modules) {
      evaluator.instancesOf(module).forEach((instance, i) => {
        if (i > 0 && ++this.copies > maxCopies) this.bounded = true;
        else this.module(evaluator.template.file, instance, i, around);
      });
    }
  }

  private resource(
    evaluator: Evaluator,
    resource: TemplateResource,
    locals: Locals,
    loop: boolean,
    around: Around,
  ): void {
    const deployed = isDeployed(evaluator, resource.conditions, locals);
    if (deployed === 'no') return;
    const segments = resource.names.flatMap(name => evaluator.segments(name, locals));
    const place = groupIdentity(evaluator.use.place);
    const last = resource.names.at(-1);
    const places = this.borrowed.resource(resource.span.file, around.uses);
    const span = places?.span ?? resource.span;
    let body: Value | undefined;
    let nameSpan: Span | undefined;
    const made: DeployedResource = {
      type: resource.type,
      segments,
      lastSegment: last && inOwnLetters(evaluator.lastText(last, locals), segments.at(-1)),
      get body() {
        body ??= evaluator.evaluate(resource.body, locals);
        if (places !== undefined && body.origin.span.file !== span.file) body = places.value(body);
        return body;
      },
      span,
      head: places === undefined ? { file: span.file, ...resource.head } : span,
      get nameSpan() {
        if (places === undefined) return resource.nameSpan;
        nameSpan ??= places.words(
          last === undefined ? { kind: 'null', origin: writtenAt(span) } : evaluator.evaluate(last, locals),
        );
        return nameSpan;
      },
      existing: resource.existing,
      conditional: around.conditional || deployed === 'maybe',
      loop: around.loop || loop,
      uses: around.uses,
    };
    if (around.uses.length === 0 || this.isNew(resource, `${place} ${segments.join('/')}`, made))
      this.resources.push({ resource: made, place });
  }

  /** One text that makes a resource again, as a module that is deployed twice may do, makes the same one if nothing differs. */
  private isNew(resource: TemplateResource, id: string, made: DeployedResource): boolean {
    const byId = this.made.get(resource) ?? new Map<string, Made[]>();
    this.made.set(resource, byId);
    const known = byId.get(id) ?? [];
    byId.set(id, known);
    const identity = lazily(() => identityOf(made.body));
    const isAgain = known.some(
      ({ resource: { conditional, loop }, identity: other }) =>
        conditional === made.conditional && loop === made.loop && other() === identity(),
    );
    if (!isAgain) known.push({ resource: made, identity });
    return !isAgain;
  }

  private module(file: FileId, instance: ModuleInstance, turn: number, around: Around): void {
    const { module, deployed, loop } = instance;
    if (deployed === 'no' || module.source.kind === 'outer') return;
    const { body } = instance;
    if (!body.found) {
      const at = this.borrowed.module(file, around.uses) ?? sourceSpan(module);
      this.unread.set(`${at.file} ${at.start}`, { at, why: body.why, missing: body.missing });
      return;
    }
    const use: ModuleUse = {
      title: titleOf(module, turn, loop),
      id: body.value.use.id,
      at: module.nameSpan,
      reference: module.source.kind === 'file' ? module.source.reference : undefined,
      given: module.given,
    };
    this.template(body.value, {
      conditional: around.conditional || deployed === 'maybe',
      loop: around.loop || loop,
      uses: [...around.uses, use],
    });
  }
}

function titleOf(module: TemplateModule, turn: number, loop: boolean): string {
  const name = module.symbol ?? (module.name?.kind === 'literal' ? String(module.name.value) : 'a nested deployment');
  return module.loops.length === 0 || loop ? name : `${name}[${turn}]`;
}

function nameOfDeployment(name: string, { file }: Template): Value {
  return { kind: 'text', value: name, origin: writtenAt({ file, start: 0, end: 0 }) };
}

/** The last segment as written; where its letters cannot be told, in lower case; `undefined` where it is computed. */
function inOwnLetters(text: string | undefined, identity: string | undefined): string | undefined {
  if (identity === undefined || identity.includes('{')) return undefined;
  const own = text?.slice(text.lastIndexOf('/') + 1);
  return own?.toLowerCase() === identity ? own : identity;
}
