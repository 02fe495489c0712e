import type { DeployedResource } from '../evaluate/deployment.ts';
import type { Value } from '../evaluate/value.ts';
import type { FeatureId } from '../knowledge/features.ts';
import { toPortRange } from '../knowledge/profiles.ts';
import { serviceType } from './build-service.ts';
import type { FeatureUse } from './network.ts';
import { field, scalarText } from './read.ts';
import { modelResource, parentIdentity } from './resource.ts';

/** Child resources of a service that show a feature in use, by type; each tells the feature from the body, if any. */
const shownBy: Readonly<Record<string, (body: Value, name: string | undefined) => FeatureId | undefined>> = {
  [`${serviceType}/loggers`]: body =>
    textOf(body, 'loggerType')?.toLowerCase() === 'azureeventhub' ? 'event-hub-logging' : undefined,
  [`${serviceType}/caches`]: () => 'external-cache',
  [`${serviceType}/identityproviders`]: (_, name) =>
    name !== undefined && /^aad(b2c)?$/i.test(name) ? 'entra-sign-in' : undefined,
  [`${serviceType}/authorizationproviders`]: () => 'credential-manager',
};

export const featureTypes: readonly string[] = Object.keys(shownBy);

/** The feature that a child resource of a service shows in use; `undefined` where it shows none for certain. */
export function buildFeatureUse(resource: DeployedResource, body: Value): FeatureUse | undefined {
  const model = modelResource(resource, body);
  const id = shownBy[resource.type]?.(body, model.name?.known === true ? model.name.value : undefined);
  if (id === undefined) return undefined;
  return { ...model, feature: id, service: parentIdentity(resource, serviceType), port: cachePort(body) };
}

/** The port in a connection string such as `contoso.redis.cache.windows.net:6380,password=…`. */
function cachePort(body: Value): number | undefined {
  const port = /^[^,:]+:(\d{1,5})(,|$)/.exec(textOf(body, 'connectionString') ?? '')?.[1];
  return port === undefined ? undefined : toPortRange(port)?.first;
}

function textOf(body: Value, name: string): string | undefined {
  const member = field(body, name);
  return member && scalarText(member.value);
}
