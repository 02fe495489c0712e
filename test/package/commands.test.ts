/** Commands as the palette and the menus show them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
}

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  contributes: {
    commands: readonly { command: string; category: string; title: string }[];
    menus: Readonly<Record<string, readonly MenuItem[]>>;
    submenus: readonly { id: string }[];
    walkthroughs: readonly { steps: readonly { description: string; completionEvents?: readonly string[] }[] }[];
  };
};
const commands = contributes.commands.map(({ command }) => command);

describe('commands in the manifest', () => {
  it('stand under APIM VNet in the palette, with a title that begins with a verb', () => {
    for (const { category, title } of contributes.commands) {
      assert.equal(category, 'APIM VNet');
      assert.match(title, /^[A-Z][a-z]+ /);
    }
  });

  it('are all there that menus and walkthroughs name', () => {
    const inMenus = Object.values(contributes.menus).flatMap(items => items.flatMap(({ command }) => command ?? []));
    const steps = contributes.walkthroughs.flatMap(({ steps }) => steps);
    const inSteps = steps.flatMap(({ description, completionEvents = [] }) => [
      ...[...description.matchAll(/\(command:([\w.]+)\)/g)].map(([, command]) => command!),
      ...completionEvents.flatMap(event => /^onCommand:(.*)/.exec(event)?.[1] ?? []),
    ]);
    assert.deepEqual(
      [...inMenus, ...inSteps].filter(command => !commands.includes(command)),
      [],
    );
    const submenus = Object.values(contributes.menus).flatMap(items => items.flatMap(({ submenu }) => submenu ?? []));
    assert.deepEqual(new Set(submenus), new Set(contributes.submenus.map(({ id }) => id)));
  });

  it('are shown by keys of our own only where the client sets them', () => {
    const client = readFileSync('client/src/status.ts', 'utf8');
    const conditions = Object.values(contributes.menus).flatMap(items => items.flatMap(({ when }) => when ?? []));
    const keys = new Set(conditions.flatMap(when => when.match(/(?<!')\bapimVnet\.\w+/g) ?? []));
    assert.ok(keys.size > 0);
    for (const key of keys) assert.ok(client.includes(`'${key}'`), key);
  });

  /** What VS Code knows in a situation; keys that are not given are not set. */
  const json = { resourceLangId: 'json' };
  const network = { ...json, 'apimVnet.hasNetworks': true };
  const target = { ...network, 'apimVnet.hasTarget': true };
  const situations: Readonly<Record<string, Readonly<Record<string, string | boolean>>>> = {
    'nothing open': {},
    'another language': { resourceLangId: 'markdown' },
    'JSON without networks': json,
    'a network': network,
    'a network of API Management': target,
    'one in Bicep': { ...target, resourceLangId: 'bicep' },
    'the report in front': { activeWebviewPanelId: 'apimVnet.report' },
  };

  /** The commands of a menu that are shown in a situation, without what they share. */
  function shownIn(menu: string, known: Readonly<Record<string, string | boolean>>): readonly string[] {
    return (contributes.menus[menu] ?? [])
      .filter(({ when }) => when === undefined || holds(when, known))
      .map(({ command, submenu }) => (command ?? submenu!).replace('apimVnet.', ''));
  }

  const conditional = (contributes.menus['commandPalette'] ?? []).map(({ command }) => command!);
  const always = commands
    .filter(command => !conditional.includes(command))
    .map(command => command.replace('apimVnet.', ''));

  it('are offered in the palette only where they apply', () => {
    assert.deepEqual(always, [
      ...['generateHosts', 'generateDns', 'planSubnet', 'generateNsg', 'generateRoutes'],
      ...['openRulePage', 'showOutput', 'restartServer'],
    ]);
    const ofFiles = ['fixAll', 'showTarget', 'chooseParameters'];
    const ofNetworks = [
      'explainFlow',
      'fixAll',
      'makeReady',
      'copyRules',
      'exportRules',
      'showTarget',
      'chooseParameters',
    ];
    const expected: Readonly<Record<string, readonly string[]>> = {
      'nothing open': [],
      'another language': [],
      'JSON without networks': ofFiles,
      'a network': ofNetworks,
      'a network of API Management': ['openReport', 'exportReport', ...ofNetworks],
      'one in Bicep': ['openReport', 'exportReport', ...ofNetworks],
      'the report in front': ['exportReport'],
    };
    for (const [situation, known] of Object.entries(situations))
      assert.deepEqual(shownIn('commandPalette', known), expected[situation], situation);
  });

  it('stand above an editor and in its context menu only where they apply', () => {
    const shown = Object.entries(situations).map(([situation, known]) => {
      return [situation, shownIn('editor/title', known), shownIn('editor/context', known)];
    });
    assert.deepEqual(shown, [
      ['nothing open', [], []],
      ['another language', [], []],
      ['JSON without networks', [], []],
      ['a network', [], ['editor']],
      ['a network of API Management', ['openReport'], ['editor']],
      ['one in Bicep', ['openReport'], ['editor']],
      ['the report in front', ['exportReport'], []],
    ]);
    // The keys of our own are about the active editor; the title of a file beside it must not take them for its own.
    assert.deepEqual(shownIn('editor/title', { ...target, resourceLangId: 'markdown' }), []);
    const inMenu = shownIn('apimVnet.editor', network);
    assert.ok(!inMenu.includes('openReport'));
    for (const command of always.filter(name => /^(plan|generate)/.test(name)))
      assert.ok(inMenu.includes(command), command);
  });
});

/** Whether a `when` clause holds; of its language what this manifest uses: `||`, `&&`, `!`, `==` and `=~`. */
function holds(when: string, known: Readonly<Record<string, string | boolean>>): boolean {
  const [first, ...others] = outside(when, '||');
  if (others.length > 0) return [first!, ...others].some(part => holds(part, known));
  return outside(when, '&&').every(part => {
    const [, not, key, equal, pattern] =
      /^(!?)([\w.]+)(?: == '?([^']+?)'?| =~ \/(.+)\/)?$/.exec(part.trim()) ??
      assert.fail(`'${part}' is not understood`);
    const value = known[key!];
    if (equal !== undefined) return value === equal;
    if (pattern !== undefined) return new RegExp(pattern).test(String(value ?? ''));
    return (value === true || typeof value === 'string') !== (not === '!');
  });
}

/** The parts between an operator, which may stand in a pattern too. */
function outside(when: string, operator: string): readonly string[] {
  const patterns: string[] = [];
  const bare = when.replace(/\/(?:\\.|[^/])+\//g, pattern => `/${patterns.push(pattern) - 1}/`);
  return bare.split(operator).map(part => part.replace(/\/(\d+)\//g, (_, index: string) => patterns[Number(index)]!));
}
