/** The generator of network security groups. */
import { isFeatureId } from '../../analysis/features-in-use.ts';
import { knownValue } from '../../base/sourced.ts';
import { planSecurityGroup, type SecurityGroupRequest } from '../../generate/nsg/security-group.ts';
import { securityGroupText } from '../../generate/nsg/security-group-text.ts';
import { feature, featureIds } from '../../knowledge/features.ts';
import { flowsOf } from '../../knowledge/profiles.ts';
import type { Answers, Question } from '../../protocol.ts';
import type { FileView } from '../../workspace/view.ts';
import { askText, choose, firstOpen, type Generator, listAnswer, splitList, textAnswer } from './generator.ts';
import { formLanguages, isResourceForm, resourceFormChoices } from './resource-forms.ts';
import { profileFor, serviceAnswers, serviceQuestions, targetOf } from './service-questions.ts';

export const nsgGenerator: Generator = {
  id: 'nsg',
  next: (answers, view) => firstOpen(answers, questions(answers, view)),
  check: (key, value, answers) => (typeof value === 'string' ? problemOf({ ...answers, [key]: value }) : undefined),
  generate: answers => {
    const plan = planSecurityGroup(requestOf(answers));
    if (!plan.ok) return { ok: false, problems: [plan.problem] };
    const form = textAnswer(answers, 'form') ?? '';
    if (!isResourceForm(form)) return { ok: false, problems: [`There is no form '${form}'.`] };
    const text = securityGroupText(plan.value, placeOf(answers), form);
    return text.ok
      ? { ok: true, text: text.value, language: formLanguages[form], notes: plan.value.notes }
      : { ok: false, problems: [text.problem] };
  },
};

function questions(answers: Answers, view: FileView | undefined): readonly (Question | undefined)[] {
  const target = targetOf(view);
  const profile = profileFor(answers);
  const known = profile === undefined ? [] : featureIds.filter(id => isOptionalIn(profile, id));
  const isStrict = textAnswer(answers, 'style') === 'strict';
  const servers = target?.virtualNetwork?.dnsServers === 'custom' ? target.virtualNetwork.dnsServerTerms : [];
  return [
    ...serviceQuestions(answers, view),
    choose('style', 'How much the group says', [
      { id: 'minimal', label: 'Minimal', detail: 'What the built-in rules do not let through.' },
      { id: 'strict', label: 'Strict', detail: 'Everything that is needed, and a deny for the rest.' },
    ]),
    known.length === 0
      ? undefined
      : choose(
          'features',
          'Optional features in use',
          known.map(id => ({ id, label: feature(id).title })),
          { many: true, fallback: [], ...(target?.features !== undefined && { suggested: target.features }) },
        ),
    isStrict
      ? askText('dns', "DNS servers of your own, with commas between; none for Azure's", '10.0.0.4', {
          fallback: '',
          remembered: false,
          ...(servers.length > 0 && { suggested: servers.map(({ text }) => text).join(', ') }),
        })
      : undefined,
    regionQuestion(view),
    askText('name', 'Name of the network security group', 'nsg-apim', { fallback: 'nsg-apim', remembered: false }),
    choose('form', 'What to write', resourceFormChoices(view)),
  ];
}

/** Where a resource goes; empty for the region of the resource group. */
export function regionQuestion(view: FileView | undefined): Question {
  const target = targetOf(view);
  const region = knownValue(target?.virtualNetwork?.location) ?? target?.region;
  return askText('region', 'Region; empty for that of the resource group', 'westeurope', {
    fallback: '',
    ...(region !== undefined && { suggested: region }),
  });
}

/** Whether the profile's text has an optional flow for a feature; what it always asks for is opened anyway. */
function isOptionalIn(profile: Parameters<typeof flowsOf>[0], id: (typeof featureIds)[number]): boolean {
  return flowsOf(profile).some(flow => flow.requirement === 'optional-feature' && feature(id).flows.includes(flow.id));
}

function requestOf(answers: Answers): SecurityGroupRequest {
  return {
    ...serviceAnswers(answers),
    style: textAnswer(answers, 'style') === 'strict' ? 'strict' : 'minimal',
    features: listAnswer(answers, 'features').filter(isFeatureId),
    dnsServers: splitList(textAnswer(answers, 'dns') ?? ''),
  };
}

export function placeOf(answers: Answers): { readonly name: string; readonly region: string | undefined } {
  const region = textAnswer(answers, 'region')?.trim() ?? '';
  return { name: textAnswer(answers, 'name')?.trim() ?? '', region: region === '' ? undefined : region };
}

/** Asked while there are answers missing; those that follow cannot be wrong yet. */
function problemOf(answers: Answers): string | undefined {
  const plan = planSecurityGroup(requestOf(answers));
  if (!plan.ok) return plan.problem;
  const text = securityGroupText(plan.value, { ...placeOf({ name: 'nsg-apim', ...answers }) }, 'cli');
  return text.ok ? undefined : text.problem;
}
