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
