/**
 * What the expressions of a template amount to, as far as the file itself says.
 *
 * Parameters have their defaults, variables and functions are computed, loops and conditions are run. What the file cannot
 * tell is unknown, with a reason and an identity that is equal wherever the same thing is meant. Nothing is guessed.
 * Specification: evaluation and ARM template facts of this project's data (November 2026).
 */
import type { Hop, Origin } from '../base/origin.ts';
import { writtenAt } from '../base/origin.ts';
import type { Span } from '../base/span.ts';
import type { CallExpr, Expr, IndexExpr, LoopHeader, MemberExpr, NamedExpr } from '../template/expr.ts';
import type { Template, TemplateModule, TemplateResource } from '../template/template.ts';
import { itemAt, memberOfValue, used } from './access.ts';
import { choiceBelow, chosen } from './choices.ts';
import { constantValue, literalValue, madeMember } from './constant.ts';
import { faultOf, isByDefault, shortened } from './faults.ts';
import { contextFunction, pureFunction } from './functions/index.ts';
import { identityOf, shortIdentity, unknown } from './identity.ts';
import { fromJson, textWithin, toJson } from './json-value.ts';
import { listValue } from './list-value.ts';
import { importedValue, type ModuleInstance, moduleInstances, moduleValue, turnsOf } from './modules.ts';
import { isEmpty } from './partly-known.ts';
import { identityOfPieces, piecesOf, splitPieces, textOf } from './pieces.ts';
import { type Place, placeFunction, resourceIdValue } from './places.ts';
import { resourceValue, stateOf } from './resource-state.ts';
import { structuralFunctions } from './structural.ts';
import { applied, userFunction } from './user-functions.ts';
import type { Fault, ResourceReference, UnknownValue, Value } from './value.ts';
import { maxAllText, maxValues, type Work } from './work.ts';

/** Names that loops, lambdas and lets bind; an inner one hides an outer one of the same name. */
export type Locals = ReadonlyMap<string, Value>;

export const noLocals: Locals = new Map();

/** Turns of one loop; Azure allows 800. */
export const maxTurns = 800;
/** Longest text that is put together, in UTF-16 code units. */
const maxText = 1_000_000;
/** Levels of names, members and calls that lead to each other. */
const maxDepth = 200;

/** One use of a template: the same text may be deployed several times with other parameters. */
export interface TemplateUse {
  /** Tells the uses of one evaluation apart; empty for the template that is asked about. */
  readonly id: string;
  /** The value that is given for a parameter, by its name in lower case; `undefined` where none is. */
  readonly given: (name: string) => Value | undefined;
  /** The names of all that is given; absent where they are not known beforehand. */
  readonly givenNames?: readonly string[] | undefined;
  /** How a given value came. */
  readonly givenBy: Hop;
  /** Parameters that are not given have their defaults, and empty ones are not taken for "may be given". */
  readonly exact: boolean;
  /** The templates that lead here, this one included. */
  readonly chain: readonly Template[];
  readonly place: Place;
  /** What `deployment().name` gives, worked out when asked; `undefined` where whoever deploys the file chooses it. */
  readonly deploymentName: (() => Value) | undefined;
}

/** The instances of a module while they are made. */
const unfinished: readonly ModuleInstance[] = [];

interface NamedValue {
  readonly value: Value;
  readonly via: Hop;
}

/** Evaluates the expressions of one use of a template. Never throws; work is bounded by {@link maxValues}. */
export class Evaluator {
  readonly template: Template;
  /** Set anew by {@link rejoin} alone, to what has everything in common with it. */
  use: TemplateUse;
  work: Work;
  private readonly known = new Map<string, NamedValue>();
  private readonly modules = new Map<TemplateModule, readonly ModuleInstance[]>();
  private resources: ReadonlyMap<string, TemplateResource> | undefined;
  private statesById: ReadonlyMap<string, () => Value> | undefined;
  private modulesByName: ReadonlyMap<string, ModuleInstance> | undefined;
  /** Names whose value is being worked out; a name that leads back to itself has none. */
  private readonly open = new Set<string>();
  /** What has a name is being gathered, and what is not yet gathered cannot be found. */
  private gathering = false;
  private isTold = false;

  constructor(template: Template, use: TemplateUse, work: Work) {
    this.template = template;
    this.use = use;
    this.work = work;
  }

