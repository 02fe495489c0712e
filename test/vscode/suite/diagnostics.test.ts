import * as vscode from 'vscode';
import * as assert from './assert.ts';
import {
  activate,
  closeAll,
  fileUri,
  findings,
  hasFindings,
  linkOf,
  rangeOf,
  replace,
  ruleOf,
  show,
  showUntitled,
  summary,
  textOf,
  waitFor,
} from './support.ts';

const blocked = ['information shadowed-rule AllowOffice', 'error required-flow-blocked DenySql'];

describe('diagnostics', () => {
  before(activate);
  afterEach(closeAll);

  // The same network three times: [line, first column, column behind] of what is underlined, all from 0.
  for (const [file, places] of [
    ['blocked.json', { allow: [13, 21, 36], office: [26, 21, 32], sql: [39, 21, 28], deny: [43, 25, 29] }],
    ['blocked.jsonc', { allow: [13, 21, 36], office: [26, 21, 32], sql: [39, 21, 28], deny: [43, 25, 29] }],
    ['blocked.bicep', { allow: [7, 15, 30], office: [20, 15, 26], sql: [33, 15, 22], deny: [37, 19, 23] }],
  ] as const) {
    describe(`in ${file}`, () => {
      it('stand exactly at the words they speak of', async () => {
        const { document } = await show(file);
        await hasFindings(document, blocked);
        assert.deepEqual(
          findings(document.uri).map(finding => place(finding.range)),
          [places.office, places.sql],
        );
      });

      it('carry source, rule, link and severity', async () => {
        const { document } = await show(file);
        await hasFindings(document, blocked);
        const [shadowed, denied] = findings(document.uri);
        assert.ok(shadowed && denied);
        assert.deepEqual(
          [shadowed, denied].map(finding => ({
            source: finding.source,
            rule: ruleOf(finding),
            link: linkOf(finding).toString(),
            severity: finding.severity,
          })),
          [
            {
              source: 'apim-vnet',
              rule: 'shadowed-rule',
              link: 'apim-vnet-rules:/shadowed-rule.md',
              severity: vscode.DiagnosticSeverity.Information,
            },
            {
              source: 'apim-vnet',
              rule: 'required-flow-blocked',
              link: 'apim-vnet-rules:/required-flow-blocked.md',
              severity: vscode.DiagnosticSeverity.Error,
            },
          ],
        );
        assert.match(
          denied.message,
          /^'nsg-gateway': TCP 1433 outbound to Sql is blocked by 'DenySql' \(priority 200\)/,
        );
      });

      it('fade what does nothing, and only that', async () => {
        const { document } = await show(file);
        await hasFindings(document, blocked);
        assert.deepEqual(
          findings(document.uri).map(finding => finding.tags ?? []),
          [[vscode.DiagnosticTag.Unnecessary], []],
        );
      });

      it('lead to the rule that decides', async () => {
        const { document } = await show(file);
        await hasFindings(document, blocked);
        const related = findings(document.uri).map(finding => finding.relatedInformation?.[0]);
        assert.deepEqual(
          related.map(entry => entry && place(entry.location.range)),
          [places.allow, places.deny],
        );
        assert.deepEqual(
          related.map(entry => entry?.location.uri.toString()),
          [document.uri.toString(), document.uri.toString()],
        );
        assert.match(related[0]?.message ?? '', /AllowManagement/);
        assert.match(related[1]?.message ?? '', /DenySql/);
      });
    });
  }

  for (const file of ['correct.json', 'correct.bicep']) {
    it(`are none in ${file}, come with a flaw and go with it`, async () => {
      const editor = await show(file);
      assert.deepEqual(findings(editor.document.uri), []);
      await replace(editor, '110', '100');
      await hasFindings(editor.document, ['error duplicate-priority 100']);
      await vscode.commands.executeCommand('undo');
      await hasFindings(editor.document, []);
      assert.equal(editor.document.getText(), await textOf(file));
    });
  }

  it('follow what is typed, undone and done again', async () => {
    const editor = await show('blocked.json');
    await hasFindings(editor.document, blocked);
    await replace(editor, '"Deny"', '"Allow"');
    await hasFindings(editor.document, blocked.slice(0, 1));
    await vscode.commands.executeCommand('undo');
    await hasFindings(editor.document, blocked);
    await vscode.commands.executeCommand('redo');
    await hasFindings(editor.document, blocked.slice(0, 1));
  });

  it('move with the text above them', async () => {
    const editor = await show('blocked.bicep');
    await hasFindings(editor.document, blocked);
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '// One line more.\n\n'));
    await hasFindings(editor.document, blocked);
    assert.deepEqual(
      findings(editor.document.uri).map(finding => finding.range.start.line),
      [22, 35],
    );
  });

  it('are those of the last of many quick edits', async () => {
    const editor = await show('correct.json');
    // Each edit is one keystroke's worth; every other one leaves a rule without a valid port.
    for (let i = 0; i < 20; i++) {
      await replace(editor, i % 2 === 0 ? '"6390"' : '"63900"', i % 2 === 0 ? '"63900"' : '"6390"');
    }
    await replace(editor, '"6390"', '"639000"');
    await hasFindings(editor.document, ['error invalid-port 639000']);
  });

  it('come to several files at once', async () => {
    const { document: left } = await show('blocked.json');
    const { document: right } = await show('blocked.bicep');
    await hasFindings(right, blocked);
    await hasFindings(left, blocked);
  });

  for (const [language, file] of [
    ['json', 'blocked.json'],
    ['jsonc', 'blocked.jsonc'],
    ['bicep', 'blocked.bicep'],
  ] as const) {
    it(`come to an untitled ${language} text`, async () => {
      const { document } = await showUntitled(language, await textOf(file));
      assert.equal(document.isUntitled, true);
      await hasFindings(document, blocked);
    });
  }

  it('come to a new text while it is typed from nothing', async () => {
    const editor = await showUntitled('json', '');
    const text = await textOf('blocked.json');
    const half = text.indexOf('"DenySql"');
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), text.slice(0, half)));
    await editor.edit(edit => edit.insert(editor.document.positionAt(half), text.slice(half)));
    await hasFindings(editor.document, blocked);
  });

  it('go when the tab is closed, and come back with it', async () => {
    const { document } = await show('blocked.json');
    await hasFindings(document, blocked);
    await closeAll();
    await hasFindings(document, []);
    const { document: again } = await show('blocked.json');
    await hasFindings(again, blocked);
  });

  it('stay in a file that is hidden behind another tab', async () => {
    const { document } = await show('blocked.json');
    await hasFindings(document, blocked);
    const { document: other } = await show('blocked.bicep');
    await hasFindings(other, blocked);
    await hasFindings(document, blocked);
  });
});

