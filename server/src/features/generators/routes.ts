/** The generator of route tables. */
import { placeProblem } from '../../generate/place.ts';
import { planRouteTable, type RouteTableRequest } from '../../generate/routes/route-table.ts';
import { routeTableText } from '../../generate/routes/route-table-text.ts';
import type { Answers, Question } from '../../protocol.ts';
import type { FileView } from '../../workspace/view.ts';
import { askText, choose, firstOpen, type Generator, splitList, textAnswer } from './generator.ts';
import { placeOf, regionQuestion } from './nsg.ts';
import { formLanguages, isResourceForm, resourceFormChoices } from './resource-forms.ts';
import { serviceAnswers, serviceQuestions } from './service-questions.ts';

export const routesGenerator: Generator = {
  id: 'routes',
  next: (answers, view) => firstOpen(answers, questions(answers, view)),
  check: (key, value, answers) =>
    typeof value === 'string' ? problemOf(key, { ...answers, [key]: value }) : undefined,
  generate: answers => {
    const plan = planRouteTable(requestOf(answers));
    if (!plan.ok) return { ok: false, problems: [plan.problem] };
    const form = textAnswer(answers, 'form') ?? '';
    if (!isResourceForm(form)) return { ok: false, problems: [`There is no form '${form}'.`] };
    const text = routeTableText(plan.value, placeOf(answers), form);
    return text.ok
      ? { ok: true, text: text.value, language: formLanguages[form], notes: plan.value.notes }
      : { ok: false, problems: [text.problem] };
  },
};

function questions(answers: Answers, view: FileView | undefined): readonly (Question | undefined)[] {
  return [
    ...serviceQuestions(answers, view),
    regionQuestion(view),
    askText(
      'appliance',
      'Private address of the appliance that 0.0.0.0/0 goes to; empty where no route of the table sends it anywhere',
      '10.0.255.4',
      { fallback: '' },
    ),
    needsClients(answers)
      ? askText(
          'clients',
          'Clients on the internet, past the appliance: prefixes or service tags, with commas between',
          'AzureFrontDoor.Backend, 203.0.113.0/24',
        )
      : undefined,
    choose('gateways', 'Routes that a gateway advertises', [
      { id: 'take', label: 'Reach the subnet' },
      { id: 'refuse', label: 'Are kept off', description: 'disableBgpRoutePropagation' },
    ]),
    askText('name', 'Name of the route table', 'rt-apim', { fallback: 'rt-apim', remembered: false }),
    choose('form', 'What to write', resourceFormChoices(view)),
  ];
}

/** Texts that speak of clients ask for their routes in External mode, once something takes the default route. */
function needsClients(answers: Answers): boolean {
  const request = requestOf(answers);
  return (
    request.appliance !== undefined && !planRouteTable({ ...request, clients: [] }).ok && request.mode === 'External'
  );
}

function requestOf(answers: Answers): RouteTableRequest {
  const appliance = textAnswer(answers, 'appliance')?.trim() ?? '';
  return {
    ...serviceAnswers(answers),
    region: placeOf(answers).region,
    appliance: appliance === '' ? undefined : appliance,
    clients: splitList(textAnswer(answers, 'clients') ?? ''),
    disableBgpRoutePropagation: textAnswer(answers, 'gateways') === 'refuse',
  };
}

function problemOf(key: string, answers: Answers): string | undefined {
  const request = requestOf(answers);
  if (key === 'name') {
    const plan = planRouteTable(request);
    const text = plan.ok ? routeTableText(plan.value, placeOf(answers), 'cli') : plan;
    return text.ok ? undefined : text.problem;
  }
  if (key === 'region') {
    const alone = { ...request, appliance: undefined, clients: [] };
    const plan = planRouteTable(alone);
    // What another region does not change is not this one's fault.
    const isToBlame = !plan.ok && planRouteTable({ ...alone, region: usualRegion }).ok;
    return placeProblem(placeOf(answers)) ?? (isToBlame ? plan.problem : undefined);
  }
  // The clients are asked for after the appliance.
  const isEarly = key === 'appliance' && request.appliance !== undefined && request.mode === 'External';
  const plan = planRouteTable(isEarly ? { ...request, clients: [usualClients] } : request);
  return plan.ok ? undefined : plan.problem;
}

/** Good in every table of addresses. */
const usualRegion = 'westeurope';
const usualClients = 'AzureFrontDoor.Backend';