  evaluate(expr: Expr, locals: Locals = noLocals): Value {
    const { work } = this;
    if (++work.made > maxValues) {
      work.spoiled = true;
      return unknown(
        'the file asks for more values than this tool computes',
        this.placeIdentity('bound', expr.span),
        writtenAt(expr.span),
        this.fault('bound', 'the file asks for more values than this tool computes', expr.span),
      );
    }
    if (work.depth >= maxDepth) {
      work.spoiled = true;
      const why = 'its expressions lead too deep';
      const fault = this.fault('bound', why, expr.span);
      return unknown(why, this.placeIdentity('depth', expr.span), writtenAt(expr.span), fault);
    }
    work.depth++;
    const value = this.compute(expr, locals);
    work.depth--;
    return value;
  }

  /** The value of a parameter, whatever the case of its name; `undefined` where the template has none of that name. */
  parameter(name: string): Value | undefined {
    const { parameters } = this.template.names;
    const own = parameters.has(name)
      ? name
      : [...parameters.keys()].find(key => key.toLowerCase() === name.toLowerCase());
    const declared = own === undefined ? undefined : parameters.get(own);
    if (own === undefined || declared === undefined) return undefined;
    return this.valueOfName({ kind: 'named', what: 'parameter', name: own, span: declared.nameSpan }).value;
  }

  /** The value of an output, by its name in lower case; `undefined` where the template has none of that name. */
  output(name: string): Value | undefined {
    const expr = this.template.names.outputs.get(name);
    if (expr === undefined) return undefined;
    return this.remembered(`output ${name}`, expr.span, `output '${name}'`, () => this.evaluate(expr));
  }

  /** The id of the use, for what another use of the template has another of. */
  get ownId(): string {
    this.isTold = true;
    return this.use.id;
  }

  /** The name of its deployment; `undefined` where whoever deploys the file chooses it. */
  get ownName(): Value | undefined {
    this.isTold = true;
    return this.use.deploymentName?.();
  }

  /** Whether what was worked out so far, here and in what it deploys, would be the same under another id and name. */
  get isAnonymous(): boolean {
    return !this.isTold && this.bodies().every(body => body.isAnonymous);
  }

  /** The instances of a module: one for each turn of its loop, or one that stands for any number. */
  instancesOf(module: TemplateModule): readonly ModuleInstance[] {
    const known = this.modules.get(module);
    if (known === unfinished) this.work.spoiled = true;
    if (known !== undefined) return known;
    // Kept before it is whole, so that a module whose loop asks for itself ends.
    this.modules.set(module, unfinished);
    const instances = moduleInstances(this, module);
    this.modules.set(module, instances);
    return instances;
  }

  /** The templates that it deploys, as far as they have been asked for. */
  bodies(): readonly Evaluator[] {
    return [...this.modules.values()].flatMap(instances => instances.flatMap(({ made }) => made ?? []));
  }

  /** Makes it, with all that it deploys, a part of another evaluation, in which it has the same use. */
  rejoin(use: TemplateUse, work: Work): void {
    this.use = use;
    this.work = work;
    for (const body of this.bodies()) body.rejoin({ ...body.use, chain: [...use.chain, body.template] }, work);
  }

  /**
   * What `reference(…)` gives for a deployment of this template: by its symbol, `symbol[i]` for one of a loop, or by the
   * name of the deployment. `undefined` where there is none.
   */
  deploymentNamed(identity: string): ModuleInstance | undefined {
    const [, symbol = identity, turn = '0'] = /^(.*)\[(\d+)\]$/.exec(identity) ?? [];
    const module = this.template.modules.find(candidate => candidate.symbol?.toLowerCase() === symbol);
    if (module !== undefined) return this.instancesOf(module)[Number(turn)];
    if (this.gathering) this.work.spoiled = true;
    if (this.modulesByName === undefined) {
      this.gathering = true;
      const byName = new Map<string, ModuleInstance>();
      this.modulesByName = byName;
      for (const candidate of this.template.modules) {
        if (candidate.name === undefined) continue;
        for (const instance of this.instancesOf(candidate))
          byName.set(this.segments(candidate.name, instance.locals).join('/'), instance);
      }
      this.gathering = false;
    }
    return this.modulesByName.get(identity);
  }

