/** Rules about the text itself: what could not be read, and what reading found wrong. */

import { tooIntricate } from '../analysis/decide.ts';
import type { TemplateProblem } from '../template/template.ts';
import { type Draft, type FileFacts, rule, type SyntaxProblem } from './rule.ts';
import { groupTitle } from './wording.ts';

export const syntaxError = rule({
  id: 'syntax-error',
  severity: 'error',
  summary: 'The text is not well-formed.',
  rationale: `What could be read is judged all the same, but part of the file may be missing from the picture: findings that depend on the missing part may be
wrong or absent until the text is corrected.`,
  limits: 'The first error at each place is reported, and at most 100 per file.',
  source: 'RFC 8259, with comments and trailing commas as Azure Resource Manager accepts them',
  noFix: 'What was meant is not known, and nothing is changed in a text that cannot be read.',
  bad: `{
  "type": "Microsoft.Network/networkSecurityGroups",
  "name": "nsg-web",
  "properties": { "securityRules": [ }
}`,
  good: `{
  "type": "Microsoft.Network/networkSecurityGroups",
  "name": "nsg-web",
  "properties": { "securityRules": [] }
}`,
  on: 'file',
  *check(file) {
    const first = firstOf(file.syntaxProblems);
    for (const problem of file.syntaxProblems) {
      const note = problem === first ? ' The rest of the file is judged, but the result may be incomplete.' : '';
      yield { at: problem.at, message: `${problem.message}${note}` };
    }
  },
});

export const duplicateKey = rule({
  id: 'duplicate-key',
  severity: 'warning',
  summary: 'A property is given twice in one object.',
  rationale:
    'Azure reads the last one and says nothing about the others. Keys are compared without regard to case, as Azure does.',
  limits: 'Exact.',
  source: 'Azure Resource Manager template behaviour (general knowledge)',
  bad: `{
  "type": "Microsoft.Network/networkSecurityGroups",
  "name": "nsg-web",
  "Name": "nsg-shop",
  "properties": { "securityRules": [] }
}`,
  good: `{
  "type": "Microsoft.Network/networkSecurityGroups",
  "name": "nsg-shop",
  "properties": { "securityRules": [] }
}`,
  on: 'file',
  *check(file) {
    for (const draft of problems(file, 'duplicate-key')) {
      yield {
        ...draft,
        // Azure does not read it.
        fixes: () => [
          {
            title: 'Remove the one that does not count',
            safety: 'safe',
            preferred: true,
            edits: [{ kind: 'remove-item', at: draft.at }],
          },
        ],
      };
    }
  },
});

export const truncatedExport = rule({
  id: 'truncated-export',
  severity: 'warning',
  summary: 'PowerShell cut the export short.',
  rationale: `ConvertTo-Json writes two levels unless it is told otherwise, and a type's name in place of the rest. Rules and prefixes are then missing, and
whatever depends on them is unknown.`,
  limits: 'Only the first place in each resource is reported.',
  source: 'PowerShell documentation of ConvertTo-Json (general knowledge)',
  noFix: 'What is missing is not in the file: export it again, with all levels.',
  bad: `{
  "Name": "nsg-web",
  "SecurityRules": [
    {
      "Name": "AllowWeb",
      "Priority": 100,
      "Access": "Allow",
      "Direction": "Inbound",
      "Protocol": "Tcp",
      "SourceAddressPrefix": "System.Collections.Generic.List\`1[System.String]",
      "SourcePortRange": ["*"],
      "DestinationAddressPrefix": ["*"],
      "DestinationPortRange": ["443"]
    }
  ]
}`,
  good: `{
  "Name": "nsg-web",
  "SecurityRules": [
    {
      "Name": "AllowWeb",
      "Priority": 100,
      "Access": "Allow",
      "Direction": "Inbound",
      "Protocol": "Tcp",
      "SourceAddressPrefix": ["10.0.0.0/16"],
      "SourcePortRange": ["*"],
      "DestinationAddressPrefix": ["*"],
      "DestinationPortRange": ["443"]
    }
  ]
}`,
  on: 'file',
  check: file => problems(file, 'truncated-export'),
});

