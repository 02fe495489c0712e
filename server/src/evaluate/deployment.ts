import { lazily } from '../base/lazily.ts';
import { Memo } from '../base/memo.ts';
import { writtenAt } from '../base/origin.ts';
import type { FileId, Span } from '../base/span.ts';
import type {
  FileReference,
  GivenParameters,
  Template,
  TemplateModule,
  TemplateResource,
} from '../template/template.ts';
import { BorrowedPlaces, isBorrowed } from './borrowed.ts';
import { type Environment, noTemplateFiles } from './environment.ts';
import { Evaluator, type Locals, type TemplateUse } from './evaluate.ts';
import { faultsOf } from './faults.ts';
import { identityOf, isComparable, largeValuesSoFar } from './identity.ts';
import { MadeResource } from './made-resource.ts';
import { isDeployed, type ModuleInstance, maxCopies, sourceSpan, turnsOf } from './modules.ts';
import { parameterValues } from './parameter-values.ts';
import { ownPlace } from './places.ts';
import { isSameInEachTurn } from './repeats.ts';
import { isSameSpan } from './same-value.ts';
import { Trail } from './take-over.ts';
import { tellApart } from './tell-apart.ts';
import type { Fault, Value } from './value.ts';
import { Work } from './work.ts';

/** One resource as it is deployed: its expressions are values, its loops are run. */
export interface DeployedResource {
  /** Full type in lower case without a version. */
  readonly type: string;
  /** Identity of each segment of the name, outermost first; a known segment is its text in lower case. Empty where the text has none. */
  readonly segments: readonly string[];
  /** Identity of what its id begins with: its resource group, or whatever else holds it. Equal for one place, known or not. */
  readonly place: string;
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
  /** Where {@link loop} comes of a mistake: what is wrong with the number of its turns. */
  readonly loopFault: Fault | undefined;
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
  /** Its file is certain to be absent, or leads back to itself. */
  readonly missing: boolean;
  /** `part`: what it is given is known to make a part of what it deploys. `base`: it is a parameter file that another extends. */
  readonly what?: 'part' | 'base';
}

/** An expression without a value, and the resource that is made of it. */
export interface FaultyResource {
  readonly fault: Fault;
  readonly resource: Pick<DeployedResource, 'nameSpan' | 'uses'>;
  /** Whether it is certain that the expression is computed when the file is deployed: its resource has no open condition or loop. */
  readonly isCertain: boolean;
}

export interface Deployment {
  readonly resources: readonly DeployedResource[];
  /** More resources are made than are looked at. */
  readonly bounded: boolean;
  /**
   * The templates that are deployed, the one that was asked about first; each once. Of those written in place without any
   * resource that is wanted, also those whose condition is false.
   */
  readonly templates: readonly Template[];
  readonly unread: readonly UnreadModule[];
  /** What the places stand for that lie in no file of the user's. */
  readonly borrowed: BorrowedPlaces;
  readonly trail: Trail;
  /** Works out what is not yet worked out of all resources, where any value that was asked for has a fault. */
  faults(): readonly FaultyResource[];
}

/**
 * The resources of a template, and of those that it deploys, with their values. Never throws; work is bounded.
 *
 * @param earlier of another version of the template or of the files it leads to: modules for which nothing has changed are
 * taken over from it, with the very objects for what they deploy. Saves work and changes nothing in the result, as long as
 * its own trail {@link Trail.isSound}
 */
export function deploy(template: Template, environment: Environment = {}, earlier?: Trail): Deployment {
  if (earlier?.isSound !== true) return new Deploying(template, environment, undefined).run(template);
  const deployment = new Deploying(template, environment, earlier).run(template);
  return deployment.trail.isSound ? deployment : new Deploying(template, environment, undefined).run(template);
}

/**
 * The use of a template that is deployed by itself. Nothing is worked out yet.
 *
 * @param earlier as {@link deploy} has it
 */
export function evaluatorOf(template: Template, environment: Environment, earlier?: Trail): Evaluator {
  const { files = noTemplateFiles, parameterFile, parameters, exact, place, deploymentName } = environment;
  const work = new Work(files, earlier);
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
  return new Evaluator(template, use, work);
}

/** What holds for all that a module deploys. */
interface Around {
  readonly conditional: boolean;
  readonly loop: boolean;
  readonly uses: readonly ModuleUse[];
}

/** One turn of the loops of a resource. */
interface Turn {
  readonly locals: Locals;
  readonly loop: boolean;
  /** Why the turns could not be told, where that is a mistake. */
  readonly fault: Fault | undefined;
}

