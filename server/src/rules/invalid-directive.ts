import { type DirectiveWord, directiveProblems } from '../analysis/directive.ts';
import type { Span } from '../base/span.ts';
import type { Fix, TreeEdit } from '../fix/tree-edit.ts';
import { groupText } from './examples.ts';
import { rule } from './rule.ts';

const group = groupText({});

export const invalidDirective = rule({
  id: 'invalid-directive',
  severity: 'warning',
  summary:
    'A comment to this tool has an unknown key or value, names an unknown rule, or stands above no resource that it could speak of.',
  rationale: `A directive that is not understood has no effect, and the network is judged as if it were not there. Known are
'// apim-vnet: mode=… sku=… units=… region=… cloud=… profile=… features=…' above a network security group, a subnet, a route table or a service, and
'// apim-vnet-disable-next-line rule-id…'.`,
  limits: 'Exact.',
  source: 'This tool',
  bad: `// apim-vnet: mode=Externl sku=StandardV2\n${group}`,
  good: `// apim-vnet: mode=External sku=StandardV2\n${group}`,
  on: 'file',

  *check(file) {
    for (const { at, message, meant, place } of directiveProblems(file.directives, file.network, file.ruleIds))
      yield { at, message, fixes: () => (meant === undefined ? [] : [reworded(at, meant, place)]) };
  },
});

function reworded(at: Span, meant: string, place: DirectiveWord): Fix {
  return {
    title: `Write '${meant}'`,
    safety: 'safe',
    preferred: true,
    independent: true,
    edits: [rewording(at, meant, place)],
  };
}

function rewording(at: Span, meant: string, place: DirectiveWord): TreeEdit {
  switch (place.kind) {
    case 'comment':
      return { kind: 'edit-comment', at, text: meant };
    case 'key':
      return { kind: 'rename-property', object: place.object, path: [place.key], name: meant };
    case 'value':
      return { kind: 'set-value', at: place.origin, value: meant };
  }
}