  /** The resource of a symbol, whatever its case; `undefined` where there is none. */
  resourceOf(symbol: string): TemplateResource | undefined {
    this.resources ??= new Map(
      this.template.resources.flatMap(resource =>
        resource.symbol === undefined ? [] : [[resource.symbol.toLowerCase(), resource] as const],
      ),
    );
    return this.resources.get(symbol.toLowerCase());
  }

  /** A resource of this template by type and name; `undefined` where there is none, or it may be any of several. */
  stateById({ type, names }: ResourceReference): Value | undefined {
    if (this.gathering) this.work.spoiled = true;
    if (this.statesById === undefined) {
      this.gathering = true;
      const states = new Map<string, () => Value>();
      this.statesById = states;
      for (const resource of this.template.resources) {
        for (const { locals } of turnsOf(this, resource.loops).turns) {
          const segments = resource.names.flatMap(name => this.segments(name, locals));
          states.set(`${resource.type} ${segments.join('/')}`, () => stateOf(this, resource, locals));
        }
      }
      this.gathering = false;
    }
    return this.statesById.get(`${type} ${names.join('/')}`)?.();
  }

  /** What the names of a loop stand for in one of its turns, whose number need not be known. */
  turnAt(header: LoopHeader, index: Value): Locals {
    const all = this.turns(header, noLocals);
    if ('turns' in all && index.kind === 'number') {
      const turn = all.turns[index.value];
      if (turn !== undefined) return turn;
    }
    const bound = new Map<string, Value>();
    if (header.index !== undefined) bound.set(header.index, index);
    if (header.item !== undefined)
      bound.set(header.item, itemAt(this.evaluate(header.source), index, header.source.span));
    return bound;
  }

  /** Counts work that is done outside of {@link evaluate}, such as comparing the items of a list. */
  charge(work: number): void {
    this.work.made += work;
  }

  /** Notes that something cannot be computed. @param from origins of what it is computed from */
  fault(kind: Fault['kind'], why: string, at: Span, from: readonly Origin[] = []): Fault {
    this.work.faulty = true;
    return { kind, why, at, byDefault: from.some(origin => isByDefault(origin)) };
  }

  /** Names of the template that is asked about have an identity that does not tell which language it is in. */
  private nameIdentity(what: string, name: string): string {
    const id = this.ownId;
    return `{${what} ${id === '' ? '' : `${id}:`}${name.toLowerCase()}}`;
  }

  /** An identity for something that has none but its place. */
  private placeIdentity(what: string, span: Span): string {
    return `{${what} ${this.ownId}:${span.file}:${span.start}}`;
  }

  /** Of a value that is another at each of its places: the same in either language for the default of one parameter. */
  private newIdentity(span: Span): string {
    const around = [...this.open].at(-1);
    if (around === undefined) return this.placeIdentity('new', span);
    const deployment = this.ownName;
    return `{new ${deployment === undefined ? '' : identityOf(deployment)}:${around.toLowerCase()}}`;
  }

  /** The turns of a loop as the names they bind; `undefined` with the reason where their number is not known. */
  turns(
    header: LoopHeader,
    locals: Locals,
  ):
    | { readonly turns: readonly Locals[] }
    | { readonly why: string; readonly fault: Fault | undefined; readonly template: Locals } {
    const source = this.evaluate(header.source, locals);
    const template = () => {
      const bound = new Map(locals);
      const at = header.source.span;
      // Told by what they run over: two loops over one list count alike, as the names of their resources show.
      const count = header.isCount ? identityOf(source) : `{length(${identityOf(source)})}`;
      const index = unknown('it counts a list that is not known', `{turn ${count}}`, writtenAt(at));
      if (header.item !== undefined) bound.set(header.item, itemAt(source, index, at));
      if (header.index !== undefined) bound.set(header.index, index);
      return bound;
    };
    const items: readonly Value[] | undefined = header.isCount
      ? source.kind === 'number' && source.value >= 0 && source.value <= maxTurns
        ? Array.from({ length: source.value }, (_, i) => ({ kind: 'number', value: i, origin: source.origin }) as const)
        : undefined
      : source.kind === 'list' && !source.open && source.items.length <= maxTurns
        ? source.items
        : undefined;
    if (items === undefined) {
      const why = source.kind === 'unknown' ? source.why : whyNoTurns(source);
      const own = why === tooManyTurns ? this.fault('fails', why, header.source.span, [source.origin]) : undefined;
      return { why, fault: own ?? faultOf(source), template: template() };
    }
    return {
      turns: items.map((item, i) => {
        const bound = new Map(locals);
        if (header.item !== undefined) bound.set(header.item, item);
        if (header.index !== undefined) bound.set(header.index, { kind: 'number', value: i, origin: item.origin });
        return bound;
      }),
    };
  }

