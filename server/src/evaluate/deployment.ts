import type { Span, TextRange } from '../base/span.ts';
import type { Template, TemplateResource } from '../template/template.ts';
import { type EvaluationOptions, Evaluator, type Locals, noLocals } from './evaluate.ts';
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
  readonly head: TextRange;
  readonly nameSpan: Span;
  readonly existing: boolean;
  /** Whether it is deployed depends on a value that is not known here. */
  readonly conditional: boolean;
  /** It stands for any number of resources: its loop runs over something that is not known. */
  readonly loop: boolean;
}

/** Copies that the loops of a file make together; past it the rest is left out, and `bounded` says so. */
const maxCopies = 5_000;

/** The resources of a template with their values. Never throws; work is bounded. */
export function deploy(
  template: Template,
  options: EvaluationOptions = {},
): {
  readonly resources: readonly DeployedResource[];
  readonly bounded: boolean;
} {
  const evaluator = new Evaluator(template.scopes, options);
  const resources: DeployedResource[] = [];
  let bounded = false;
  let copies = 0;
  for (const resource of template.resources) {
    const all = instances(evaluator, resource);
    bounded ||= all.cut;
    all.instances.forEach(({ locals, loop }, i) => {
      // The first of each resource always counts: what a file writes down is never left out for another's loop.
      if (i > 0 && ++copies > maxCopies) {
        bounded = true;
        return;
      }
      const made = instance(evaluator, resource, locals, loop);
      if (made !== undefined) resources.push(made);
    });
  }
  return { resources, bounded };
}

interface Instance {
  readonly locals: Locals;
  readonly loop: boolean;
}

function instances(
  evaluator: Evaluator,
  resource: TemplateResource,
): { readonly instances: readonly Instance[]; readonly cut: boolean } {
  let all: readonly Instance[] = [{ locals: noLocals, loop: false }];
  let cut = false;
  for (const header of resource.loops) {
    const next: Instance[] = [];
    for (const { locals, loop } of all) {
      if (next.length > maxCopies) {
        cut = true;
        break;
      }
      const turns = evaluator.turns(header, locals);
      if ('turns' in turns) next.push(...turns.turns.map(bound => ({ locals: bound, loop })));
      else next.push({ locals: turns.template, loop: true });
    }
    all = next;
  }
  return { instances: all, cut };
}

/** `undefined` where a condition is false for certain. */
function instance(
  evaluator: Evaluator,
  resource: TemplateResource,
  locals: Locals,
  loop: boolean,
): DeployedResource | undefined {
  let conditional = false;
  for (const condition of resource.conditions) {
    const value = evaluator.evaluate(condition, locals);
    if (value.kind === 'boolean' && !value.value) return undefined;
    if (value.kind !== 'boolean') conditional = true;
  }
  const segments = resource.names.flatMap(name => evaluator.segments(name, locals));
  const last = resource.names.at(-1);
  let body: Value | undefined;
  return {
    type: resource.type,
    segments,
    lastSegment: last && inOwnLetters(evaluator.lastText(last, locals), segments.at(-1)),
    get body() {
      body ??= evaluator.evaluate(resource.body, locals);
      return body;
    },
    span: resource.span,
    head: resource.head,
    nameSpan: resource.nameSpan,
    existing: resource.existing,
    conditional,
    loop,
  };
}

/** The last segment as written; where its letters cannot be told, in lower case; `undefined` where it is computed. */
function inOwnLetters(text: string | undefined, identity: string | undefined): string | undefined {
  if (identity === undefined || identity.includes('{')) return undefined;
  const own = text?.slice(text.lastIndexOf('/') + 1);
  return own?.toLowerCase() === identity ? own : identity;
}
