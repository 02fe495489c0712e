/** Rules about a parameter file and the template it is for. */
import { problems } from './file-problems.ts';
import { rule } from './rule.ts';

const limits = 'Parameter files that name their template, and those that lie beside it under its name.';
const source = 'Azure Resource Manager: parameter files; Bicep: parameters file (general knowledge)';

export const unknownParameter = rule({
  id: 'unknown-parameter',
  severity: 'error',
  summary: 'A parameter file gives a parameter that its template does not have.',
  rationale:
    'Azure refuses a deployment that is given a parameter it does not know. Most often the name is misspelled, and the parameter that was meant keeps its default.',
  limits,
  source,
  bad: undefined,
  good: undefined,
  on: 'file',
  *check(file) {
    for (const draft of problems(file, 'unknown-parameter')) {
      yield {
        ...draft,
        fixes: () => [
          {
            title: 'Remove what is given for it',
            safety: 'review',
            edits: [{ kind: 'remove-item', at: draft.at }],
          },
        ],
      };
    }
  },
});

export const missingParameter = rule({
  id: 'missing-parameter',
  severity: 'error',
  summary: 'A Bicep parameter file leaves out a parameter that has no default.',
  rationale: 'The file cannot be compiled, and what depends on the parameter is not known here.',
  limits: 'Bicep parameter files. A JSON file may leave parameters to whoever deploys.',
  source,
  noFix: 'The value of the parameter is not known.',
  bad: undefined,
  good: undefined,
  on: 'file',
  check: file => problems(file, 'missing-parameter'),
});

export const wrongParameterType = rule({
  id: 'wrong-parameter-type',
  severity: 'error',
  summary: 'A parameter file gives a value of another type than its template declares.',
  rationale: 'Azure refuses the deployment. A text in place of a list of rules, say, leaves the group without any.',
  limits: `${limits} Texts, numbers, truth values, lists and objects are told apart; types that a file declares itself are not compared.`,
  source,
  noFix: 'Which value of the other type was meant is not known.',
  bad: undefined,
  good: undefined,
  on: 'file',
  check: file => problems(file, 'wrong-parameter-type'),
});