  private compute(expr: Expr, locals: Locals): Value {
    const origin = writtenAt(expr.span);
    switch (expr.kind) {
      case 'literal':
        return literalValue(expr);
      case 'array':
        return { kind: 'list', items: expr.items.map(item => this.evaluate(item, locals)), open: expr.open, origin };
      case 'object': {
        if (expr.constant !== undefined && this.work.made + expr.constant.values <= maxValues) {
          // All of it counts as made, looked at or not, so that the bound does not hang on who looks at what.
          this.charge(expr.constant.values - 1);
          return constantValue(expr);
        }
        const members = expr.members.map(member => madeMember(member, this.evaluate(member.value, locals)));
        return { kind: 'object', members, open: expr.open, origin };
      }
      case 'join':
        return this.join(expr.parts, expr.span, locals);
      case 'named':
        return this.named(expr, locals);
      case 'resource-id':
        return resourceIdValue(this, expr, locals);
      case 'resource':
        return (
          resourceValue(this, expr, locals) ??
          unknown('Azure tells it only once the resource exists', `{state ${expr.symbol}}`, origin)
        );
      case 'call':
        return this.call(expr, locals);
      case 'member':
        return this.member(expr, locals);
      case 'index':
        return this.index(expr, locals);
      case 'conditional': {
        const condition = this.evaluate(expr.condition, locals);
        if (condition.kind === 'boolean')
          return used(this.evaluate(condition.value ? expr.whenTrue : expr.whenFalse, locals), expr.span, 'expression');
        const [yes, no] = [this.evaluate(expr.whenTrue, locals), this.evaluate(expr.whenFalse, locals)];
        const why =
          condition.kind === 'unknown'
            ? `its condition is not known: ${condition.why}`
            : 'its condition is neither true nor false';
        const value = chosen({ condition: identityOf(condition), why, fault: faultOf(condition), yes, no }, origin);
        return value === yes ? used(yes, expr.span, 'expression') : value;
      }
      case 'loop': {
        const turns = this.turns(expr.header, locals);
        if ('why' in turns) {
          const body = identityOf(this.evaluate(expr.body, turns.template));
          return {
            kind: 'list',
            items: [],
            open: true,
            identity: shortIdentity(`{loop ${body}}`),
            why: turns.why,
            fault: turns.fault,
            origin,
          };
        }
        return { kind: 'list', items: turns.turns.map(bound => this.evaluate(expr.body, bound)), open: false, origin };
      }
      case 'let': {
        const bound = new Map(locals);
        for (const { name, value } of expr.bindings) bound.set(name, this.evaluate(value, locals));
        return this.evaluate(expr.body, bound);
      }
      case 'lambda':
        return unknown('a lambda has no value of its own', this.placeIdentity('lambda', expr.span), origin);
      case 'opaque':
        return unknown(expr.why, `{${this.ownId}:${expr.text}}`, origin);
    }
  }

  /** The segments of a name by identity: `a/b` is two. */
  segments(expr: Expr, locals: Locals): readonly string[] {
    const value = this.evaluate(expr, locals);
    const pieces = piecesOf(value);
    return pieces === undefined ? [identityOf(value)] : splitPieces(pieces, '/').map(identityOfPieces);
  }

  /** The text of a name, or of its last piece where it is put together; `undefined` where that is not known. */
  lastText(expr: Expr, locals: Locals): string | undefined {
    const last = piecesOf(this.evaluate(expr, locals))?.at(-1);
    return typeof last === 'string' ? last : undefined;
  }

