import { controlPlaneRoutes } from '../analysis/route-verdicts.ts';
import { controlPlaneOwners } from '../knowledge/control-plane.ts';
import { routedText, toControlPlane, toFirewall } from './examples.ts';
import { prefixSpan, routeName, tableTitle } from './route-findings.ts';
import { addControlPlaneRoute } from './route-fixes.ts';
import { rule } from './rule.ts';
import { list } from './wording.ts';

const address = { name: 'control-plane', addressPrefix: '51.145.179.78/32' };

export const controlPlaneRouteByAddress = rule({
  id: 'control-plane-route-by-address',
  severity: 'information',
  strictSeverity: 'warning',
  summary: 'The way back to the control plane is written as addresses.',
  rationale: `The addresses of the control plane changed in 2023, and the texts since November 2023 print none: they name the service tag ApiManagement, which follows such changes. A
route table that holds addresses works until the next change; then answers to the control plane leave by the default route and are dropped.`,
  limits: `Profiles stv2-current and stv1-final, and only where another route takes the default traffic away and no route for the tag ApiManagement exists. Whether the
addresses are all there are today cannot be told from the documents.`,
  source:
    'Virtual network configuration reference, April 2026, against the tables of July 2020 and August 2023; API Management breaking changes of 2023',
  bad: routedText([toFirewall, address]),
  good: routedText([toFirewall, toControlPlane]),
  on: 'target',

  *check(target, file) {
    const table = target.routeTable;
    if (table === undefined || (target.profile !== 'stv2-current' && target.profile !== 'stv1-final')) return;
    const back = controlPlaneRoutes(target, file.network);
    if (back === undefined) return;
    const detours = back.outcomes.some(({ nextHopType }) => nextHopType !== undefined && nextHopType !== 'Internet');
    if (back.verdict !== 'undetermined' || !detours) return;
    const [first, ...others] = table.routes.filter(
      ({ prefix, nextHopType }) =>
        nextHopType?.known === true &&
        nextHopType.value === 'Internet' &&
        controlPlaneOwners(prefix?.text.replace(/\/32$/, '') ?? '').length > 0,
    );
    if (first === undefined) return;
    const texts = [first, ...others].map(({ prefix }) => prefix?.text ?? '');
    yield {
      at: prefixSpan(first),
      message: `${tableTitle(table)} leads answers to the control plane to the Internet by ${texts.length === 1 ? 'its address' : 'its addresses'} ${list(texts)}. Addresses of old tables may have changed; the documents since November 2023 name the service tag ApiManagement instead.`,
      related: others.map(route => ({ at: prefixSpan(route), message: `'${routeName(route)}' does so too` })),
      fixes: () => [addControlPlaneRoute(table)],
    };
  },
});
