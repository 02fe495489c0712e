/** Templates that a template deploys: their uses, and what expressions see of them. */

import { lazily } from '../base/lazily.ts';
import { writtenAt } from '../base/origin.ts';
import type { Span } from '../base/span.ts';
import { computedPlace } from '../template/link-path.ts';
import type { FileReference, Template, TemplateModule } from '../template/template.ts';
import { memberOfValue } from './access.ts';
import type { Found } from './environment.ts';
import { Evaluator, type Locals, noLocals } from './evaluate.ts';
import { unknown } from './identity.ts';
import { LateMember } from './late-member.ts';
import { ownPlace, placeOf } from './places.ts';
import type { Fault, ObjectValue, Value, ValueMember } from './value.ts';

/** Levels of templates that deploy each other; Azure itself allows far fewer. */
export const maxModuleLevels = 50;

/** A module in one turn of its loops, or one that stands for all turns where their number is not known. */
export interface ModuleInstance {
  readonly module: TemplateModule;
  readonly locals: Locals;
  /** It stands for any number of deployments. */
  readonly loop: boolean;
  readonly deployed: 'yes' | 'no' | 'maybe';
  /** The use of its template, or why that cannot be read. Made when first asked. */
  readonly body: Found<Evaluator>;
  /** Names that it is given and that what stands in for its template does not know, in lower case; known with {@link body}. */
  readonly strangers: readonly string[];
  /** The use of its template where it has been made. */
  readonly made: Evaluator | undefined;
  /** Of its outputs, by name in lower case; `undefined` where there is none of that name. */
  output(name: string): Value | undefined;
  readonly outputNames: readonly string[];
}

/** All of a loop's turns; `cut` where there are more than are looked at. */
export interface Turns {
  readonly turns: readonly { readonly locals: Locals; readonly loop: boolean }[];
  readonly cut: boolean;
  /** Why a loop has no turns that could be told, where that is a mistake. */
  readonly fault?: Fault | undefined;
}

/** Copies that loops within each other make; past it the rest is left out. */
export const maxCopies = 5_000;

/** The turns of loops within each other, outermost first. */
export function turnsOf(evaluator: Evaluator, loops: TemplateModule['loops']): Turns {
  let all: Turns['turns'] = [{ locals: noLocals, loop: false }];
  let cut = false;
  let fault: Fault | undefined;
  for (const header of loops) {
    const next: { readonly locals: Locals; readonly loop: boolean }[] = [];
    for (const { locals, loop } of all) {
      if (next.length > maxCopies) {
        cut = true;
        break;
      }
      const turns = evaluator.turns(header, locals);
      if ('turns' in turns) next.push(...turns.turns.map(bound => ({ locals: bound, loop })));
      else {
        next.push({ locals: turns.template, loop: true });
        fault ??= turns.fault;
      }
    }
    all = next;
  }
  return { turns: all, cut, fault };
}

/** `no` where a condition is false for certain, `maybe` where one is not known. */
export function isDeployed(
  evaluator: Evaluator,
  conditions: TemplateModule['conditions'],
  locals: Locals,
): 'yes' | 'no' | 'maybe' {
  let result: 'yes' | 'maybe' = 'yes';
  for (const condition of conditions) {
    const value = evaluator.evaluate(condition, locals);
    if (value.kind === 'boolean' && !value.value) return 'no';
    if (value.kind !== 'boolean') result = 'maybe';
  }
  return result;
}

export function moduleInstances(outer: Evaluator, module: TemplateModule): readonly ModuleInstance[] {
  return turnsOf(outer, module.loops).turns.map(({ locals, loop }, i) => {
    const turn = module.loops.length === 0 ? '' : loop ? '[*]' : `[${i}]`;
    return new Instance(outer, module, locals, loop, turn);
  });
}

class Instance implements ModuleInstance {
  readonly module: TemplateModule;
  readonly locals: Locals;
  readonly loop: boolean;
  private readonly outer: Evaluator;
  private readonly turn: string;
  private deployment: ModuleInstance['deployed'] | undefined;
  private used: Found<Evaluator> | undefined;
  strangers: readonly string[] = [];

