import { rule } from './rule.ts';

export const failingExpression = rule({
  id: 'failing-expression',
  severity: 'error',
  summary: 'An expression fails, and the deployment with it.',
  rationale: `Azure computes the expressions of a template before it deploys anything, and refuses all of it where one has no value: a division by zero, a
subnet that its range does not have, a loop of more than 800 turns, a variable that leads back to itself. A Bicep file that loads a file which is not there is not even compiled. What the value is used for counts as not known here.`,
  limits: `Expressions that a network resource is made of, outside of branches whose condition is not known. A warning where the default of a parameter has a part
in it, because another value may be given, and where it is not certain that the resource is deployed. Members that are absent are not reported.`,
  source: 'Template functions and limits of Azure Resource Manager (learn.microsoft.com, read 2026-11)',
  noFix: 'What was meant is not known.',
  bad: subnetText(4),
  good: subnetText(3),
  on: 'file',
  *check(file) {
    const faults = file.faults().filter(({ fault }) => fault.kind !== 'bound');
    const placeOf = ({ fault: { at } }: (typeof faults)[number]) => `${at.file} ${at.start}`;
    const certain = new Set(faults.filter(({ isCertain }) => isCertain).map(placeOf));
    for (const faulty of faults) {
      const { fault, resource, isCertain } = faulty;
      if (!isCertain && certain.has(placeOf(faulty))) continue;
      yield {
        at: fault.at,
        message: `This has no value: ${fault.why}. ${isCertain ? 'The' : 'Where the resource is deployed, the'} deployment fails with it.`,
        related: [{ at: resource.nameSpan, message: 'this is made of it' }],
        ...((fault.byDefault || !isCertain) && { severity: 'warning' }),
        about: resource,
      };
    }
  },
});

/** @param subnet its number, from 0 */
function subnetText(subnet: number): string {
  return `{
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
          { "name": "web", "properties": { "addressPrefix": "[cidrSubnet('10.1.0.0/24', 26, ${subnet})]" } }
        ]
      }
    }
  ]
}`;
}