  private join(parts: readonly Expr[], span: Span, locals: Locals): Value {
    const values = parts.map(part => this.evaluate(part, locals));
    const texts = values.map(textWithin);
    const from = values.map(value => value.origin).filter(origin => origin.from.length > 0);
    const origin: Origin = { span, via: from.length === 0 ? 'literal' : 'expression', from };
    if (texts.every(text => text !== undefined)) {
      const length = texts.reduce((sum, text) => sum + text.length, 0);
      this.work.text += length;
      if (length <= maxText && this.work.text <= maxAllText) return { kind: 'text', value: texts.join(''), origin };
      this.work.spoiled = true;
      const fault = this.fault('bound', 'the text is longer than this tool puts together', span);
      return unknown('it is too long', this.placeIdentity('text', span), origin, fault);
    }
    const pieces = values.map(piecesOf);
    if (pieces.every(piece => piece !== undefined)) return textOf(pieces.flat(), origin);
    const unknownPart = values.find((part): part is UnknownValue => part.kind === 'unknown');
    return unknown(
      unknownPart?.why ?? 'a part of it is not a text',
      `{join(${values.map(identityOf).join(',')})}`,
      origin,
      unknownPart?.fault,
    );
  }

  private named(expr: NamedExpr, locals: Locals): Value {
    const { what, name, span } = expr;
    if (what === 'local') {
      const value = locals.get(name);
      return value === undefined
        ? unknown(`'${shownLocal(name)}' has no value here`, `{local ${name}}`, writtenAt(span))
        : used(value, span, 'loop-item');
    }
    const { value, via } = this.valueOfName(expr);
    return used(value, span, via);
  }

