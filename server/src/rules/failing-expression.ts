import { rule } from './rule.ts';

export const failingExpression = rule({
  id: 'failing-expression',
  severity: 'error',
  summary: 'An expression fails, and the deployment with it.',
  rationale: `Azure computes the expressions of a template before it deploys anything, and refuses all of it where one has no value: a division by zero, a
subnet that its range does not have, a loop of more than 800 turns, a variable that leads back to itself. A Bicep file that loads a file which is not there is not even compiled. What the value is used for counts as not known here.`,
  limits: `Expressions that a network resource is made of, outside of branches and resources whose condition is not known to be true. A warning where the default of a
parameter has a part in it, because another value may be given. Members that are absent are not reported.`,
  source: 'Template functions and limits of Azure Resource Manager (learn.microsoft.com, read 2026-11)',
  noFix: 'What was meant is not known.',
  bad: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Network/virtualNetworks",
      "apiVersion": "2024-05-01",
      "name": "vnet-hub",
      "properties": {
        "addressSpace": { "addressPrefixes": ["10.1.0.0/24"] },
        "subnets": [
          { "name": "web", "properties": { "addressPrefix": "[cidrSubnet('10.1.0.0/24', 26, 4)]" } }
        ]
      }
    }
  ]
}`,
  good: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Network/virtualNetworks",
      "apiVersion": "2024-05-01",
      "name": "vnet-hub",
      "properties": {
        "addressSpace": { "addressPrefixes": ["10.1.0.0/24"] },
        "subnets": [
          { "name": "web", "properties": { "addressPrefix": "[cidrSubnet('10.1.0.0/24', 26, 3)]" } }
        ]
      }
    }
  ]
}`,
  on: 'file',
  *check(file) {
    for (const { fault, resource } of file.faults()) {
      if (fault.kind === 'bound') continue;
      yield {
        at: fault.at,
        message: `This has no value: ${fault.why}. The deployment fails with it.`,
        related: [{ at: resource.nameSpan, message: 'this is made of it' }],
        ...(fault.byDefault && { severity: 'warning' }),
        about: resource,
      };
    }
  },
});
