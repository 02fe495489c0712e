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
});
