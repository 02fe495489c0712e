import type { Fix } from '../fix/tree-edit.ts';
import { rule } from './rule.ts';

export const invalidExpression = rule({
  id: 'invalid-expression',
  severity: 'error',
  summary: 'An expression of a JSON template cannot be evaluated.',
  rationale: `Azure reads all expressions of a template before it deploys anything: a bracket that is not closed, a function that does not exist or is given
too many values, a parameter or a variable that the template does not declare, and the whole deployment is refused. A nested template with a scope of its own
sees its own parameters and variables only. An expression without its last bracket is worse: Azure takes it for plain text and deploys that.`,
  limits: `JSON templates with a \`$schema\` only; Bicep's compiler says the same of Bicep, and what it wrote is taken to be right. What a variable holds is not asked: \`variables('a').b\` is not reported
where \`a\` has no \`b\`. Functions of Azure Policy are left alone. At most 100 are reported in a file.`,
  source:
    'https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions and …/template-functions (read 2026-11)',
  bad: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "groupName": { "type": "string" } },
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "[parameters('groupNam')]",
      "properties": { "securityRules": [] }
    }
  ]
}`,
  good: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "groupName": { "type": "string" } },
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "[parameters('groupName')]",
      "properties": { "securityRules": [] }
    }
  ]
}`,
  on: 'file',
  *check(file) {
    for (const { rule: id, at, message, related, meant } of file.problems) {
      if (id !== 'invalid-expression') continue;
      const put: Fix | undefined = meant && {
        title: `Write '${meant.instead}' instead of '${meant.written}'`,
        safety: 'review',
        preferred: true,
        edits: [{ kind: 'edit-name', at, name: meant.instead }],
      };
      yield { at, message, related, fixes: () => (put === undefined ? [] : [put]) };
    }
  },
});