describe('diagnostics of texts that are not what they should be', () => {
  before(activate);
  afterEach(closeAll);

  it('a broken JSON file is judged as far as it can be read', async () => {
    const text = (await textOf('blocked.json')).trimEnd().slice(0, -'}\n  ]\n}'.length);
    const { document } = await showUntitled('json', text);
    await hasBlockedAndSyntaxError(document);
  });

  it('a comma that is missing for a moment does not hide the rest', async () => {
    const editor = await show('blocked.json');
    await hasFindings(editor.document, blocked);
    await replace(editor, '"name": "DenySql",', '"name": "DenySql"');
    await hasBlockedAndSyntaxError(editor.document);
    await vscode.commands.executeCommand('undo');
    await hasFindings(editor.document, blocked);
  });

  it('a broken Bicep file is judged as far as it can be read', async () => {
    const editor = await show('blocked.bicep');
    await hasFindings(editor.document, blocked);
    const last = rangeOf(editor.document, "location: 'westeurope'");
    await editor.edit(edit => edit.replace(last, "location: 'westeurope"));
    await hasBlockedAndSyntaxError(editor.document);
  });

  it('a file about something else is left alone', async () => {
    const editor = await showUntitled('json', '{ "a": 1, }');
    assert.deepEqual(findings(editor.document.uri), []);
    const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
    const text = await textOf('blocked.json');
    await editor.edit(edit => edit.replace(whole, text));
    await hasFindings(editor.document, blocked);
    await vscode.commands.executeCommand('undo');
    await hasFindings(editor.document, []);
  });

  it('a file of five megabytes is read to its end, and others are served beside it', async () => {
    const uri = fileUri('big.json');
    const text = longText(160);
    assert.ok(text.length > 5_000_000, `${text.length} characters`);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    const { document: big } = await show(uri);
    const editor = await show('correct.json');
    await replace(editor, '110', '100');
    await hasFindings(editor.document, ['error duplicate-priority 100']);
    await hasFindings(big, ['error required-flow-blocked DenyVault']);
    const [finding] = findings(uri);
    assert.equal(finding?.range.start.line, big.lineCount - 4);
  });

  it('a file of seven hundred thousand characters can be edited, and its findings follow', async () => {
    const uri = fileUri('long.json');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(longText(20)));
    const editor = await show(uri);
    await hasFindings(editor.document, ['error required-flow-blocked DenyVault']);
    await replace(
      editor,
      '"name": "DenyVault", "properties": { "priority": 4000',
      '"name": "DenyVault", "properties": { "priority": 5000',
    );
    await hasFindings(editor.document, ['error required-flow-blocked DenyVault', 'error priority-out-of-range 5000']);
  });
});

