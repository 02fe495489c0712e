/** The report panel as a person uses it: in a real browser, with keys and clicks, in three themes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { PanelMessage, ReportShown } from '../../../client/src/report/messages.ts';
import { editorColours, reportStyle } from '../../../server/src/features/report/style.ts';
import type { FileView } from '../../../server/src/workspace/view.ts';
import { viewOfText } from '../../support/view.ts';
import {
  axeViolations,
  faintTexts,
  misplacedTexts,
  openPanel,
  type Panel,
  type PanelOptions,
  showMessage,
  startBrowser,
  themeNames,
} from './panel.ts';
import vscodeThemes from './vscode-themes.json' with { type: 'json' };

const file = (path: string): FileView =>
  viewOfText(readFileSync(path, 'utf8'), {}, path.slice(path.lastIndexOf('/') + 1));

const routed = `
resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg-edge'
  properties: { securityRules: [] }
}
resource table 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt-edge'
  properties: {
    routes: [
      { name: 'all', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.1.0.4' } }
      { name: 'control', properties: { addressPrefix: 'ApiManagement', nextHopType: 'Internet' } }
    ]
  }
}
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-edge'
  properties: {
    addressSpace: { addressPrefixes: ['10.1.0.0/16'] }
    subnets: [
      { name: 'snet-apim', properties: { addressPrefix: '10.1.1.0/29', networkSecurityGroup: { id: group.id }, routeTable: { id: table.id } } }
    ]
  }
}
resource service 'Microsoft.ApiManagement/service@2024-05-01' = {
  name: 'apim-edge'
  location: 'westeurope'
  sku: { name: 'Premium', capacity: 4 }
  properties: {
    virtualNetworkType: 'External'
    virtualNetworkConfiguration: { subnetResourceId: '\${network.id}/subnets/snet-apim' }
  }
}
`;

const gateway = `
resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg-team'
  properties: { securityRules: [] }
}
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-team'
  properties: {
    addressSpace: { addressPrefixes: ['10.2.0.0/16'] }
    subnets: [
      {
        name: 'gateways'
        properties: {
          addressPrefix: '10.2.1.0/24'
          networkSecurityGroup: { id: group.id }
          delegations: [{ name: 'd', properties: { serviceName: 'Microsoft.Web/hostingEnvironments' } }]
        }
      }
    ]
  }
}
resource gateway 'Microsoft.ApiManagement/gateways@2024-05-01' = {
  name: 'team-a'
  location: 'westeurope'
  sku: { name: 'WorkspaceGatewayPremium', capacity: 2 }
  properties: { backend: { subnet: { id: '\${network.id}/subnets/gateways' } }, virtualNetworkType: 'Internal' }
}
`;

/** A group whose rules hang on a parameter that nobody gives. */
const undecided = file('test/vscode/workspace/in-editor/undecided.jsonc');

const views: Readonly<Record<string, () => FileView>> = {
  'a blocked flow': () => file('examples/with-service.jsonc'),
  'flows that are not known': () => undecided,
  'a group without a subnet': () => file('examples/external-deny-internet.jsonc'),
  'several regions': () => file('examples/services/premium-external-regions.jsonc'),
  'a workspace gateway': () => viewOfText(gateway, {}, 'gateway.bicep'),
  'external mode with routes, and a subnet that is too small': () => viewOfText(routed, {}, 'routed.bicep'),
  'no network of API Management': () => viewOfText('{ "a": 1 }'),
};