  constructor(outer: Evaluator, module: TemplateModule, locals: Locals, loop: boolean, turn: string) {
    this.outer = outer;
    this.module = module;
    this.locals = locals;
    this.loop = loop;
    this.turn = turn;
  }

  get deployed(): ModuleInstance['deployed'] {
    this.deployment ??= isDeployed(this.outer, this.module.conditions, this.locals);
    return this.deployment;
  }

  get body(): Found<Evaluator> {
    this.used ??= this.makeBody();
    return this.used;
  }

  get made(): Evaluator | undefined {
    return this.used?.found === true ? this.used.value : undefined;
  }

  get outputNames(): readonly string[] {
    const { source } = this.module;
    if (source.kind === 'outer') return [...source.outputs.keys()];
    return this.body.found ? [...this.body.value.template.names.outputs.keys()] : [];
  }

  output(name: string): Value | undefined {
    const { source } = this.module;
    if (source.kind !== 'outer') return this.body.found ? this.body.value.output(name) : undefined;
    const expr = source.outputs.get(name);
    return expr && this.outer.evaluate(expr, this.locals);
  }

  private makeBody(): Found<Evaluator> {
    const { module, outer, locals } = this;
    const found = templateOf(outer, module);
    if (!found.found) return found;
    this.strangers = strangersTo(found.value, module);
    const otherwise = this.strangers.length > 0 ? found.value.standIn?.otherwise : undefined;
    const template = { ...found, value: otherwise ?? found.value };
    const { chain } = outer.use;
    if (module.source.kind === 'file' && chain.some(({ file }) => file === template.value.file))
      // A computed address means another file of the name: none that was ever deployed leads back to itself.
      return module.source.reference.guessed === true
        ? { found: false, why: computedPlace, missing: false }
        : { found: false, why: 'the module leads back to itself', missing: true };
    if (chain.length > maxModuleLevels)
      return { found: false, why: `modules lead more than ${maxModuleLevels} levels deep`, missing: false };
    const { listed, whole } = module.given;
    const { name } = module;
    const use = {
      id: `${outer.use.id}/${module.symbol ?? `at ${module.span.start}`}${this.turn}`,
      given: (name: string): Value | undefined => {
        const own = listed.get(name);
        if (own !== undefined) return outer.evaluate(own, locals);
        if (whole === undefined) return undefined;
        const all = outer.evaluate(whole, locals);
        // What is computed as a whole may hold the parameter or leave it to its default.
        return memberOfValue(all, name, true, whole.span);
      },
      givenNames: whole === undefined ? [...listed.keys()] : undefined,
      givenBy: 'module-input' as const,
      exact: true,
      chain: [...chain, template.value],
      place: module.scope === undefined ? outer.use.place : placeOf(outer, module.scope, locals),
      deploymentName: name && lazily(() => outer.evaluate(name, locals)),
    };
    const { work } = outer;
    const known = work.earlier?.takeOver(template.value, use, work);
    return { found: true, value: known ?? new Evaluator(template.value, use, work) };
  }
}

function templateOf(outer: Evaluator, { source }: TemplateModule): Found<Template> {
  switch (source.kind) {
    case 'inline':
      return { found: true, value: source.template };
    case 'file':
      return linkedTemplate(outer, source.reference);
    case 'unknown':
      return { found: false, why: source.why, missing: false };
    case 'outer':
      return { found: false, why: 'it has no template of its own', missing: false };
  }
}

function strangersTo({ names, standIn }: Template, { given }: TemplateModule): readonly string[] {
  if (standIn === undefined) return [];
  const taken = new Set([...names.parameters.keys()].map(name => name.toLowerCase()));
  return [...given.listed.keys()].filter(name => !taken.has(name) && !standIn.others.has(name));
}

function linkedTemplate({ work, template }: Evaluator, reference: FileReference): Found<Template> {
  const found = work.files.template(reference, template.file);
  if (found.found || reference.guessed !== true) return found;
  return { found: false, why: computedPlace, missing: false };
}

/** Where to point when a module's template cannot be read. */
export function sourceSpan({ source, nameSpan }: TemplateModule): Span {
  if (source.kind === 'file') return source.reference.at;
  return source.kind === 'unknown' ? source.at : nameSpan;
}

