/** Functions of Bicep that read a file: their paths are literals, and the files were read beforehand. */
import type { Origin } from '../base/origin.ts';
import type { CallExpr, Expr } from '../template/expr.ts';
import type { Found, NotFound } from './environment.ts';
import type { Evaluator, Locals } from './evaluate.ts';
import { pureFunction } from './functions/index.ts';
import { identityOf, unknown } from './identity.ts';
import type { Fault, Value } from './value.ts';

type LoadFunction = (evaluator: Evaluator, call: CallExpr, locals: Locals) => Value;

/** By lower-case name. */
export const loadFunctions: Readonly<Record<string, LoadFunction>> = {
  loadtextcontent: (evaluator, call, locals) => textOf(evaluator, call, locals),
  loadfileasbase64: (evaluator, call, locals) => {
    const text = textOf(evaluator, call, locals);
    if (text.kind !== 'text') return text;
    const encoded = pureFunction('base64')?.call([text.value]);
    return encoded?.ok && typeof encoded.value === 'string'
      ? { ...text, value: encoded.value }
      : unread(call, text, 'it has no text');
  },
  loadjsoncontent: (evaluator, call, locals) => dataOf(evaluator, call, locals, 'json'),
  loadyamlcontent: (evaluator, call, locals) => dataOf(evaluator, call, locals, 'yaml'),
};

function textOf(evaluator: Evaluator, call: CallExpr, locals: Locals): Value {
  const path = pathOf(evaluator, call, locals);
  if (path.kind !== 'text') return unread(call, path, 'its path is computed');
  const found = evaluator.work.files.text(path.value, evaluator.template.file);
  if (!found.found) return unread(call, path, found.why, faultIn(evaluator, call, found));
  const { text, span } = found.value;
  const origin: Origin = { span: call.span, via: 'function', from: [{ span, via: 'literal', from: [] }] };
  return { kind: 'text', value: text, origin };
}

function dataOf(evaluator: Evaluator, call: CallExpr, locals: Locals, format: 'json' | 'yaml'): Value {
  const path = pathOf(evaluator, call, locals);
  if (path.kind !== 'text') return unread(call, path, 'its path is computed');
  const found: Found<Expr> = evaluator.work.files.data(path.value, format, evaluator.template.file);
  if (!found.found) return unread(call, path, found.why, faultIn(evaluator, call, found));
  const query = call.args[1] && evaluator.evaluate(call.args[1], locals);
  if (query === undefined) return evaluator.evaluate(found.value);
  const selected = query.kind === 'text' ? selectPath(found.value, query.value) : undefined;
  if (selected !== undefined) return evaluator.evaluate(selected);
  return unread(call, path, `'${query.kind === 'text' ? query.value : 'the path in it'}' leads to nothing in it`);
}

function pathOf(evaluator: Evaluator, call: CallExpr, locals: Locals): Value {
  const [path] = call.args;
  return path === undefined
    ? unknown('no file is named', `{${call.name.toLowerCase()}}`, { span: call.span, via: 'function', from: [] })
    : evaluator.evaluate(path, locals);
}

function unread(call: CallExpr, path: Value, why: string, fault?: Fault): Value {
  const origin: Origin = { span: call.span, via: 'function', from: [] };
  return unknown(why, `{${call.name.toLowerCase()}(${identityOf(path)})}`, origin, fault);
}

/** Of a file that is certain not to be there. */
function faultIn(evaluator: Evaluator, call: CallExpr, { missing, why }: NotFound): Fault | undefined {
  return missing ? evaluator.fault('fails', why, call.args[0]?.span ?? call.span) : undefined;
}

/**
 * The part of some data that a simple JSON path leads to: `$.rules[0].name`, `rules['web']`. `undefined` for a path that
 * leads to nothing, and for wildcards and filters, which may lead to several.
 */
function selectPath(data: Expr, path: string): Expr | undefined {
  const steps = path.replace(/^\$?\.?/, '');
  let rest = steps;
  let current: Expr | undefined = data;
  while (rest !== '' && current !== undefined) {
    const step = /^\.?([\w-]+)|^\[(\d+)\]|^\[(['"])(.*?)\3\]/.exec(rest);
    if (step === null) return undefined;
    rest = rest.slice(step[0].length);
    const [, name, index, , quoted] = step;
    if (index !== undefined) current = current.kind === 'array' ? current.items[Number(index)] : undefined;
    else {
      const wanted = name ?? quoted;
      current = current.kind === 'object' ? current.members.find(member => member.name === wanted)?.value : undefined;
    }
  }
  return current;
}
