import assert from 'node:assert/strict';
import type { CodeAction, Diagnostic } from 'vscode-languageserver-types';
import { neverCancelled } from '../../server/src/base/cancel.ts';
import { type ClientActions, codeActions, fixAllKind } from '../../server/src/features/code-actions.ts';
import { diagnostics } from '../../server/src/features/diagnostics.ts';
import { readSettings, type Settings } from '../../server/src/workspace/settings.ts';
import type { FileView } from '../../server/src/workspace/view.ts';
import { findingsIn, viewOfText } from '../support/view.ts';

const text = `resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-web'
  properties: {
    securityRules: [
      {
        name: 'AllowStorage'
        properties: {
          priority: 100
          direction: 'Outbound'
          access: 'Allow'
          protocol: 'Tpc'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'Storrage'
          destinationPortRange: '443'
        }
      }
    ]
  }
}
`;

const everything: ClientActions = { documentChanges: true, disabled: true, setSeverity: true };

function actionsFor(view: FileView, picked: (diagnostic: Diagnostic) => boolean, can = everything): CodeAction[] {
  const shown = diagnostics(view, { signal: neverCancelled }).filter(picked);
  return codeActions(view, { diagnostics: shown, versionOf: () => 7, can, signal: neverCancelled });
}

function titles(actions: readonly CodeAction[]): readonly string[] {
  return actions.map(({ title, isPreferred }) => (isPreferred === true ? `${title} (preferred)` : title));
}

/** The text with an action taken, as an editor takes it. */
function taken(view: FileView, { edit }: CodeAction): string {
  const changes =
    edit?.changes?.[view.source.uri] ??
    edit?.documentChanges?.flatMap(change => ('edits' in change ? change.edits : [])) ??
    [];
  let result = view.source.text;
  for (const change of [...changes].reverse()) {
    const { range, newText } = change as { range: Diagnostic['range']; newText: string };
    result = result.slice(0, view.lines.offset(range.start)) + newText + result.slice(view.lines.offset(range.end));
  }
  return result;
}