  private valueOfName({ what, name, span }: NamedExpr): NamedValue {
    const key = `${what} ${name}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    if (this.open.has(key)) {
      this.work.spoiled = true;
      const why = `${what} '${name}' leads back to itself`;
      const fault = this.fault('cycle', why, span);
      return { value: unknown(why, this.nameIdentity(what, name), writtenAt(span), fault), via: 'expression' };
    }
    this.open.add(key);
    const result = this.valueWritten(what, name) ?? this.valueNotWritten(what, name, span);
    this.open.delete(key);
    this.known.set(key, result);
    return result;
  }

  private valueNotWritten(what: NamedExpr['what'], name: string, span: Span): NamedValue {
    const declared = what === 'parameter' ? this.template.names.parameters.get(name)?.nameSpan : undefined;
    const why = `it is the value of ${what} '${name}'`;
    return {
      value: unknown(why, this.nameIdentity(what, name), writtenAt(declared ?? span)),
      via: declared === undefined ? 'expression' : 'parameter',
    };
  }

  /**
   * A value that is worked out once.
   *
   * @param title what leads back to itself where it does
   * @param identity of the unknown value that it is then
   */
  remembered(key: string, span: Span, title: string, compute: () => Value, identity?: string): Value {
    const known = this.known.get(key);
    if (known !== undefined) return known.value;
    if (this.open.has(key)) {
      this.work.spoiled = true;
      return unknown(`${title} leads back to itself`, identity ?? `{${this.ownId}:${key}}`, writtenAt(span));
    }
    this.open.add(key);
    const value = compute();
    this.open.delete(key);
    this.known.set(key, { value, via: 'expression' });
    return value;
  }

  private valueWritten(what: NamedExpr['what'], name: string): NamedValue | undefined {
    const { names } = this.template;
    switch (what) {
      case 'variable': {
        const expr = names.variables.get(name);
        return expr && { value: this.evaluate(expr), via: 'variable' };
      }
      case 'module': {
        const module = this.template.modules.find(candidate => candidate.symbol === name);
        return module && { value: moduleValue(this, module), via: 'expression' };
      }
      case 'import': {
        const value = importedValue(this, name);
        return value && { value, via: 'variable' };
      }
      default:
        return this.parameterWritten(name);
    }
  }

  private parameterWritten(name: string): NamedValue | undefined {
    const { template, use } = this;
    const parameter = template.names.parameters.get(name);
    const given = use.given(name.toLowerCase());
    // An explicit null for a parameter that has a default selects the default.
    if (given !== undefined && (given.kind !== 'null' || parameter?.defaultValue === undefined))
      return { value: given, via: use.givenBy };
    const written = parameter?.defaultValue && this.evaluate(parameter.defaultValue);
    if (written === undefined) return undefined;
    // An empty default of the file itself stands for "give it if you need it": whoever deploys may, so it is no "none".
    const value =
      !use.exact && isEmpty(written)
        ? unknown(
            `parameter '${name}' is empty unless it is given`,
            this.nameIdentity('parameter', name),
            written.origin,
          )
        : written;
    return { value, via: 'parameter-default' };
  }

  private call(expr: CallExpr, locals: Locals): Value {
    const name = expr.name.toLowerCase();
    const structural = Object.hasOwn(structuralFunctions, name) ? structuralFunctions[name] : undefined;
    if (structural !== undefined) return structural(this, expr, locals);
    if (name.includes('.') && !name.startsWith('.')) {
      const own = userFunction(this, expr.name);
      const args = expr.args.map(arg => this.evaluate(arg, locals));
      return own === undefined ? this.pureCall(expr, args) : applied(own, args, expr.span);
    }
    if (/^\.?list[a-z]*$/.test(name)) return listValue(this, expr, locals);
    const place = expr.args.length === 0 ? placeFunction(this, name, expr.span) : undefined;
    if (place !== undefined) return place;
    return this.pureCall(
      expr,
      expr.args.map(arg => this.evaluate(arg, locals)),
    );
  }

  /** A function of plain data, on arguments that are not all known, or not in all their parts. */
  pureCall(expr: CallExpr, args: readonly Value[]): Value {
    const name = expr.name.toLowerCase();
    const origin: Origin = { span: expr.span, via: 'function', from: args.map(arg => arg.origin) };
    const notKnown = (why: string, fault?: Fault) =>
      unknown(why, `{${name}(${args.map(identityOf).join(',')})}`, origin, fault);
    const definition = pureFunction(name);
    if (definition === undefined) {
      if (name === 'newguid') return unknown(contextFunction(name)?.why ?? '', this.newIdentity(expr.span), origin);
      // What is asked of a resource stands behind a dot.
      return notKnown(contextFunction(name.replace(/^\./, ''))?.why ?? `'${expr.name}' is not computed here`);
    }
    const plain = args.map(toJson);
    if (!plain.every(arg => arg !== undefined)) {
      const missing = args.find(arg => arg.kind === 'unknown');
      return notKnown(
        missing?.kind === 'unknown' ? missing.why : `a part of what '${expr.name}' is given is not known`,
        missing && faultOf(missing),
      );
    }
    const result = definition.call(plain);
    if (result.ok) return fromJson(result.value, origin);
    const isFailing = result.kind === 'would-fail';
    const why = `'${shortened(expr.text)}' ${isFailing ? 'would fail' : 'is not computed'}: ${result.why}`;
    return notKnown(why, isFailing ? this.fault('fails', result.why, expr.span, origin.from) : undefined);
  }

  private member(expr: MemberExpr, locals: Locals): Value {
    const choice = choiceBelow(expr);
    if (choice !== undefined) return this.evaluate(choice, locals);
    const base = this.evaluate(expr.base, locals);
    if (base.kind === 'null' && expr.chained) return { kind: 'null', origin: writtenAt(expr.span) };
    return memberOfValue(base, expr.name, expr.safe, expr.span);
  }

  private index(expr: IndexExpr, locals: Locals): Value {
    const choice = choiceBelow(expr);
    if (choice !== undefined) return this.evaluate(choice, locals);
    const base = this.evaluate(expr.base, locals);
    const index = this.evaluate(expr.index, locals);
    const origin = writtenAt(expr.span);
    if (base.kind === 'null' && (expr.safe || expr.chained)) return { kind: 'null', origin };
    if (index.kind === 'text') return memberOfValue(base, index.value, expr.safe, expr.span);
    return itemAt(base, index, expr.span, expr);
  }
}

const tooManyTurns = `a loop has more than ${maxTurns} turns`;

/** Of a loop over something known: as the end of "it is not known, because …". */
function whyNoTurns(source: Value): string {
  const count =
    source.kind === 'number' ? source.value : source.kind === 'list' && !source.open ? source.items.length : 0;
  return count > maxTurns ? tooManyTurns : 'the number of turns of a loop is not known';
}

/** Names of locals carry a mark that makes them unique; a reader knows only what stands before it. */
function shownLocal(name: string): string {
  return name.replace(/#.*$/, '');
}
