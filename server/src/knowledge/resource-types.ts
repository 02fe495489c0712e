import data from '../../data/resource-types.json' with { type: 'json' };

/**
 * The API version that generated templates name for a resource type; child types have that of their parent.
 * Source: stable folders of Azure/azure-rest-api-specs, named in the data file (11/2026).
 *
 * @param type as in the data file, or a child of one of its types: `Microsoft.Network/virtualNetworks/subnets`
 * @throws when no version is kept for the type; every type a generator writes has one
 */
export function apiVersionOf(type: string): string {
  const entry = data.apiVersions.find(known => type === known.type || type.startsWith(`${known.type}/`));
  if (entry === undefined) throw new Error(`no API version is kept for ${type}`);
  return entry.apiVersion;
}

/**
 * What is wrong with the name of an API Management service: letters, digits and hyphens, 1 to 50 of them, both ends included,
 * the first a letter, the last no hyphen. Source: naming rules for Azure resources (11/2026).
 *
 * @returns a sentence that says what is allowed; `undefined` for a name that Azure takes
 */
export function serviceNameProblem(name: string): string | undefined {
  const { minLength, maxLength, characters } = data.serviceName;
  const allowed = `A service name has ${minLength} to ${maxLength} characters: ${characters}.`;
  if (name === '') return `The service name is empty. ${allowed}`;
  if (name.length > maxLength) return `The service name has ${name.length} characters. ${allowed}`;
  return /^[a-z]([a-z0-9-]*[a-z0-9])?$/i.test(name) ? undefined : `'${name}' is no service name. ${allowed}`;
}

/**
 * What is wrong with the name of a security group, route table, virtual network or subnet; `undefined` for one that Azure takes.
 * Source: naming rules for Azure resources (11/2026).
 *
 * @param type one of those four, in ARM's spelling
 * @throws for any other type
 */
export function networkNameProblem(type: string, name: string): string | undefined {
  const entry = data.networkNames.lengths.find(candidate => candidate.type === type);
  if (entry === undefined) throw new Error(`no naming rule is kept for ${type}`);
  const { what, minLength, maxLength } = entry;
  const isAllowed = name.length >= minLength && name.length <= maxLength && /^[a-z0-9]([\w.-]*\w)?$/i.test(name);
  return isAllowed
    ? undefined
    : `'${name}' is no name of a ${what}. It has ${minLength} to ${maxLength} characters: ${data.networkNames.characters}.`;
}
