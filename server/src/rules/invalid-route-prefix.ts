import { tableText } from './examples.ts';
import { routeName } from './route-findings.ts';
import { rule } from './rule.ts';
import { respell } from './rule-fixes.ts';

export const invalidRoutePrefix = rule({
  id: 'invalid-route-prefix',
  severity: 'error',
  summary: 'The prefix of a route is neither a CIDR prefix nor a service tag.',
  rationale: `A route holds one CIDR prefix or one service tag. Azure refuses anything else: lists in one text, ranges, numbers above 255 and the '*' of security rules. For
every address write 0.0.0.0/0.`,
  limits: `Exact for values that are written down. A name that no list of service tags has is another rule's matter, and so is an address whose low bits lie outside
its prefix.`,
  source: 'Virtual network traffic routing, May 2023',
  bad: tableText({ name: 'to-internet', addressPrefix: '*' }),
  good: tableText({ name: 'to-internet', addressPrefix: '0.0.0.0/0' }),
  on: 'routeTable',

  *check(table) {
    for (const route of table.routes) {
      const term = route.prefix;
      if (term === undefined) continue;
      const { meaning } = term;
      const isStar = meaning.kind === 'any' && meaning.onlyV4 !== true;
      if (!isStar && meaning.kind !== 'invalid') continue;
      const problem = meaning.kind === 'invalid' ? meaning.problem : 'is for security rules; a route says 0.0.0.0/0';
      yield {
        at: term.span,
        message: `'${routeName(route)}': ${term.text === '' ? 'the prefix' : `'${term.text}'`} ${problem}. Azure refuses the route table, and the deployment with it.`,
        fixes: () => (isStar ? [respell(term.origin, term.text, '0.0.0.0/0')] : []),
      };
    }
  },
});
