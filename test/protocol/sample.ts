/** A template whose one rule cuts API Management off from its own management traffic. */
export const blockedTemplate = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-11-01",
      "name": "nsg-apim",
      "location": "westeurope",
      "properties": {
        "securityRules": [
          {
            "name": "deny-management",
            "properties": {
              "priority": 100,
              "direction": "Inbound",
              "access": "Deny",
              "protocol": "Tcp",
              "sourceAddressPrefix": "ApiManagement",
              "sourcePortRange": "*",
              "destinationAddressPrefix": "VirtualNetwork",
              "destinationPortRange": "3443"
            }
          }
        ]
      }
    }
  ]
}
`;

/** Where `text` first stands in {@link blockedTemplate}, as a position of the protocol. */
export function placeOf(text: string): { line: number; character: number } {
  const before = blockedTemplate.slice(0, blockedTemplate.indexOf(text)).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
}
