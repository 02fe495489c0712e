/**
 * What one evaluation takes over from the one before it.
 *
 * A use of a template follows from the template, the files that it leads to, what is given to it, and where it goes. Where
 * none of that has changed, the use itself is taken over, with all that has been worked out of it. Values count as changed
 * where their places did: a finding points at them.
 */
import type { Template } from '../template/template.ts';
import type { Evaluator, TemplateUse } from './evaluate.ts';
import { areSamePieces, isSameValue } from './same-value.ts';
import type { Value } from './value.ts';
import type { Work } from './work.ts';

/** A finished evaluation, for the next one of the same file to take over from. */
export class Trail {
  readonly root: Evaluator;
  /** Uses of modules that were taken over with all that they deploy, and not worked out. */
  readonly takenOver: number;

  constructor(root: Evaluator, takenOver: number) {
    this.root = root;
    this.takenOver = takenOver;
  }

  /**
   * Whether its values hang on nothing but the texts: what ends at a bound, or leads back to itself, hangs on the order in
   * which it was asked for, and would be different where a part of the work is taken over.
   */
  get isSound(): boolean {
    return this.root.work.isSound;
  }
}

export class Earlier {
  private readonly uses = new Map<string, Evaluator>();
  /** Uses that are being compared. */
  private readonly open = new Set<string>();
  taken = 0;

  constructor({ root }: Trail) {
    this.add(root);
  }

  /** The earlier use that has everything in common with a new one, made part of its evaluation; `undefined` where there is none. */
  takeOver(template: Template, use: TemplateUse, work: Work): Evaluator | undefined {
    const known = this.uses.get(use.id);
    if (known?.template !== template || !work.isSound) return undefined;
    if (this.open.has(use.id)) {
      // What is given to it leads back to it.
      work.spoiled = true;
      return undefined;
    }
    this.open.add(use.id);
    const given = isSameUse(known.use, use) && work.files.agreesWith(known.work.files, template.file);
    const values = given ? sameValues(known.use, use) : undefined;
    this.open.delete(use.id);
    if (values === undefined || !known.work.isSound) return undefined;
    const name = known.use.deploymentName?.();
    const { place } = known.use;
    // Nothing leads from here to the evaluation before, which would keep all those before it.
    known.rejoin({ ...use, given: key => values.get(key), deploymentName: name && (() => name), place }, work);
    this.taken++;
    return known;
  }

  private add(evaluator: Evaluator): void {
    for (const body of evaluator.bodies()) {
      this.uses.set(body.use.id, body);
      this.add(body);
    }
  }
}

function isSameUse(a: TemplateUse, b: TemplateUse): boolean {
  return (
    a.givenBy === b.givenBy &&
    a.exact === b.exact &&
    a.chain.length === b.chain.length &&
    a.chain.every(({ file }, i) => file === b.chain[i]?.file) &&
    a.place.location === b.place.location &&
    areSamePieces(a.place.subscription, b.place.subscription) &&
    areSamePieces(a.place.group, b.place.group) &&
    areSamePieces(a.place.managementGroup, b.place.managementGroup) &&
    isSameOrNone(a.place.groupLocation?.(), b.place.groupLocation?.())
  );
}

function isSameOrNone(a: Value | undefined, b: Value | undefined): boolean {
  return a === undefined || b === undefined ? a === b : isSameValue(a, b);
}

/** What both are given, by name; `undefined` where they are given different things, or it is not known beforehand what. */
function sameValues(a: TemplateUse, b: TemplateUse): ReadonlyMap<string, Value> | undefined {
  const { givenNames } = b;
  if (givenNames === undefined || a.givenNames?.join('\n') !== givenNames.join('\n')) return undefined;
  const [name, newName] = [a.deploymentName?.(), b.deploymentName?.()];
  if (!isSameOrNone(name, newName)) return undefined;
  const values = new Map<string, Value>();
  for (const key of givenNames) {
    const [value, newValue] = [a.given(key), b.given(key)];
    if (value === undefined || newValue === undefined || !isSameValue(value, newValue)) return undefined;
    values.set(key, value);
  }
  return values;
}
