import type { Span, TextRange } from '../base/span.ts';
import type { Template, TemplateResource } from '../template/template.ts';
import { Evaluator, type Locals, noLocals } from './evaluate.ts';
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

/** Resources of all loops of a file together; past it the rest is left out, and `bounded` says so. */
const maxResources = 5_000;

/** The resources of a template with their values. Never throws; work is bounded. */
export function deploy(template: Template): {
  readonly resources: readonly DeployedResource[];
  readonly bounded: boolean;
} {
  const evaluator = new Evaluator(template.scopes);
  const resources: DeployedResource[] = [];
  let bounded = false;
  for (const resource of template.resources) {
    for (const { locals, loop } of instances(evaluator, resource)) {
      if (resources.length >= maxResources) {
        bounded = true;
        break;
      }
      const made = instance(evaluator, resource, locals, loop);
      if (made !== undefined) resources.push(made);
    }
  }
  return { resources, bounded };
}

interface Instance {
  readonly locals: Locals;
  readonly loop: boolean;
}

function instances(evaluator: Evaluator, resource: TemplateResource): readonly Instance[] {
  let all: readonly Instance[] = [{ locals: noLocals, loop: false }];
  for (const header of resource.loops) {
    all = all.flatMap(({ locals, loop }): readonly Instance[] => {
      const turns = evaluator.turns(header, locals);
      return 'turns' in turns
        ? turns.turns.map(bound => ({ locals: bound, loop }))
        : [{ locals: turns.template, loop: true }];
    });
    if (all.length > maxResources) all = all.slice(0, maxResources + 1);
  }
  return all;
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
