/** The report as a page of its own, as the panel and `explain --format html` write it, in a real browser. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { type ReportPage, reportPage } from '../../../server/src/features/report/html.ts';
import { reports } from '../../../server/src/features/report/report.ts';
import { viewOfText } from '../../support/view.ts';
import { axeViolations, faintTexts, openExport, startBrowser } from './panel.ts';

const fileOf = (uri: string) => uri.slice(uri.lastIndexOf('/') + 1);

/** All networks of some files on one page. */
function pageOf(...paths: readonly string[]): string {
  const pages = paths.flatMap((path): readonly ReportPage[] => {
    const view = viewOfText(readFileSync(path, 'utf8'), {}, fileOf(path));
    return reports(view).map(report => ({ report, options: { interactive: false, fileOf } }));
  });
  return reportPage(pages);
}

const pages: Readonly<Record<string, () => string>> = {
  'one network': () => pageOf('examples/with-service.jsonc'),
  'several networks': () =>
    pageOf('examples/services/premium-external-regions.jsonc', 'examples/profiles/workspace-gateway-injection.jsonc'),
  'no network': () => pageOf(),
};

const looks = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'light contrast colours of the system': { colorScheme: 'light', forcedColors: 'active' },
  'dark contrast colours of the system': { colorScheme: 'dark', forcedColors: 'active' },
} as const;

describe('report as a page of its own in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  for (const [name, look] of Object.entries(looks)) {
    for (const [what, text] of Object.entries(pages)) {
      it(`is accessible and asks for nothing: ${what}, ${name}`, async () => {
        const { page, complaints, close } = await openExport(browser, text(), { ...look, height: 12_000 });
        assert.deepEqual(await complaints(), []);
        if (what !== 'no network') assert.deepEqual(await faintTexts(page), []);
        assert.deepEqual(await axeViolations(page), []);
        await close();
      });
    }
  }

  it('can be scrolled to the side with the keyboard where the window is narrow', async () => {
    const { page, close } = await openExport(browser, pages['one network']!(), { width: 380 });
    assert.deepEqual(await axeViolations(page), []);
    const widths = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, innerWidth]');
    assert.ok(widths[0] <= widths[1], `the page is ${widths[0]} wide in a window of ${widths[1]}`);
    await page.evaluate(`globalThis.moved = new Promise(resolve => {
      document.querySelector('#flows').parentElement.addEventListener('scroll', ({ target }) => resolve(target.scrollLeft));
    }); undefined`);
    // The drawing is the first part that can be reached, the flows are the second.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    assert.ok((await page.evaluate<number>('moved')) > 0);
    await close();
  });

  it('is printed in black on white, also where the system is dark', async () => {
    const { page, close } = await openExport(browser, pages['one network']!(), { colorScheme: 'dark', height: 12_000 });
    await page.emulateMedia({ media: 'print' });
    const colours = await page.evaluate<string[]>(
      '(style => [style.color, style.backgroundColor])(getComputedStyle(document.body))',
    );
    assert.deepEqual(colours, ['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    assert.deepEqual(await faintTexts(page), []);
    await close();
  });
});