/** A resource that was made, before it is known whether it was made before. */
interface Made {
  readonly resource: DeployedResource;
  readonly source: TemplateResource;
  /** What its body amounts to. */
  readonly identity: () => string;
}

/** What one use of a template makes, its modules left out. */
interface MadeByUse {
  readonly around: Around;
  readonly made: readonly Made[];
  /** Copies that were counted. */
  readonly copies: number;
}

/** Of uses that the next evaluation may take over. */
const madeByUses = new Memo<Evaluator, MadeByUse>();

class Deploying {
  private readonly environment: Environment;
  private readonly earlier: Trail | undefined;
  private readonly borrowed: BorrowedPlaces;
  private readonly resources: DeployedResource[] = [];
  private readonly templates = new Set<Template>();
  /** Of templates that were looked at: whether they have nothing that is wanted. */
  private readonly without = new Map<Template, boolean>();
  private readonly unread = new Map<string, UnreadModule>();
  /** Names and places that the text of a resource has made. */
  private readonly made = new Map<TemplateResource, Map<string, Made[]>>();
  /** All that was made, in order, whether or not it was made before. */
  private readonly added: Made[] = [];
  private bounded = false;
  private copies = 0;

  constructor({ file }: Template, environment: Environment, earlier: Trail | undefined) {
    this.environment = environment;
    this.earlier = earlier;
    const { parameterFile, isOwn = () => true } = environment;
    this.borrowed = new BorrowedPlaces(`${file} ${parameterFile?.file ?? ''}`, isOwn);
  }

  run(template: Template): Deployment {
    const root = evaluatorOf(template, this.environment, this.earlier);
    const { work } = root;
    this.template(root, { conditional: false, loop: false, uses: [] });
    const trail = new Trail(root, work.earlier?.taken ?? 0);
    // What has not been taken over by now is let go.
    work.earlier = undefined;
    const { bounded, templates, unread, borrowed } = this;
    const resources = tellApart(this.resources);
    return {
      resources,
      bounded,
      templates: [...templates],
      unread: [...unread.values()],
      borrowed,
      trail,
      faults: () => (work.faulty ? resources.flatMap(faultyResources) : []),
    };
  }

  private template(evaluator: Evaluator, around: Around): void {
    this.templates.add(evaluator.template);
    const known = madeByUses.get(evaluator);
    if (known !== undefined && isSameAround(known.around, around) && this.copies + known.copies <= maxCopies) {
      this.copies += known.copies;
      for (const made of known.made) this.add(made);
    } else this.resourcesOf(evaluator, around);
    for (const module of evaluator.template.modules) {
      const { source } = module;
      // Its resources are those of the template around it.
      if (source.kind === 'outer') continue;
      if (source.kind === 'inline' && this.makesNothing(source.template)) {
        this.passOver(source.template);
        continue;
      }
      this.turns(evaluator, module, around);
    }
  }

  /** The turns of a module's loop. Those that are sure to make what the first has made are counted, and not worked out. */
  private turns(evaluator: Evaluator, module: TemplateModule, around: Around): void {
    const { file } = evaluator.template;
    const [first, ...others] = evaluator.instancesOf(module);
    if (first === undefined) return;
    const [copies, added, large] = [this.copies, this.added.length, largeValuesSoFar()];
    this.module(file, first, 0, around);
    const ofFirst = this.copies - copies;
    const isRepeated = lazily(() => {
      const { made } = first;
      if (made === undefined || this.bounded || !isSameInEachTurn(module)) return false;
      const all = this.added.slice(added);
      // Asked first: it works out what may hang on the use.
      if (!all.every(({ resource }) => isComparable(resource.body)) || largeValuesSoFar() > large) return false;
      return evaluator.work.isSound && made.isAnonymous;
    });
    others.forEach((instance, i) => {
      if (++this.copies > maxCopies) this.bounded = true;
      else if (this.copies + ofFirst <= maxCopies && instance.deployed === first.deployed && isRepeated())
        this.copies += ofFirst;
      else this.module(file, instance, i + 1, around);
    });
  }

  /**
   * Whether a template has no resource that is wanted and leads to no other file, nor do those written in it: most of what a
   * compiled template holds. Nothing comes of its uses, whatever they are given.
   */
  private makesNothing(template: Template): boolean {
    const { isWanted } = this.environment;
    if (isWanted === undefined) return false;
    let known = this.without.get(template);
    if (known === undefined) {
      known =
        template.resources.every(({ type }) => !isWanted(type)) &&
        template.modules.every(
          ({ source }) => source.kind === 'outer' || (source.kind === 'inline' && this.makesNothing(source.template)),
        );
      this.without.set(template, known);
    }
    return known;
  }