/** What the symbol of a module stands for: an object with its outputs, or a list of them for a loop. */
export function moduleValue(evaluator: Evaluator, module: TemplateModule): Value {
  const instances = evaluator.instancesOf(module);
  if (module.loops.length === 0 && instances[0] !== undefined) return deploymentValue(evaluator, instances[0], false);
  return turnsOfModule(evaluator, module, false);
}

/** The deployments of a module's loop as {@link deploymentValue} has each; open where their number is not known. */
export function turnsOfModule(evaluator: Evaluator, module: TemplateModule, wrapped: boolean): Value {
  const instances = evaluator.instancesOf(module);
  return {
    kind: 'list',
    items: instances.filter(({ loop }) => !loop).map(instance => deploymentValue(evaluator, instance, wrapped)),
    open: instances.some(({ loop }) => loop),
    origin: writtenAt(module.nameSpan),
  };
}

/**
 * A deployment as expressions see it. Its outputs are worked out when they are asked for: they may lead to others.
 *
 * @param wrapped whether each output is an object with `value`, as `reference(…)` gives it
 */
export function deploymentValue(evaluator: Evaluator, instance: ModuleInstance, wrapped: boolean): Value {
  const { module, locals } = instance;
  const origin = writtenAt(module.nameSpan);
  if (instance.deployed === 'no') return { kind: 'null', origin };
  const { body } = instance;
  const isOuter = module.source.kind === 'outer';
  const outputs = (): Value => {
    if (!body.found && !isOuter)
      return unknown(body.why, `{outputs ${evaluator.ownId}/${module.symbol ?? module.span.start}}`, origin);
    const members = instance.outputNames.map(name => {
      const value = () => instance.output(name) ?? unknown('it has no value', `{output ${name}}`, origin);
      return wrapped
        ? lazy(name, origin.span, () => objectOf([lazy('value', origin.span, value)], origin.span))
        : lazy(name, origin.span, value);
    });
    return objectOf(members, origin.span);
  };
  const { name } = module;
  const members = [lazy('outputs', origin.span, outputs)];
  if (name !== undefined) members.push(lazy('name', origin.span, () => evaluator.evaluate(name, locals)));
  return { ...objectOf(members, origin.span), open: true };
}

function objectOf(members: readonly ValueMember[], span: Span): ObjectValue {
  return { kind: 'object', members, open: false, origin: writtenAt(span) };
}

function lazy(name: string, span: Span, compute: () => Value): ValueMember {
  return new LateMember(name, span, span, compute);
}

/** What a name that the file imports stands for: a variable of another file, or all of them as an object. */
export function importedValue(evaluator: Evaluator, local: string): Value | undefined {
  const { template, work } = evaluator;
  const imported = template.names.imports.get(local);
  if (imported === undefined) return undefined;
  const found = work.files.template(imported, template.file);
  const library = found.found ? libraryOf(evaluator, found.value) : undefined;
  if (!found.found)
    return unknown(found.why, `{import ${template.file}:${local}}`, writtenAt(emptySpan(template.file)));
  if (library === undefined) return undefined;
  const { shape, names } = library.template;
  const variable = (name: string): Value => {
    // In ARM JSON names are the same in any case.
    const key = shape === 'arm-template' ? name.toLowerCase() : name;
    const span = names.variables.get(key)?.span ?? emptySpan(found.value.file);
    return library.evaluate({ kind: 'named', what: 'variable', name: key, span });
  };
  if (imported.name !== undefined) return variable(imported.name);
  const start = emptySpan(found.value.file);
  return objectOf(
    [...names.variables.keys()].map(name => lazy(name, start, () => variable(name))),
    start,
  );
}

/** A file as a store of names: nothing is given to it. */
export function libraryOf({ work }: Evaluator, template: Template): Evaluator {
  let library = work.libraries.get(template);
  if (library === undefined) {
    const use = {
      id: `import ${template.file}`,
      given: () => undefined,
      givenBy: 'module-input' as const,
      exact: true,
      chain: [template],
      place: ownPlace,
      deploymentName: undefined,
    };
    library = new Evaluator(template, use, work);
    work.libraries.set(template, library);
  }
  return library;
}

function emptySpan(file: string): Span {
  return { file, start: 0, end: 0 };
}
