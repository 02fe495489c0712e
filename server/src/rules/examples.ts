/** Short texts for the `bad` and `good` of rules, so that each shows only what matters. */

const usual = {
  priority: 100,
  direction: 'Inbound',
  access: 'Allow',
  protocol: 'Tcp',
  sourceAddressPrefix: '10.0.0.0/16',
  sourcePortRange: '*',
  destinationAddressPrefix: '*',
  destinationPortRange: '443',
};

export type ExampleRule = { readonly name?: string } & Readonly<Record<string, unknown>>;

/** A network security group as ARM JSON; each rule is named and has what is usual, unless it says otherwise (`undefined` leaves a property out). */
export function groupText(...rules: readonly ExampleRule[]): string {
  const securityRules = rules.map(({ name = 'AllowHttps', ...properties }) => ({
    name,
    properties: { ...usual, ...properties },
  }));
  const group = { type: 'Microsoft.Network/networkSecurityGroups', name: 'nsg-web', properties: { securityRules } };
  return JSON.stringify(group, undefined, 2);
}

/**
 * The group of an API Management service as JSON with comments: a directive with these hints (such as `mode=Internal sku=Developer`),
 * the rule for the control plane at priority 100, and the given ones, which have priority 200 unless they say otherwise.
 */
export function apimGroupText(hints: string, ...rules: readonly ExampleRule[]): string {
  const management = {
    name: 'AllowManagement',
    sourceAddressPrefix: 'ApiManagement',
    destinationAddressPrefix: 'VirtualNetwork',
    destinationPortRange: '3443',
  };
  const text = groupText(management, ...rules.map(rule => ({ priority: 200, ...rule })));
  return text.replace('{\n', `{\n  // apim-vnet: ${hints}\n`);
}

type Part = Readonly<Record<string, unknown>>;

/** What differs from the usual service; a property that is `undefined` is left out. */
export interface ExampleService {
  /** Of the service itself: `sku`, `zones`, …; `properties` has a place of its own. */
  readonly service?: Part;
  readonly properties?: Part;
  readonly virtualNetwork?: Part;
  readonly subnet?: Part;
  readonly rules?: readonly ExampleRule[];
  readonly others?: readonly Part[];
}

/** A Premium service in internal mode with the virtual network, subnet and security group that are right for it, as an ARM template. */
export function serviceText(parts: ExampleService = {}): string {
  const group = {
    type: 'Microsoft.Network/networkSecurityGroups',
    name: 'nsg-apim',
    location: 'westeurope',
    properties: {
      securityRules: (parts.rules ?? []).concat(managementRule).map(({ name, ...properties }) => ({
        name,
        properties: { ...usual, ...properties },
      })),
    },
  };
  const network = {
    type: 'Microsoft.Network/virtualNetworks',
    name: 'vnet-apim',
    location: 'westeurope',
    properties: {
      addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
      subnets: [
        {
          name: 'snet-apim',
          properties: {
            addressPrefix: '10.0.1.0/27',
            networkSecurityGroup: { id: "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-apim')]" },
            ...parts.subnet,
          },
        },
      ],
      ...parts.virtualNetwork,
    },
  };
  const service = {
    type: 'Microsoft.ApiManagement/service',
    name: 'apim-contoso',
    location: 'westeurope',
    sku: { name: 'Premium', capacity: 1 },
    ...parts.service,
    properties: {
      virtualNetworkType: 'Internal',
      virtualNetworkConfiguration: { subnetResourceId: exampleSubnet },
      ...parts.properties,
    },
  };
  const resources = [group, network, service, ...(parts.others ?? [])];
  return JSON.stringify(
    { $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', resources },
    undefined,
    2,
  );
}

/** The id of the subnet of {@link serviceText}. */
export const exampleSubnet = "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-apim', 'snet-apim')]";
/** The id of the service of {@link serviceText}. */
export const exampleService = "[resourceId('Microsoft.ApiManagement/service', 'apim-contoso')]";

const managementRule: ExampleRule = {
  name: 'AllowApiManagement',
  priority: 200,
  sourceAddressPrefix: 'ApiManagement',
  destinationAddressPrefix: 'VirtualNetwork',
  destinationPortRange: '3443',
};

/** A virtual network with these subnets, as an ARM template. */
export function networkText(subnets: readonly Part[], properties: Part = {}, others: readonly Part[] = []): string {
  const network = {
    type: 'Microsoft.Network/virtualNetworks',
    name: 'vnet-hub',
    location: 'westeurope',
    properties: {
      addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
      ...properties,
      subnets: subnets.map(({ name, ...rest }) => ({ name, properties: rest })),
    },
  };
  return JSON.stringify(
    {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      resources: [network, ...others],
    },
    undefined,
    2,
  );
}

/** A route: a name and what else it has; its next hop is the internet unless it says otherwise (`undefined` leaves a property out). */
export type ExampleRoute = { readonly name: string; readonly addressPrefix: string } & Readonly<
  Record<string, unknown>
>;

function exampleTable(name: string, routes: readonly ExampleRoute[], properties: Part): Part {
  return {
    type: 'Microsoft.Network/routeTables',
    name,
    location: 'westeurope',
    properties: {
      ...properties,
      routes: routes.map(({ name, ...rest }) => ({ name, properties: { nextHopType: 'Internet', ...rest } })),
    },
  };
}

/** A route table with these routes, alone and nobody's. */
export function tableText(...routes: readonly ExampleRoute[]): string {
  return JSON.stringify(exampleTable('rt-spoke', routes, {}), undefined, 2);
}

/** The service of {@link serviceText} with a route table on its subnet. */
export function routedText(routes: readonly ExampleRoute[], parts: ExampleService = {}, table: Part = {}): string {
  const routeTable = { id: "[resourceId('Microsoft.Network/routeTables', 'rt-apim')]" };
  return serviceText({
    ...parts,
    subnet: { routeTable, ...parts.subnet },
    others: [exampleTable('rt-apim', routes, table), ...(parts.others ?? [])],
  });
}

/** 0.0.0.0/0 to an appliance. */
export const toFirewall: ExampleRoute = {
  name: 'to-firewall',
  addressPrefix: '0.0.0.0/0',
  nextHopType: 'VirtualAppliance',
  nextHopIpAddress: '10.0.2.4',
};
/** What keeps the answers to the control plane off that appliance. */
export const toControlPlane: ExampleRoute = { name: 'to-control-plane', addressPrefix: 'ApiManagement' };
