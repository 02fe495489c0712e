/** One security group, written in every shape in which people have it as JSON. */

export interface RuleSpec {
  readonly name: string;
  readonly priority: number;
  readonly direction: 'Inbound' | 'Outbound';
  readonly access: 'Allow' | 'Deny';
  readonly protocol: string;
  readonly source: string;
  readonly sourcePorts?: readonly string[];
  readonly destination: string;
  readonly ports: readonly string[];
}

export interface GroupSpec {
  readonly name: string;
  readonly rules: readonly RuleSpec[];
}

type Json = unknown;

const type = 'Microsoft.Network/networkSecurityGroups';
const ruleType = `${type}/securityRules`;
const apiVersion = '2023-09-01';

/** Every shape by its name; each gives the whole text of a file. */
export const shapes: Readonly<Record<string, (group: GroupSpec) => string>> = {
  'ARM template': group => text(template([armGroup(group)])),
  'ARM template, language version 2.0': group =>
    text({ ...template([]), languageVersion: '2.0', resources: { securityGroup: armGroup(group) } }),
  'ARM template, nested deployment': group =>
    text(
      template([
        {
          type: 'Microsoft.Resources/deployments',
          apiVersion: '2022-09-01',
          name: 'network',
          properties: {
            mode: 'Incremental',
            expressionEvaluationOptions: { scope: 'inner' },
            template: template([armGroup(group)]),
          },
        },
      ]),
    ),
  'ARM template, rules as nested resources': group =>
    text(
      template([
        {
          ...armGroup({ ...group, rules: [] }),
          resources: group.rules.map(rule => ({
            type: 'securityRules',
            apiVersion,
            name: rule.name,
            properties: armRule(rule),
          })),
        },
      ]),
    ),
  'ARM template, rules beside the group': group =>
    text(
      template([
        { type, apiVersion, name: group.name, location: 'westeurope' },
        ...group.rules.map(rule => ({
          type: ruleType,
          apiVersion,
          name: `${group.name}/${rule.name}`,
          dependsOn: [`[resourceId('${type}', '${group.name}')]`],
          properties: armRule(rule),
        })),
      ]),
    ),
  'portal export, every rule twice': group =>
    text({
      ...template([
        {
          type,
          apiVersion,
          name: `[parameters('networkSecurityGroups_name')]`,
          location: 'westeurope',
          properties: {
            securityRules: group.rules.map(rule => ({
              name: rule.name,
              id: `[resourceId('${ruleType}', parameters('networkSecurityGroups_name'), '${rule.name}')]`,
              type: ruleType,
              properties: { ...portalRule(rule) },
            })),
          },
        },
        ...group.rules.map(rule => ({
          type: ruleType,
          apiVersion,
          name: `[concat(parameters('networkSecurityGroups_name'), '/${rule.name}')]`,
          dependsOn: [`[resourceId('${type}', parameters('networkSecurityGroups_name'))]`],
          properties: { ...portalRule(rule) },
        })),
      ]),
      parameters: { networkSecurityGroups_name: { defaultValue: group.name, type: 'String' } },
    }),
  'REST answer': group => text(restGroup(group)),
  'REST list': group => text({ value: [restGroup(group)] }),
  'Resource Graph row': group =>
    text({
      count: 1,
      data: [{ ...restGroup(group), resourceGroup: 'rg-network', subscriptionId: 'sub' }],
      skip_token: null,
    }),
  'az network nsg show': group => text(azGroup(group)),
  'az network nsg list': group => text([azGroup(group)]),
  'az network nsg rule list': group => text(group.rules.map(rule => azRule(group, rule))),
  'REST list of rules': group =>
    text({
      value: group.rules.map(rule => ({
        name: rule.name,
        id: `${groupId(group)}/securityRules/${rule.name}`,
        type: ruleType,
        properties: { provisioningState: 'Succeeded', ...armRule(rule) },
      })),
    }),
  'PowerShell ConvertTo-Json': group => text(powerShellGroup(group)),
  'PowerShell ConvertTo-Json, a list': group => text([powerShellGroup(group)]),
  'az network nsg create': group => text({ NewNSG: azGroup(group) }),
  'Windows PowerShell, lists with their length': group => text(withLengths(powerShellGroup(group))),
};

/** `Get-AzNetworkSecurityGroup | ConvertTo-Json` without `-Depth`: the lists of a rule have become texts. */
export function atDefaultDepth(group: GroupSpec): string {
  const whole = powerShellGroup(group);
  const joined = (rule: Readonly<Record<string, Json>>) =>
    Object.fromEntries(
      Object.entries(rule).map(([key, value]) => [key, Array.isArray(value) ? value.join(' ') : value]),
    );
  return text({
    ...whole,
    SecurityRules: whole.SecurityRules.map(joined),
    DefaultSecurityRules: whole.DefaultSecurityRules.map(joined),
  });
}

/** What tells of a group that it is there, and not what is in it. */
export const groupsWithoutContent: Readonly<Record<string, (group: GroupSpec) => string>> = {
  'az resource list': group =>
    text([
      {
        id: groupId(group),
        location: 'westeurope',
        name: group.name,
        properties: null,
        provisioningState: 'Succeeded',
        resourceGroup: 'rg-network',
        sku: null,
        tags: {},
        type,
      },
    ]),
  'Get-AzResource': group =>
    text([
      {
        ResourceId: groupId(group),
        Id: groupId(group),
        Name: group.name,
        ResourceType: type,
        Type: type,
        Properties: null,
      },
    ]),
  'a query for names': group => text([{ name: group.name, id: groupId(group) }]),
};

/** Shapes that hold rules without their group: the group's name is known from ids at most, an empty list is nothing. */
export const ruleListShapes: ReadonlySet<string> = new Set(['az network nsg rule list', 'REST list of rules']);