describe('report panel in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  const open: Panel[] = [];
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());
  afterEach(async () => {
    for (const panel of open.splice(0)) {
      const complaints = await panel.complaints();
      await panel.close();
      assert.deepEqual(complaints, []);
    }
  });

  /** A panel that shows a view. That nothing was complained of is looked at after each test. */
  async function shows(view: FileView, options: PanelOptions = {}): Promise<Panel> {
    const panel = await openPanel(browser, options);
    open.push(panel);
    await panel.send(showMessage(view));
    return panel;
  }

  /** What the page said last of what it shows. */
  async function lastShown(panel: Panel): Promise<ReportShown> {
    const shown = (await panel.messages()).filter(message => message.kind === 'shown').at(-1);
    assert.ok(shown?.kind === 'shown');
    return shown;
  }

  const lastMessage = async (panel: Panel): Promise<PanelMessage | undefined> => (await panel.messages()).at(-1);

  /** The texts of a column of the rows that are visible, from the top. */
  const column = (page: Page, number: number): Promise<readonly string[]> =>
    page.locator(`#flows tbody tr:visible td:nth-child(${number})`).allInnerTexts();

  const focused = (page: Page): Promise<string> =>
    page.evaluate<string>(
      `(({ activeElement: on }) => on.id || on.dataset.column || on.dataset.form || on.textContent)(document)`,
    );

  const firstNumber = (text: string): number => Number(/\d+/.exec(text)?.[0] ?? 0);
  const byWords = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true, sensitivity: 'base' });

  it('knows each theme colour that the style asks for without another to fall back on', () => {
    const needed = new Set(
      [...(editorColours + reportStyle).matchAll(/var\((--vscode-[\w-]+)\)/g)].map(([, name]) => name!),
    );
    assert.ok(needed.size > 5);
    for (const [theme, { variables }] of Object.entries(vscodeThemes.themes)) {
      assert.deepEqual(
        [...needed].filter(name => !(name in variables)),
        [],
        theme,
      );
    }
  });

  for (const theme of themeNames) {
    for (const [what, view] of Object.entries(views)) {
      it(`is legible and accessible in ${theme}, with ${what}`, async () => {
        const panel = await shows(view(), { theme, viewport: { width: 1000, height: 8000 } });
        assert.deepEqual(await faintTexts(panel.page), []);
        assert.deepEqual(await misplacedTexts(panel.page), []);
        assert.deepEqual(await axeViolations(panel.page), []);
      });
    }
  }

  it('is accessible in a narrow column, where table and drawing scroll by themselves', async () => {
    const { page } = await shows(file('examples/with-service.jsonc'), { viewport: { width: 380, height: 700 } });
    assert.deepEqual(await axeViolations(page), []);
    const widths = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, innerWidth]');
    assert.ok(widths[0] <= widths[1], `the page is ${widths[0]} wide in a window of ${widths[1]}`);
  });

  it('says that it runs, and what it shows', async () => {
    const panel = await shows(file('examples/with-service.jsonc'));
    const [first] = await panel.messages();
    assert.deepEqual(first, { kind: 'ready' });
    const { uri, flows, visible, outcomes } = await lastShown(panel);
    assert.deepEqual([uri, outcomes.length], ['file:///workspace/with-service.jsonc', visible]);
    assert.ok(flows > 20 && visible === flows && outcomes[0] === 'blocked');
  });

  it('is reached by the keyboard from the top to the bottom, in the order of reading', async () => {
    const { page } = await shows(file('examples/services/premium-external-regions.jsonc'));
    const stops: string[] = [];
    for (let stop = 0; stop < 12; stop++) {
      await page.keyboard.press('Tab');
      stops.push(await focused(page));
    }
    assert.deepEqual(stops, [
      ...['target', 'filter', 'outcome', 'markdown', 'html'],
      ...['verdict', 'direction', 'ports', 'end', 'rules', 'purpose'],
      "'AllowHttps' (priority 210)",
    ]);
    await page.keyboard.press('Shift+Tab');
    assert.equal(await focused(page), 'purpose');
  });

  it('shows where the focus is, in every theme', async () => {
    for (const theme of themeNames) {
      const { page } = await shows(file('examples/with-service.jsonc'), { theme });
      for (const stop of ['filter', 'outcome', 'markdown', 'html', 'verdict']) {
        await page.keyboard.press('Tab');
        assert.equal(await focused(page), stop);
        const outline = await page.evaluate<string>(
          '(style => `${style.outlineStyle} ${style.outlineWidth}`)(getComputedStyle(document.activeElement))',
        );
        assert.equal(outline, 'solid 2px', `${stop} in ${theme}`);
      }
    }
  });

  for (const key of ['Enter', 'Space']) {
    it(`goes to the rule that decides, with ${key}`, async () => {
      const view = file('examples/with-service.jsonc');
      const panel = await shows(view);
      await panel.page.getByRole('button', { name: "'DenyKeyVault' (priority 200)" }).first().focus();
      await panel.page.keyboard.press(key);
      const message = await lastMessage(panel);
      assert.ok(message?.kind === 'reveal');
      assert.equal(message.uri, view.source.uri);
      const [line = -1, character = -1, endLine = -1, endCharacter = -1] = message.range;
      const [start, end] = [
        { line, character },
        { line: endLine, character: endCharacter },
      ].map(at => view.lines.offset(at));
      assert.equal(view.source.text.slice(start, end), 'DenyKeyVault');
    });
  }

  it('asks for the exports', async () => {
    const panel = await shows(file('examples/with-service.jsonc'));
    await panel.page.getByRole('button', { name: 'Markdown' }).click();
    assert.deepEqual(await lastMessage(panel), { kind: 'export', form: 'markdown' });
    await panel.page.getByRole('button', { name: 'HTML page…' }).click();
    assert.deepEqual(await lastMessage(panel), { kind: 'export', form: 'html' });
  });

  it('sorts by each column, one way and the other, and says so', async () => {
    const { page } = await shows(file('examples/with-service.jsonc'));
    const heads = await page.locator('#flows thead th').allInnerTexts();
    assert.equal(heads.length, 6);
    for (const [index, head] of heads.entries()) {
      const button = page.locator('#flows thead button').nth(index);
      const order = page.locator('#flows thead th').nth(index);
      // The table starts sorted by its first column.
      if (index > 0) await button.press('Enter');
      assert.equal(await order.getAttribute('aria-sort'), 'ascending', head);
      const up = await column(page, index + 1);
      await button.press('Enter');
      assert.equal(await order.getAttribute('aria-sort'), 'descending', head);
      const down = await column(page, index + 1);
      assert.notDeepEqual(down, up, head);
      assert.deepEqual([...down].sort(), [...up].sort(), head);
      const others = page.locator('#flows thead th:not([aria-sort="none"])');
      assert.equal(await others.count(), 1, head);
      assert.equal(await focused(page), await button.getAttribute('data-column'), 'the focus stays on the head');
      // Verdicts are sorted by how bad they are, ports by their first number.
      if (head === 'Ports')
        assert.deepEqual(
          up.map(firstNumber),
          up.map(firstNumber).sort((a, b) => a - b),
        );
      else if (head !== 'Verdict') assert.deepEqual(up, [...up].sort(byWords), head);
    }
  });

  it('keeps the flows that have the words of the filter, as they are typed', async () => {
    const panel = await shows(file('examples/with-service.jsonc'));
    const { page } = panel;
    await page.getByLabel('Filter flows').pressSequentially('key out');
    const texts = await page.locator('#flows tbody tr:visible').allInnerTexts();
    assert.ok(texts.length > 0 && texts.every(text => /key/i.test(text) && /out/i.test(text)), texts.join('\n'));
    const { visible, flows } = await lastShown(panel);
    assert.equal(visible, texts.length);
    assert.equal(await page.getByRole('status').innerText(), `${visible} of ${flows} flows`);
    await page.getByLabel('Filter flows').fill('no such flow');
    assert.equal(await page.getByRole('status').innerText(), `0 of ${flows} flows`);
    assert.equal(await page.locator('#flows tbody tr:visible').count(), 0);
  });

  it('keeps the flows of a verdict', async () => {
    const panel = await shows(file('examples/with-service.jsonc'));
    const choice = panel.page.getByRole('combobox', { name: 'Show' });
    const wanted = { blocked: ['blocked', 'partly-blocked'], allowed: ['allowed'], 'not-required': ['not-required'] };
    const { flows } = await lastShown(panel);
    for (const [value, outcomes] of Object.entries(wanted)) {
      await choice.selectOption(value);
      const shown = await lastShown(panel);
      assert.ok(shown.visible > 0 && shown.visible < flows, value);
      assert.ok(
        shown.outcomes.every(outcome => outcomes.includes(outcome)),
        value,
      );
    }
    await choice.selectOption('');
    assert.equal((await lastShown(panel)).visible, flows);
  });

  it('lets choose among the networks of a file, each by a name of its own', async () => {
    const panel = await shows(file('examples/services/premium-external-regions.jsonc'));
    const choice = panel.page.getByRole('combobox', { name: 'Network' });
    const titles = await choice.locator('option').allInnerTexts();
    assert.deepEqual(titles, ['apim-contoso in westeurope', 'apim-contoso in northeurope']);
    await choice.selectOption({ index: 1 });
    const message = await lastMessage(panel);
    assert.ok(message?.kind === 'choose');
    await panel.send(showMessage(file('examples/services/premium-external-regions.jsonc'), message.target));
    assert.equal(await panel.page.locator('h1').innerText(), 'apim-contoso in northeurope');
    assert.equal((await panel.state())?.target, message.target);
    await panel.send(showMessage(file('examples/with-service.jsonc')));
    assert.equal(await choice.isVisible(), false);
  });

  it('comes back as it was after VS Code was reloaded', async () => {
    const view = file('examples/with-service.jsonc');
    const before = await shows(view);
    await before.page.getByLabel('Filter flows').fill('azure');
    await before.page.getByRole('combobox', { name: 'Show' }).selectOption('allowed');
    await before.page.locator('button[data-column="ports"]').click();
    await before.page.locator('button[data-column="ports"]').click();
    const state = await before.state();
    assert.deepEqual(
      [state?.uri, state?.filter, state?.outcome, state?.sort],
      [view.source.uri, 'azure', 'allowed', { column: 'ports', descending: true }],
    );
    const after = await shows(view, { state });
    assert.equal(await after.page.getByLabel('Filter flows').inputValue(), 'azure');
    assert.equal(await after.page.getByRole('combobox', { name: 'Show' }).inputValue(), 'allowed');
    assert.deepEqual(await column(after.page, 3), await column(before.page, 3));
    assert.deepEqual(await after.state(), state);
  });

  it('leaves focus, filter, cursor and place as they are while the file changes', async () => {
    const view = file('examples/with-service.jsonc');
    const panel = await shows(view, { viewport: { width: 380, height: 500 } });
    const { page } = panel;
    const fixed = viewOfText(view.source.text.replace('"Deny"', '"Allow"'), {}, 'with-service.jsonc');
    await page.getByLabel('Filter flows').fill('azure');
    await page.keyboard.press('ArrowLeft');
    await page.evaluate(
      'scrollTo(0, 300); for (const part of document.querySelectorAll(".scroll")) part.scrollLeft = 90;',
    );
    const places = '[scrollY, ...[...document.querySelectorAll(".scroll")].map(part => part.scrollLeft)]';
    const before = await page.evaluate<number[]>(places);
    assert.equal(before[0], 300);
    assert.equal(before[2], 90, 'the table scrolls to the side');
    await panel.send(showMessage(fixed));
    assert.ok(!(await lastShown(panel)).outcomes.includes('blocked'));
    assert.deepEqual(await page.evaluate<number[]>(places), before);
    assert.equal(await focused(page), 'filter');
    await page.keyboard.type('x');
    assert.equal(await page.getByLabel('Filter flows').inputValue(), 'azurxe');
  });

  it('keeps the focus on the same rule of the same flow while the file changes', async () => {
    const view = file('examples/profiles/workspace-gateway-injection.jsonc');
    const panel = await shows(view);
    const second = panel.page.locator('tr[data-flow="client"] button').nth(1);
    await second.focus();
    assert.equal(await focused(panel.page), "'AllowClient' (priority 120)");
    await panel.send(showMessage(view));
    assert.equal(await focused(panel.page), "'AllowClient' (priority 120)");
    await panel.send(
      showMessage(
        viewOfText(
          view.source.text.replace(
            '"priority": 120, "direction": "Inbound"',
            '"priority": 130, "direction": "Inbound"',
          ),
          {},
          'changed.jsonc',
        ),
      ),
    );
    assert.equal(await focused(panel.page), "'AllowClient' (priority 130)");
    await panel.page.locator('button[data-column="ports"]').focus();
    await panel.send(showMessage(view));
    assert.equal(await focused(panel.page), 'ports');
  });

  it('touches what is said aloud only when it changes', async () => {
    const view = file('examples/with-service.jsonc');
    const panel = await shows(view);
    await panel.page.evaluate(`
      globalThis.said = 0;
      new MutationObserver(() => said++).observe(document.getElementById('count'), { childList: true, characterData: true, subtree: true });`);
    await panel.send(showMessage(view));
    assert.equal(await panel.page.evaluate('said'), 0);
    await panel.page.getByLabel('Filter flows').fill('sql');
    assert.equal(await panel.page.evaluate('said'), 1);
  });

  it('shows names that look like markup as text, and runs nothing of them', async () => {
    const name = '<img src=x onerror="globalThis.ran = 1"><b>';
    const text = JSON.stringify({
      type: 'Microsoft.Network/networkSecurityGroups',
      name,
      metadata: { apimVnet: { mode: 'Internal', sku: 'Premium' } },
      properties: {
        securityRules: [
          {
            name,
            properties: {
              priority: 100,
              direction: 'Outbound',
              access: 'Deny',
              protocol: '*',
              sourceAddressPrefix: '*',
              sourcePortRange: '*',
              destinationAddressPrefix: 'Sql',
              destinationPortRange: '*',
            },
          },
        ],
      },
    });
    const { page } = await shows(viewOfText(text));
    assert.equal(await page.locator('h1').innerText(), name);
    assert.equal(await page.locator('#report img, #report b').count(), 0);
    assert.equal(await page.evaluate('typeof ran'), 'undefined');
  });

  it('has a security policy that stops what is not its own', async () => {
    const panel = await openPanel(browser);
    await panel.send(showMessage(viewOfText('{ "a": 1 }')));
    await panel.page.evaluate(`
      document.getElementById('report').innerHTML = '<img src="https://elsewhere.test/a.png" onerror="ran = 1"><p style="color: red">';
      fetch('https://elsewhere.test/data').catch(() => {});
      document.body.append(Object.assign(document.createElement('script'), { textContent: 'ran = 2' }));`);
    await panel.page.evaluate('new Promise(resolve => setTimeout(resolve))');
    const complaints = (await panel.complaints()).filter(text => text.startsWith('policy: ')).sort();
    const requests = (await panel.complaints()).filter(text => text.startsWith('request: '));
    assert.equal(await panel.page.evaluate('typeof ran'), 'undefined');
    await panel.close();
    for (const directive of ['connect-src', 'img-src', 'script-src-elem', 'style-src-attr'])
      assert.ok(
        complaints.some(text => text.includes(directive)),
        `${directive}: ${complaints.join('; ')}`,
      );
    assert.deepEqual(requests, []);
  });
});