export const unreadTemplate = rule({
  id: 'unread-template',
  severity: 'hint',
  summary: 'A module or a linked template is not read.',
  rationale: `What it deploys is not known: nothing is said about its resources, groups that it defines are not judged, and its outputs have no value.
A file that does not exist is a mistake; one at a URL, in a registry or outside of the workspace folders is out of reach.`,
  limits:
    'Exact. A hint, for most modules have nothing to do with networks; a warning where a file does not exist, or leads back to itself.',
  source: 'Linked and nested templates, Bicep modules (general knowledge)',
  noFix: 'What the other template says is not known here.',
  bad: `{
  "resources": [
    {
      "type": "Microsoft.Resources/deployments",
      "name": "net",
      "properties": { "mode": "Incremental", "templateLink": { "uri": "https://example.com/network.json" } }
    }
  ]
}`,
  good: `{
  "resources": [
    {
      "type": "Microsoft.Resources/deployments",
      "name": "net",
      "properties": { "mode": "Incremental", "template": { "resources": [] } }
    }
  ]
}`,
  on: 'file',
  *check(file) {
    for (const { at, why, missing, what } of file.unreadModules) {
      const message =
        what === 'part'
          ? `What is deployed here is known in part only, because ${why}. Whatever is not given may have any value.`
          : what === 'base'
            ? `What this file extends is not known, because ${why}. The file cannot be deployed.`
            : `What is deployed here is not known, because ${why}. Nothing is said about its resources.`;
      yield {
        at,
        message,
        ...(missing && { severity: 'warning' }),
      };
    }
  },
});

export const limitPassed = rule({
  id: 'limit-passed',
  severity: 'warning',
  summary: 'The file is larger, deeper or more intricate than this tool reads and judges.',
  rationale:
    'Very large or very deep files are not read to the end, so that the editor stays quick, and so is the search for what intricate groups decide. Nothing is said about what was not read or not judged.',
  limits:
    'The bounds are 20 million characters for a file, 256 levels of nesting, and 400,000 looks at rules for one flow, of which the largest group that Azure allows needs a small part; and 500,000 values, 10,000 entries of a list and a million letters of a text that are computed. Information where the bound is not that of a file.',
  source: 'This tool',
  noFix: 'The bound is there so that the answer comes at all; a smaller file is within it.',
  bad: undefined,
  good: undefined,
  on: 'file',
  *check(file) {
    if (file.limit !== undefined) yield { at: { file: file.fileId, start: 0, end: 1 }, message: file.limit };
    const reasons = new Set<string>();
    for (const { fault, resource } of file.faults()) {
      if (fault.kind !== 'bound' || reasons.has(fault.why)) continue;
      reasons.add(fault.why);
      yield {
        at: fault.at,
        severity: 'information',
        message: `This is not computed: ${fault.why}. What is made of it counts as not known.`,
        about: resource,
      };
    }
    for (const group of new Set(file.targets.map(target => target.group))) {
      if (group === undefined) continue;
      const verdicts = file.targets.filter(target => target.group === group).flatMap(file.verdicts);
      const lost = new Set(verdicts.flatMap(({ because, flow }) => (because === tooIntricate ? [flow.id] : [])));
      if (lost.size === 0) continue;
      yield {
        at: group.nameSpan,
        severity: 'information',
        message: `${groupTitle(group)} has too many rules that overlap in different ways: what it does with ${lost.size} of the flows of API Management is not known.`,
      };
    }
  },
});

/** Parsers report in the order in which they notice, which is not always the order of the text. */
function firstOf(problems: readonly SyntaxProblem[]): SyntaxProblem | undefined {
  return problems.reduce<SyntaxProblem | undefined>(
    (first, problem) => (first === undefined || problem.at.start < first.at.start ? problem : first),
    undefined,
  );
}

/** What reading found of one kind. */
export function* problems(file: FileFacts, kind: TemplateProblem['rule']): Iterable<Draft> {
  for (const problem of file.problems) {
    if (problem.rule === kind) yield { at: problem.at, message: problem.message, related: problem.related };
  }
}
