/**
 * Functions whose value does not follow from plain data alone: they ask the template, the place it is deployed to, another file, or
 * Azure. What is known of their values is worked out beside this folder; here stands what a reader wants to know of them.
 *
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions and the pages it leads to, and the
 * list of functions in the samples of https://github.com/Azure/bicep (both read 2026-11).
 */
import type { FunctionParameter, FunctionSignature, ParameterType } from './function.ts';

export interface ContextFunction extends FunctionSignature {
  /** Why it has no value here, as the end of "it is not known, because …"; for those that nothing works out. */
  readonly why?: string;
}

type Names = readonly (string | FunctionParameter)[];

function page(name: string): string {
  return `https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-${name} (read 2026-11)`;
}

function bicepPage(name: string): string {
  return `https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-${name} (read 2026-11)`;
}

const compiler = 'https://github.com/Azure/bicep: templates that it writes (read 2026-11)';

/** A parameter that may be left out. */
function maybe(name: string, type: ParameterType = 'string'): FunctionParameter {
  return { name, type, optional: true };
}

function list(name: string, optional = false): FunctionParameter {
  return { name, type: 'string', rest: true, ...(optional && { optional }) };
}

/** Parameters that are given by their name alone take values of any kind. */
function define(
  name: string,
  languages: ContextFunction['languages'],
  parameters: Names,
  summary: string,
  source: string,
  why?: string,
): ContextFunction {
  return {
    name,
    languages,
    parameters: parameters.map(one => (typeof one === 'string' ? { name: one, type: 'any' } : one)),
    summary,
    source,
    ...(why !== undefined && { why }),
  };
}

const onlyAtRunTime = 'Azure tells it only while it deploys';

