/** What every generator for a network asks about the service, with what the open file says. */
import type { Target } from '../../analysis/target.ts';
import { type ServiceRequest, serviceSubject } from '../../generate/service-subject.ts';
import type { Attachment } from '../../generate/subnet/subnet-resource.ts';
import { isProfileId, type ProfileId, profile, profileIds } from '../../knowledge/profiles.ts';
import { profileOfTier, tierOf, tiers } from '../../knowledge/tiers.ts';
import type { Answers, Choice, Question } from '../../protocol.ts';
import type { FileView } from '../../workspace/view.ts';
import { choose, textAnswer } from './generator.ts';

/** Those of a service in its region; the file's first one gives the defaults. */
export function targetOf(view: FileView | undefined): Target | undefined {
  return view?.targets.find(({ how }) => how === 'service') ?? view?.targets[0];
}

/** Tier, mode, document and connection: each only where the answers before leave it open. */
export function serviceQuestions(answers: Answers, view: FileView | undefined): readonly (Question | undefined)[] {
  const target = targetOf(view);
  const { sku, mode } = serviceAnswers(answers);
  const tier = tierOf(sku);
  const possible = tier === undefined ? [] : profilesOf(tier.sku, mode);
  const suggestion = <T extends string>(value: T | undefined) => (value === undefined ? {} : { suggested: value });
  const isAble = able.some(other => other.sku === tierOf(target?.sku)?.sku);
  return [
    choose(
      'sku',
      'Tier of the service',
      able.map(({ sku: id, networking }) => ({
        id,
        label: id,
        description: networking.filter(kind => kind !== 'private-endpoint').join(' or '),
      })),
      { fallback: 'Premium', ...suggestion(isAble ? tierOf(target?.sku)?.sku : undefined) },
    ),
    tier === undefined || tier.networking.every(kind => kind !== 'injection')
      ? undefined
      : choose('mode', 'Virtual network mode', modeChoices(tier.isV2), {
          fallback: 'Internal',
          ...suggestion(target?.mode),
        }),
    possible.length < 2
      ? undefined
      : choose('profile', 'Platform, or revision of the documents', possible.map(profileChoice), {
          fallback: possible[0]!,
          remembered: false,
          ...suggestion(target === undefined || !possible.includes(target.profile) ? undefined : target.profile),
        }),
    profileAnswer(answers) === 'workspace-gateway'
      ? choose('attachment', 'How the workspace gateway is connected', [
          { id: 'injection', label: 'Injection', detail: 'The gateway is in the network.' },
          { id: 'integration', label: 'Integration', detail: 'Its calls go out through the network.' },
        ])
      : undefined,
  ];
}

/** The part of a request that {@link serviceQuestions} ask for; what was not asked for is `undefined`. */
export function serviceAnswers(answers: Answers): ServiceRequest & { readonly attachment: Attachment | undefined } {
  const mode = textAnswer(answers, 'mode');
  const attachment = textAnswer(answers, 'attachment');
  return {
    sku: textAnswer(answers, 'sku') ?? '',
    mode: mode === 'External' || mode === 'Internal' ? mode : undefined,
    profile: profileAnswer(answers),
    attachment: attachment === 'injection' || attachment === 'integration' ? attachment : undefined,
  };
}

/** The profile that the answers lead to; `undefined` before they do. */
export function profileFor(answers: Answers): ProfileId | undefined {
  const subject = serviceSubject(serviceAnswers(answers));
  return subject.ok ? subject.value.profile : undefined;
}

const able = tiers
  .filter(({ networking }) => networking.includes('injection') || networking.includes('integration'))
  .toReversed()
  .toSorted((a, b) => Number(a.isV2) - Number(b.isV2));

function profileAnswer(answers: Answers): ProfileId | undefined {
  const text = textAnswer(answers, 'profile') ?? '';
  return isProfileId(text) ? text : undefined;
}

/** The newest text first. Of a v2 tier the mode tells which of its two it is. */
function profilesOf(sku: string, mode: ServiceRequest['mode']): readonly ProfileId[] {
  const newest = profileOfTier(sku, mode);
  const isV2 = tierOf(sku)?.isV2 === true;
  const others = profileIds.filter(
    id => id !== newest && profile(id).skus.includes(sku) && (!isV2 || id === 'workspace-gateway'),
  );
  return [newest, ...others.toReversed()];
}

function profileChoice(id: ProfileId): Choice {
  return { id, label: profile(id).title, description: id };
}

function modeChoices(isV2: boolean): readonly Choice[] {
  return isV2
    ? [
        { id: 'Internal', label: 'Injection', description: 'virtualNetworkType Internal' },
        { id: 'External', label: 'Outbound integration', description: 'virtualNetworkType External' },
      ]
    : [
        { id: 'Internal', label: 'Internal', detail: 'The gateway is reached only from within the virtual network.' },
        { id: 'External', label: 'External', detail: 'The gateway is reached from the internet.' },
      ];
}