describe('code actions', () => {
  const view = viewOfText(text, {}, 'main.bicep');
  const ofTag = actionsFor(view, ({ code }) => code === 'unknown-service-tag');

  it('offer the fixes of a finding, the best preferred, and ways to silence it', () => {
    assert.deepEqual(titles(ofTag), [
      "Write 'Storage' instead of 'Storrage' (preferred)",
      'Silence unknown-service-tag for this line',
      'Silence unknown-service-tag in this file',
      'Switch unknown-service-tag off in the settings',
    ]);
    assert.equal(ofTag[0]?.kind, 'quickfix');
    assert.equal(ofTag[0]?.diagnostics?.[0]?.code, 'unknown-service-tag');
  });

  it('name the version of the document, so that a changed one refuses the edit', () => {
    assert.deepEqual(ofTag[0]?.edit, {
      documentChanges: [
        {
          textDocument: { uri: view.source.uri, version: 7 },
          edits: [
            { range: { start: { line: 13, character: 36 }, end: { line: 13, character: 46 } }, newText: "'Storage'" },
          ],
        },
      ],
    });
  });

  it('work with a client that knows changes by file only, and has no commands of ours', () => {
    const can = { documentChanges: false, disabled: false, setSeverity: false };
    const actions = actionsFor(view, ({ code }) => code === 'unknown-service-tag', can);
    assert.equal(actions.length, 3);
    assert.match(taken(view, actions[0]!), /'Storage'/);
  });

  it('silence a line and a file with comments that do so', () => {
    for (const action of ofTag.slice(1, 3)) {
      const after = viewOfText(taken(view, action), {}, 'main.bicep');
      assert.deepEqual(
        findingsIn(after).map(({ rule }) => rule),
        ['unknown-rule-value'],
      );
    }
    assert.match(
      taken(view, ofTag[1]!),
      /\n {10}\/\/ apim-vnet-disable-next-line unknown-service-tag\n {10}destination/,
    );
    assert.match(taken(view, ofTag[2]!), /^\/\/ apim-vnet-disable unknown-service-tag\nresource/);
  });

  it('silence a template of strict JSON in its metadata, and an export not at all', () => {
    const properties = {
      priority: 100,
      direction: 'Outbound',
      access: 'Allow',
      protocol: 'Tpc',
      sourceAddressPrefix: 'VirtualNetwork',
      sourcePortRange: '*',
      destinationAddressPrefix: 'Storrage',
      destinationPortRange: '443',
    };
    const type = 'Microsoft.Network/networkSecurityGroups';
    const group = { type, name: 'nsg', properties: { securityRules: [{ name: 'Rule', properties }] } };
    const template = { $schema: 'deploymentTemplate.json#', contentVersion: '1.0.0.0', resources: [group] };
    const silence = (text: string) => {
      const view = viewOfText(text, {}, 'nsg.json');
      const actions = actionsFor(view, ({ code }) => code === 'unknown-service-tag' || code === 'unknown-rule-value');
      return { view, actions: actions.filter(({ title }) => title.startsWith('Silence')) };
    };
    assert.deepEqual(silence(JSON.stringify(group)).actions, []);
    for (const indent of [undefined, 2]) {
      const first = silence(JSON.stringify(template, undefined, indent));
      assert.deepEqual(titles(first.actions), [
        'Silence unknown-rule-value in this file',
        'Silence unknown-service-tag in this file',
      ]);
      const once = taken(first.view, first.actions[0]!);
      assert.deepEqual(JSON.parse(once), { ...template, metadata: { apimVnet: { disable: 'unknown-rule-value' } } });
      const second = silence(once);
      assert.deepEqual(
        findingsIn(second.view).map(({ rule }) => rule),
        ['unknown-service-tag'],
      );
      const twice = taken(second.view, second.actions[0]!);
      assert.match(twice, /"disable": ?"unknown-rule-value unknown-service-tag"/);
      assert.deepEqual(findingsIn(viewOfText(twice, {}, 'nsg.json')), []);
    }
  });

  it('find the finding again without the data that a client may drop, and not where the words are elsewhere', () => {
    const [shown] = diagnostics(view, { signal: neverCancelled });
    const ask = (diagnostic: Diagnostic) =>
      codeActions(view, { diagnostics: [diagnostic], versionOf: () => null, can: everything, signal: neverCancelled });
    const { data: _, ...bare } = shown!;
    assert.ok(ask(bare).length > 0);
    assert.deepEqual(ask({ ...bare, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } } }), []);
    assert.deepEqual(ask({ ...shown!, data: { rule: shown!.code, start: 1, end: 2 } }), []);
  });

  it('make all safe fixes at once only where that is asked for', () => {
    const ask = (only: readonly string[] | undefined) =>
      codeActions(view, { diagnostics: [], only, versionOf: () => 7, can: everything, signal: neverCancelled });
    assert.deepEqual(ask(undefined), []);
    assert.deepEqual(ask(['quickfix']), []);
    for (const only of ['source', 'source.fixAll', fixAllKind]) {
      const [action] = ask([only]);
      assert.equal(action?.kind, fixAllKind);
      assert.equal(taken(view, action!), text.replace('Tpc', 'Tcp').replace('Storrage', 'Storage'));
    }
  });

  it('say why a fix cannot be made, to clients that show it', () => {
    const looped = text
      .replace('securityRules: [\n      {', "securityRules: [for name in ['a', 'b']: {")
      .replace("name: 'AllowStorage'", 'name: name')
      .replace('\n      }\n    ]', '\n      }]');
    const actions = actionsFor(viewOfText(looped, {}, 'main.bicep'), ({ code }) => code === 'unknown-rule-value');
    const disabled = actions.find(action => action.disabled !== undefined);
    assert.equal(
      disabled?.disabled?.reason,
      'It is not changed here, because a loop makes several entries of this text.',
    );
  });

  it('write no comments into strict JSON, and say there in a property what a group is', () => {
    const rule = {
      name: 'DenyIn',
      properties: {
        priority: 4000,
        direction: 'Inbound',
        access: 'Deny',
        protocol: '*',
        sourceAddressPrefix: '*',
        sourcePortRange: '*',
        destinationAddressPrefix: '*',
        destinationPortRange: '*',
      },
    };
    const group = {
      type: 'Microsoft.Network/networkSecurityGroups',
      name: 'nsg-apim',
      properties: { securityRules: [rule] },
    };
    const strict = viewOfText(JSON.stringify(group, undefined, 2), {}, 'nsg.json');
    const actions = actionsFor(strict, ({ code }) => code === 'required-flow-blocked');
    assert.ok(!titles(actions).some(title => title.startsWith('Silence')));
    const directive = actions.find(({ title }) => title === "Write that it is API Management's (mode=Internal)");
    const after = viewOfText(taken(strict, directive!), {}, 'nsg.json');
    assert.deepEqual(
      after.targets.map(({ how, mode }) => [how, mode]),
      [['directive', 'Internal']],
    );
  });

  it('write a comment about a guessed group elsewhere', () => {
    const guessed = text
      .replace('nsg-web', 'nsg-apim')
      .replace("access: 'Allow'", "access: 'Deny'")
      .replace('Tpc', '*')
      .replace('Storrage', 'Sql')
      .replace("'443'", "'*'");
    const source = viewOfText(guessed, {}, 'main.bicep');
    const actions = actionsFor(source, ({ code }) => code === 'required-flow-blocked');
    const directive = actions.find(({ title }) => title === "Write that it is API Management's (mode=External)");
    assert.match(taken(source, directive!), /^\/\/ apim-vnet: mode=External\nresource nsg/);
  });

  it('are none where the tool is switched off', () => {
    const off: Settings = readSettings({ enable: false }).settings;
    const shown = diagnostics(view, { signal: neverCancelled });
    const quiet = viewOfText(text, off, 'main.bicep');
    assert.deepEqual(
      codeActions(quiet, { diagnostics: shown, versionOf: () => 1, can: everything, signal: neverCancelled }),
      [],
    );
  });
});