export const contextFunctions: readonly ContextFunction[] = [
  // The template itself.
  define('parameters', 'arm', ['parameterName'], 'The value of a parameter.', page('deployment')),
  define('variables', 'arm', ['variableName'], 'The value of a variable.', page('deployment')),
  define('if', 'arm', ['condition', 'trueValue', 'falseValue'], 'One of two values.', page('logical')),
  define(
    'copyIndex',
    'arm',
    [{ name: 'loopName', type: 'any', optional: true }, maybe('offset', 'int')],
    'The number of the turn of a loop, from 0, or from an offset.',
    page('numeric'),
  ),
  define(
    'float',
    'arm',
    ['arg1'],
    'A number that may have a fraction.',
    page('numeric'),
    'numbers with fractions are not computed here',
  ),
  define(
    'lambda',
    'arm',
    [{ name: 'argument', type: 'any', rest: true }],
    'A function without a name.',
    page('lambda'),
  ),
  define('lambdaVariables', 'arm', ['variableName'], 'The value of an argument of a lambda.', page('lambda')),
  // Lists and objects, item by item.
  define('map', 'both', ['inputArray', 'lambda'], 'What a lambda makes of each item of a list.', page('lambda')),
  define('filter', 'both', ['inputArray', 'lambda'], 'The items of a list for which a lambda is true.', page('lambda')),
  define(
    'reduce',
    'both',
    ['inputArray', 'initialValue', 'lambda'],
    'What a lambda makes of a list, from item to item.',
    page('lambda'),
  ),
  define('sort', 'both', ['inputArray', 'lambda'], 'A list in the order that a lambda tells.', page('lambda')),
  define(
    'toObject',
    'both',
    ['inputArray', 'keyLambda', maybe('valueLambda', 'any')],
    'An object with a member for each item of a list.',
    page('lambda'),
  ),
  define(
    'groupBy',
    'both',
    ['inputArray', 'keyLambda', maybe('valueLambda', 'any')],
    'An object that holds the items of a list under the keys that a lambda makes of them.',
    bicepPage('lambda'),
  ),
  define(
    'mapValues',
    'both',
    ['object', 'lambda'],
    'An object with what a lambda makes of each of its values.',
    bicepPage('lambda'),
  ),
  // Where it is deployed.
  define(
    'resourceGroup',
    'both',
    [list('resourceGroupName', true)],
    'The resource group that is deployed to; in Bicep also one by its name, as a scope.',
    page('scope'),
  ),
  define(
    'subscription',
    'both',
    [list('subscriptionId', true)],
    'The subscription that is deployed to; in Bicep also one by its id, as a scope.',
    page('scope'),
  ),
  define(
    'managementGroup',
    'both',
    [list('managementGroupName', true)],
    'The management group that is deployed to; in Bicep also one by its name, as a scope.',
    page('scope'),
  ),
  define(
    'tenant',
    'both',
    [list('tenantId', true)],
    'The tenant that is deployed to.',
    page('scope'),
    'it depends on where the file is deployed',
  ),
  define('deployment', 'both', [], 'The deployment that runs: its name, location and parameters.', page('deployment')),
  define(
    'environment',
    'both',
    [],
    'The addresses of the cloud that is deployed to.',
    page('deployment'),
    'it depends on the cloud that is deployed to',
  ),
  define(
    'deployer',
    'both',
    [],
    'Who deploys: the ids of the principal and its tenant.',
    bicepPage('deployment'),
    onlyAtRunTime,
  ),
  // Ids and resources.
  ...['resourceId', 'subscriptionResourceId', 'managementGroupResourceId', 'tenantResourceId'].map(name =>
    define(
      name,
      'both',
      ['resourceType', list('resourceName')],
      'The id of a resource, from its type and its name; what stands before the type says where it is.',
      page('resource'),
    ),
  ),
  define(
    'extensionResourceId',
    'both',
    ['resourceId', 'resourceType', list('resourceName')],
    'The id of a resource that extends another.',
    page('resource'),
  ),
  define(
    'reference',
    'both',
    ['resourceName', maybe('apiVersion'), maybe('full')],
    'What Azure knows of a resource once it is there.',
    page('resource'),
  ),
  define(
    'references',
    'arm',
    ['symbolicName', maybe('full')],
    'What Azure knows of all resources of a loop.',
    page('resource'),
    onlyAtRunTime,
  ),
  define(
    'resourceInfo',
    'arm',
    ['symbolicName'],
    'Id, name and type of a resource of the template.',
    compiler,
    onlyAtRunTime,
  ),
  define(
    'extensions',
    'arm',
    ['extensionName'],
    'The settings of an extension of the template.',
    compiler,
    onlyAtRunTime,
  ),
  define('target', 'arm', [list('argument', true)], 'What a rule of a template is about.', compiler, onlyAtRunTime),
  define(
    'list*',
    'both',
    ['resourceName', maybe('apiVersion'), maybe('functionValues', 'any')],
    'What an operation of a resource answers, such as its keys.',
    page('resource'),
    'Azure tells it only once the resource exists',
  ),
  define(
    'providers',
    'both',
    ['providerNamespace', maybe('resourceType')],
    'The types and versions of a resource provider; no longer recommended.',
    page('resource'),
    onlyAtRunTime,
  ),
  define(
    'pickZones',
    'both',
    ['providerNamespace', 'resourceType', 'location', maybe('numberOfZones', 'int'), maybe('offset', 'int')],
    'Availability zones of a region that have a type of resource.',
    page('resource'),
    'which zones a region has is not known here',
  ),
  ...['toLogicalZone', 'toLogicalZones', 'toPhysicalZone', 'toPhysicalZones'].map(name =>
    define(
      name,
      'both',
      ['subscriptionId', 'location', 'zone'],
      "The same availability zone in a subscription's numbers, or in those of the region.",
      bicepPage('resource'),
      'how the zones of a subscription are numbered is not known here',
    ),
  ),
  define(
    'roleDefinitions',
    'both',
    ['roleName'],
    'A built-in role, by its name.',
    bicepPage('resource'),
    'the ids of built-in roles are not known here',
  ),
  // New with every deployment.
  define(
    'newGuid',
    'both',
    [],
    'A new GUID for each deployment; in the default of a parameter only.',
    page('string'),
    'it is made anew by each deployment',
  ),
  define(
    'utcNow',
    'both',
    [maybe('format')],
    'The time of the deployment; in the default of a parameter only.',
    page('date'),
    'it is the time of the deployment',
  ),
  define(
    'externalInput',
    'both',
    ['name', maybe('config', 'any')],
    'A value that a tool gives when it deploys a parameter file.',
    bicepPage('parameters-file'),
    'it is given by whoever deploys',
  ),
  // Other files, and the machine of whoever compiles.
  define('loadTextContent', 'bicep', ['filePath', maybe('encoding')], 'The text of a file.', bicepPage('files')),
  define('loadFileAsBase64', 'bicep', ['filePath'], 'The Base64 form of a file.', bicepPage('files')),
  define(
    'loadJsonContent',
    'bicep',
    ['filePath', maybe('jsonPath'), maybe('encoding')],
    'The value of a JSON file, or of a part of it.',
    bicepPage('files'),
  ),
  define(
    'loadYamlContent',
    'bicep',
    ['filePath', maybe('pathFilter'), maybe('encoding')],
    'The value of a YAML file, or of a part of it.',
    bicepPage('files'),
  ),
  define(
    'loadDirectoryFileInfo',
    'bicep',
    ['directoryPath', maybe('searchPattern')],
    'Names and paths of the files in a folder.',
    bicepPage('files'),
    'folders are not listed here',
  ),
  define('nameof', 'bicep', ['symbol'], 'The name of what it is given.', bicepPage('object')),
  define(
    'readEnvironmentVariable',
    'bicep',
    ['variableName', maybe('default')],
    'An environment variable of whoever compiles; in parameter files only.',
    bicepPage('parameters-file'),
    'it is an environment variable of whoever deploys',
  ),
  define(
    'getSecret',
    'bicep',
    ['subscriptionId', 'resourceGroupName', 'keyVaultName', 'secretName', maybe('secretVersion')],
    'A secret of a key vault; for secure parameters only.',
    bicepPage('parameters-file'),
    'it is a secret',
  ),
];