describe('links of diagnostics', () => {
  before(activate);
  afterEach(closeAll);

  it('lead to a page that tells of the rule', async () => {
    const { document } = await show('blocked.json');
    await hasFindings(document, blocked);
    for (const finding of findings(document.uri)) {
      const page = await vscode.workspace.openTextDocument(linkOf(finding));
      assert.equal(page.languageId, 'markdown');
      assert.match(page.getText(), new RegExp(`^# .*${ruleOf(finding)}`));
    }
  });
});

/** Waits until the findings are those of `blocked` and one or more syntax errors, wherever the parser sees them. */
async function hasBlockedAndSyntaxError(document: vscode.TextDocument): Promise<void> {
  const isSyntaxError = (finding: vscode.Diagnostic) => ruleOf(finding) === 'syntax-error';
  await waitFor('a syntax error is reported', () => findings(document.uri).some(isSyntaxError) || undefined);
  const others = findings(document.uri).filter(finding => !isSyntaxError(finding));
  assert.deepEqual(
    others.map(finding => summary(document, finding)),
    blocked,
  );
}

/** A template of groups of a hundred correct rules each, with a flaw in the last group; a group has 35,000 characters. */
function longText(groups: number): string {
  const lines: string[] = [];
  for (let group = 0; group < groups; group++) {
    const isLast = group === groups - 1;
    const directive = isLast ? '"metadata": { "apimVnet": { "mode": "Internal", "sku": "Premium" } }, ' : '';
    lines.push(
      `{ "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "nsg-${group}", ${directive}"properties": { "securityRules": [`,
    );
    for (let rule = 0; rule < 100; rule++) {
      lines.push(
        `${ruleText(`AllowOffice${rule}`, 100 + rule, 'Inbound', 'Allow', `10.${group}.${rule}.0/24`, '*', '443')},`,
      );
    }
    if (isLast) {
      lines.push(
        `${ruleText('AllowManagement', 3000, 'Inbound', 'Allow', 'ApiManagement', 'VirtualNetwork', '3443')},`,
      );
    }
    lines.push(
      isLast
        ? ruleText('DenyVault', 4000, 'Outbound', 'Deny', '*', 'AzureKeyVault', '*')
        : ruleText('DenyOffice', 4000, 'Inbound', 'Deny', '192.168.0.0/16', '*', '*'),
    );
    lines.push(isLast ? '] } }' : '] } },');
  }
  return `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [\n${lines.join('\n')}\n] }\n`;
}

function ruleText(
  name: string,
  priority: number,
  direction: string,
  access: string,
  source: string,
  destination: string,
  port: string,
): string {
  const properties = {
    priority,
    direction,
    access,
    protocol: '*',
    sourceAddressPrefix: source,
    sourcePortRange: '*',
    destinationAddressPrefix: destination,
    destinationPortRange: port,
    description: 'Generated so that the file is as long as a large export, and read by nobody.',
  };
  return `{ "name": "${name}", "properties": ${JSON.stringify(properties, undefined, 1).replace(/\n\s*/g, ' ')} }`;
}

/** [line, first column, column behind] of a range on one line. */
function place({ start, end }: vscode.Range): readonly [number, number, number] {
  assert.equal(end.line, start.line);
  return [start.line, start.character, end.character];
}