function text(value: Json): string {
  return JSON.stringify(value, undefined, 2);
}

function template(resources: readonly Json[]) {
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources,
  };
}

function armGroup(group: GroupSpec) {
  return {
    type,
    apiVersion,
    name: group.name,
    location: 'westeurope',
    properties: { securityRules: group.rules.map(rule => ({ name: rule.name, properties: armRule(rule) })) },
  };
}

/** One port in the singular property, several in the list, as an engineer writes it. */
function armRule(rule: RuleSpec) {
  return {
    priority: rule.priority,
    direction: rule.direction,
    access: rule.access,
    protocol: rule.protocol,
    sourceAddressPrefix: rule.source,
    ...portProperties('source', rule.sourcePorts ?? ['*']),
    destinationAddressPrefix: rule.destination,
    ...portProperties('destination', rule.ports),
  };
}

function portProperties(side: 'source' | 'destination', ports: readonly string[]) {
  return ports.length === 1 ? { [`${side}PortRange`]: ports[0] } : { [`${side}PortRanges`]: ports };
}

/** The portal writes protocols in capitals and every list, most of them empty. */
function portalRule(rule: RuleSpec) {
  return {
    sourcePortRanges: [],
    destinationPortRanges: [],
    sourceAddressPrefixes: [],
    destinationAddressPrefixes: [],
    ...armRule(rule),
    protocol: rule.protocol.toUpperCase(),
  };
}

function groupId(group: GroupSpec): string {
  return `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-network/providers/${type}/${group.name}`;
}

function restGroup(group: GroupSpec) {
  return {
    name: group.name,
    id: groupId(group),
    etag: 'W/"1"',
    type,
    location: 'westeurope',
    properties: {
      provisioningState: 'Succeeded',
      securityRules: group.rules.map(rule => ({
        name: rule.name,
        id: `${groupId(group)}/securityRules/${rule.name}`,
        type: ruleType,
        properties: { provisioningState: 'Succeeded', ...armRule(rule) },
      })),
      defaultSecurityRules: [
        { name: 'DenyAllInBound', type: `${type}/defaultSecurityRules`, properties: armRule(builtInDeny) },
      ],
    },
  };
}

const builtInDeny: RuleSpec = {
  name: 'DenyAllInBound',
  priority: 65500,
  direction: 'Inbound',
  access: 'Deny',
  protocol: '*',
  source: '*',
  destination: '*',
  ports: ['*'],
};

/** The command line lifts `properties` and writes what is not set as null or as an empty list. */
function azRule(group: GroupSpec, rule: RuleSpec) {
  const many = rule.ports.length > 1;
  const manySource = (rule.sourcePorts?.length ?? 1) > 1;
  return {
    access: rule.access,
    description: null,
    destinationAddressPrefix: rule.destination,
    destinationAddressPrefixes: [],
    destinationApplicationSecurityGroups: null,
    destinationPortRange: many ? null : rule.ports[0],
    destinationPortRanges: many ? rule.ports : [],
    direction: rule.direction,
    etag: 'W/"1"',
    id: `${groupId(group)}/securityRules/${rule.name}`,
    name: rule.name,
    priority: rule.priority,
    protocol: rule.protocol,
    provisioningState: 'Succeeded',
    resourceGroup: 'rg-network',
    sourceAddressPrefix: rule.source,
    sourceAddressPrefixes: [],
    sourceApplicationSecurityGroups: null,
    sourcePortRange: manySource ? '' : (rule.sourcePorts?.[0] ?? '*'),
    sourcePortRanges: manySource ? rule.sourcePorts : [],
    type: ruleType,
  };
}

function azGroup(group: GroupSpec) {
  return {
    defaultSecurityRules: [azRule(group, builtInDeny)],
    flowLogs: null,
    id: groupId(group),
    location: 'westeurope',
    name: group.name,
    networkInterfaces: null,
    resourceGroup: 'rg-network',
    securityRules: group.rules.map(rule => azRule(group, rule)),
    subnets: null,
    tags: null,
    type,
  };
}

/** PowerShell has lists where the others have a single text, and no plural twins. */
function powerShellRule(group: GroupSpec, rule: RuleSpec) {
  return {
    Protocol: rule.protocol,
    SourcePortRange: rule.sourcePorts ?? ['*'],
    DestinationPortRange: rule.ports,
    SourceAddressPrefix: [rule.source],
    DestinationAddressPrefix: [rule.destination],
    SourceApplicationSecurityGroups: [],
    DestinationApplicationSecurityGroups: [],
    Access: rule.access,
    Priority: rule.priority,
    Direction: rule.direction,
    ProvisioningState: 'Succeeded',
    SourceApplicationSecurityGroupsText: '[]',
    Name: rule.name,
    Etag: 'W/"1"',
    Id: `${groupId(group)}/securityRules/${rule.name}`,
  };
}

/** As Windows PowerShell writes lists that it has wrapped before. */
function withLengths(value: Json): Json {
  if (Array.isArray(value)) return { value: value.map(withLengths), Count: value.length };
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withLengths(part)]))
    : value;
}

function powerShellGroup(group: GroupSpec) {
  return {
    SecurityRules: group.rules.map(rule => powerShellRule(group, rule)),
    DefaultSecurityRules: [powerShellRule(group, builtInDeny)],
    NetworkInterfaces: [],
    Subnets: [],
    ProvisioningState: 'Succeeded',
    SecurityRulesText: '[]',
    ResourceGroupName: 'rg-network',
    Location: 'westeurope',
    Type: type,
    Tag: null,
    Name: group.name,
    Etag: 'W/"1"',
    Id: groupId(group),
  };
}
