import { writtenAt } from '../base/origin.ts';
import type { Span } from '../base/span.ts';
import type { TemplateResource } from '../template/template.ts';
import type { BorrowedResource } from './borrowed.ts';
import type { DeployedResource, ModuleUse } from './deployment.ts';
import type { Evaluator, Locals } from './evaluate.ts';
import { placeIdentity } from './places.ts';
import type { Fault, Value } from './value.ts';

/** By what a resource becomes values. */
interface Making {
  readonly evaluator: Evaluator;
  readonly locals: Locals;
  /** Places for what has none in a file of the user's; `undefined` for a resource that is in one. */
  readonly places: BorrowedResource | undefined;
}

/** A resource of a template in one turn of its loops; its body and its words are worked out when first asked. */
export class MadeResource implements DeployedResource {
  readonly type: string;
  readonly segments: readonly string[];
  readonly place: string;
  readonly lastSegment: string | undefined;
  readonly span: Span;
  readonly head: Span;
  readonly existing: boolean;
  readonly conditional: boolean;
  readonly loop: boolean;
  readonly loopFault: Fault | undefined;
  readonly uses: readonly ModuleUse[];
  readonly #source: TemplateResource;
  readonly #making: Making;
  #body: Value | undefined;
  #nameSpan: Span | undefined;

  constructor(
    source: TemplateResource,
    making: Making,
    around: Pick<DeployedResource, 'conditional' | 'loop' | 'loopFault' | 'uses'>,
  ) {
    const { evaluator, locals, places } = making;
    const { scope, type, names, span, head } = source;
    const last = names.at(-1);
    this.type = type;
    this.segments = names.flatMap(name => evaluator.segments(name, locals));
    this.place = placeIdentity(evaluator, { scope, type }, locals);
    this.lastSegment = last && inOwnLetters(evaluator.lastText(last, locals), this.segments.at(-1));
    this.span = places?.span ?? span;
    this.head = places === undefined ? { file: span.file, ...head } : places.span;
    this.existing = source.existing;
    this.conditional = around.conditional;
    this.loop = around.loop;
    this.loopFault = around.loopFault;
    this.uses = around.uses;
    this.#source = source;
    this.#making = making;
  }

  get body(): Value {
    this.#body ??= this.evaluated();
    return this.#body;
  }

  get nameSpan(): Span {
    this.#nameSpan ??= this.words();
    return this.#nameSpan;
  }

  private evaluated(): Value {
    const { evaluator, locals, places } = this.#making;
    const body = evaluator.evaluate(this.#source.body, locals);
    return places === undefined || body.origin.span.file === this.span.file ? body : places.value(body);
  }

  private words(): Span {
    const { evaluator, locals, places } = this.#making;
    if (places === undefined) return this.#source.nameSpan;
    const last = this.#source.names.at(-1);
    return places.words(
      last === undefined ? { kind: 'null', origin: writtenAt(this.span) } : evaluator.evaluate(last, locals),
    );
  }
}

/** The last segment as written; where its letters cannot be told, in lower case; `undefined` where it is computed. */
function inOwnLetters(text: string | undefined, identity: string | undefined): string | undefined {
  if (identity === undefined || identity.includes('{')) return undefined;
  const own = text?.slice(text.lastIndexOf('/') + 1);
  return own?.toLowerCase() === identity ? own : identity;
}
