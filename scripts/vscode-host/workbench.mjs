// What a person would do with mouse and keyboard in the window of a served VS Code.

/** @typedef {import('playwright-core').Page} Page */

const SQUIGGLES = '.squiggly-error, .squiggly-warning, .squiggly-info, .squiggly-hint';

/**
 * Waits until an editor shows a file's text.
 *
 * @param {Page} page
 * @param {string} name the file's name without folders
 * @throws when it does not within a minute
 */
export async function editorShown(page, name) {
  await page.locator(`.tab[data-resource-name="${name}"]`).first().waitFor({ timeout: 60_000 });
  await page.locator('.editor-instance .view-line').first().waitFor({ timeout: 60_000 });
}

/** Handles between the parts of the window, and entries of the status bar that speak of the machine and not of the file. */
const NOISE = [
  '.monaco-sash',
  '.monaco-progress-container',
  ...[
    'status.host',
    'status.forwardedPorts',
    'status.notifications',
    'status.workbench.keyboardLayout',
    'chat.statusBarEntry',
  ].map(id => `[id="${id}"]`),
];

/**
 * Hides what has no part in a picture. Notifications need not be: a VS Code that is driven keeps them to itself.
 *
 * @param {Page} page
 */
export async function hideNoise(page) {
  await page.addStyleTag({ content: `${NOISE.join(', ')} { display: none !important; }` });
}

/**
 * Runs a command and opens the list of notifications if the command has added one.
 *
 * @param {Page} page
 * @param {string} title as the palette shows it, such as `APIM VNet: Show Report`
 * @throws when the palette knows no such command
 */
export async function runCommandAndShowMessages(page, title) {
  await runCommand(page, 'Notifications: Clear All Notifications');
  await runCommand(page, title);
  await page.waitForTimeout(1500);
  const unread = await page.locator('[id="status.notifications"] .codicon-bell-dot').count();
  if (unread > 0) await runCommand(page, 'Notifications: Show Notifications');
}

/** @param {Page} page */
export async function closeSideBar(page) {
  if (await page.locator('.part.sidebar').isVisible()) await runCommand(page, 'View: Close Primary Side Bar');
}

/**
 * Waits until the squiggles in view have not changed for a while. A file without any has settled too, after a longer while: a language
 * server that is just starting looks the same.
 *
 * @param {Page} page
 * @returns {Promise<number>} how many there are
 */
export async function settled(page) {
  const deadline = Date.now() + 20_000;
  let last = '';
  let since = Date.now();
  for (;;) {
    const shapes = await page
      .locator(SQUIGGLES)
      .evaluateAll(elements => elements.map(element => `${element.className} ${element.getAttribute('style')}`));
    const now = shapes.join('\n');
    if (now !== last) {
      last = now;
      since = Date.now();
    }
    const quiet = Date.now() - since;
    if (quiet > (shapes.length > 0 ? 2000 : 6000) || Date.now() > deadline) return shapes.length;
    await page.waitForTimeout(150);
  }
}

/**
 * Runs a command by its title in the command palette.
 *
 * @param {Page} page
 * @param {string} title as the palette shows it, such as `APIM VNet: Show Report`
 * @throws when the palette knows no such command
 */
export async function runCommand(page, title) {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input[type="text"]').first();
  await input.waitFor({ timeout: 10_000 });
  await input.fill(`>${title}`);
  const row = page.locator('.quick-input-list .monaco-list-row').first();
  await row.waitFor({ timeout: 10_000 });
  const label = (await row.getAttribute('aria-label')) ?? '';
  if (!label.toLowerCase().includes(title.toLowerCase())) throw new Error(`There is no command '${title}'.`);
  await page.keyboard.press('Enter');
  // A command may ask for input in the same widget, so its being gone is no condition.
  await page.waitForTimeout(500);
}

/** @param {Page} page */
export async function openProblems(page) {
  await runCommand(page, 'Problems: Focus on Problems View');
  await page.locator('.markers-panel').waitFor({ timeout: 10_000 });
  await focusEditor(page);
}

/**
 * Opens the quick fixes at the cursor.
 *
 * @param {Page} page
 * @throws when there are none
 */
export async function openQuickFixes(page) {
  await focusEditor(page);
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget:not(.action-list-submenu-panel)').waitFor({ timeout: 10_000 });
}

/** How often a hover is opened that closes again at once, because lenses or squiggles came late and moved its line. */
const hoverTries = 4;

/**
 * Opens the hover at the cursor, and sees that it stays.
 *
 * @param {Page} page
 * @throws when there is none
 */
export async function openHover(page) {
  const hover = page.locator('.monaco-hover:not(.hidden) .hover-contents').first();
  for (let tries = 0; tries < hoverTries; tries++) {
    await focusEditor(page);
    await runCommand(page, 'Show or Focus Hover');
    await hover.waitFor({ timeout: 10_000 });
    await page.waitForTimeout(500);
    if (await hover.isVisible()) return;
  }
  throw new Error('The hover does not stay open.');
}

/** @param {Page} page */
async function focusEditor(page) {
  await page.locator('.editor-instance .native-edit-context, .editor-instance textarea.inputarea').first().focus();
}
