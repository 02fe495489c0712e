import type { Template } from '../../server/src/template/template.ts';
import { SourceFile } from '../../server/src/workspace/source-file.ts';
import type { LeafCount } from './canonical.ts';
import { differences, sideOf } from './compare.ts';
import { deployed, noParameters, type Parameters, parametersOf } from './evaluate.ts';
import { PairFiles } from './files.ts';
import type { Pair } from './pairs.ts';

/** A source beside one of its compiled forms, with one set of parameters. */
export interface Comparison {
  readonly source: string;
  /** Paths of the compiled form and of the test. */
  readonly title: string;
  /** Empty where both deploy the same. */
  readonly differences: readonly string[];
  /** Resources of the compiled form that were compared. */
  readonly resources: number;
  /** Of both sides together. */
  readonly leaves: LeafCount;
}

/**
 * Comparisons in which there is anything to compare.
 *
 * @param text what to take for the text of the source
 */
export function comparePair(
  pair: Pair,
  isCompared: (type: string) => boolean,
  text?: string | undefined,
): readonly Comparison[] {
  const files = new PairFiles();
  const written = files.file(pair.source);
  const source = text === undefined ? written : new SourceFile({ ...written.source, text });
  const { template } = source.reading;
  const found: Comparison[] = [];
  for (const path of pair.compiled) {
    const compiled = files.file(path);
    files.learn(template, JSON.parse(compiled.source.text));
    for (const { test, parameters } of parameterSets(pair, written.reading.template, files)) {
      const ours = sideOf(deployed(template, parameters, files), isCompared);
      const theirs = sideOf(deployed(compiled.reading.template, parameters, files), isCompared);
      if (ours.resources.length + theirs.resources.length === 0) continue;
      found.push({
        source: pair.source,
        title: test === undefined ? path : `${path} with ${test}`,
        differences: differences(ours, theirs),
        resources: theirs.resources.length,
        leaves: { all: ours.leaves.all + theirs.leaves.all, known: ours.leaves.known + theirs.leaves.known },
      });
    }
  }
  return found;
}

/** One set for each test that calls the file; without such tests, none given. */
function parameterSets(
  pair: Pair,
  template: Template,
  files: PairFiles,
): readonly { readonly test: string | undefined; readonly parameters: Parameters }[] {
  const sets = pair.tests.flatMap(test => {
    const parameters = parametersOf(files.file(test).reading.template, template, files);
    return parameters === undefined ? [] : [{ test, parameters }];
  });
  return sets.length > 0 ? sets : [{ test: undefined, parameters: noParameters }];
}