  /** Counts a template as deployed, with those written in it, without working out their uses. */
  private passOver(template: Template): void {
    this.templates.add(template);
    for (const { source } of template.modules) if (source.kind === 'inline') this.passOver(source.template);
  }

  private resourcesOf(evaluator: Evaluator, around: Around): void {
    const { isWanted } = this.environment;
    const before = this.copies;
    const all: Made[] = [];
    for (const resource of evaluator.template.resources) {
      if (isWanted?.(resource.type) === false) continue;
      const { turns, cut, fault } = turnsOf(evaluator, resource.loops);
      this.bounded ||= cut;
      turns.forEach(({ locals, loop }, i) => {
        // The first of each resource always counts: what a file writes down is never left out for another's loop.
        const isTooMany = i > 0 && ++this.copies > maxCopies;
        this.bounded ||= isTooMany;
        const made = isTooMany ? undefined : this.resource(evaluator, resource, { locals, loop, fault }, around);
        if (made === undefined) return;
        all.push(made);
        this.add(made);
      });
    }
    // Borrowed places belong to one deployment.
    const areOwn = all.every(({ resource }) => !isBorrowed(resource.span));
    if (areOwn && !this.bounded) madeByUses.set(evaluator, { around, made: all, copies: this.copies - before });
  }

  private resource(
    evaluator: Evaluator,
    resource: TemplateResource,
    { locals, loop, fault }: Turn,
    around: Around,
  ): Made | undefined {
    const deployed = isDeployed(evaluator, resource.conditions, locals);
    if (deployed === 'no') return undefined;
    const made = new MadeResource(
      resource,
      { evaluator, locals, places: this.borrowed.resource(resource.span.file, around.uses) },
      {
        conditional: around.conditional || deployed === 'maybe',
        loop: around.loop || loop,
        loopFault: loop ? fault : undefined,
        uses: around.uses,
      },
    );
    return { source: resource, resource: made, identity: lazily(() => identityOf(made.body)) };
  }

  private add(made: Made): void {
    this.added.push(made);
    if (made.resource.uses.length === 0 || this.isNew(made)) this.resources.push(made.resource);
  }

  /** One text that makes a resource again, as a module that is deployed twice may do, makes the same one if nothing differs. */
  private isNew(made: Made): boolean {
    const { source, resource } = made;
    const byId = this.made.get(source) ?? new Map<string, Made[]>();
    this.made.set(source, byId);
    const id = `${resource.place} ${resource.segments.join('/')}`;
    const known = byId.get(id) ?? [];
    byId.set(id, known);
    const isAgain = known.some(
      ({ resource: other, identity }) =>
        other.conditional === resource.conditional && other.loop === resource.loop && identity() === made.identity(),
    );
    if (!isAgain) known.push(made);
    return !isAgain;
  }

  private module(file: FileId, instance: ModuleInstance, turn: number, around: Around): void {
    const { module, deployed, loop } = instance;
    if (deployed === 'no') return;
    const { body } = instance;
    if (!body.found) {
      const at = this.borrowed.module(file, around.uses) ?? sourceSpan(module);
      this.unread.set(`${at.file} ${at.start}`, { at, why: body.why, missing: body.missing });
      return;
    }
    for (const name of instance.strangers) {
      const at = this.borrowed.module(file, around.uses) ?? module.given.words?.get(name) ?? sourceSpan(module);
      const why = 'the list of the parameters of this module that is kept here does not have this one';
      this.unread.set(`${at.file} ${at.start}`, { at, why, missing: false, what: 'part' });
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

function faultyResources(resource: DeployedResource): readonly FaultyResource[] {
  const { conditional, loop, loopFault, body } = resource;
  const inBody = faultsOf(body).map(fault => ({ fault, resource, isCertain: !conditional && !loop }));
  // The number of the turns is computed whatever it is.
  return loopFault === undefined ? inBody : [{ fault: loopFault, resource, isCertain: !conditional }, ...inBody];
}

function isSameAround(a: Around, b: Around): boolean {
  if (a.conditional !== b.conditional || a.loop !== b.loop || a.uses.length !== b.uses.length) return false;
  return a.uses.every(({ id, title, at }, i) => {
    const other = b.uses[i]!;
    return id === other.id && title === other.title && isSameSpan(at, other.at);
  });
}

function titleOf(module: TemplateModule, turn: number, loop: boolean): string {
  const name = module.symbol ?? (module.name?.kind === 'literal' ? String(module.name.value) : 'a nested deployment');
  return module.loops.length === 0 || loop ? name : `${name}[${turn}]`;
}

function nameOfDeployment(name: string, { file }: Template): Value {
  return { kind: 'text', value: name, origin: writtenAt({ file, start: 0, end: 0 }) };
}
