import * as assert from './assert.ts';
import { activate, closeAll, hoversAt, hoverText, placeIn, show } from './support.ts';

describe('hovers', () => {
  before(activate);
  afterEach(closeAll);

  for (const file of ['blocked.json', 'blocked.jsonc', 'blocked.bicep']) {
    describe(`in ${file}`, () => {
      // Behind the only AllowManagement comes its rule, behind the only DenySql the one that blocks.
      for (const [what, after, word, texts] of [
        ['a port', 'AllowManagement', '3443', [/Port 3443/, /ApiManagement/, /Required for deployment/]],
        ['a service tag', 'AllowManagement', 'ApiManagement', [/\*\*ApiManagement\*\* is a service tag/, /TCP 3443/]],
        ['a protocol', 'AllowManagement', 'Tcp', [/TCP only/]],
        ['a priority', 'AllowManagement', '100', [/Priority 100/, /1 of 2 inbound rules/]],
        ['a tag that is blocked', 'DenySql', 'Sql', [/\*\*Sql\*\* is a service tag/, /blocked/, /DenySql/]],
        ['the priority of the rule that blocks', 'DenySql', '200', [/Priority 200/, /1 of 1 outbound rule/]],
      ] as const) {
        it(`tell of ${what}`, async () => {
          const { document } = await show(file);
          const at = placeIn(document, after, word);
          const text = await hoverText(document.uri, at);
          for (const pattern of texts) assert.match(text, pattern);
        });
      }

      it('cover just the word', async () => {
        const { document } = await show(file);
        const hovers = await hoversAt(document.uri, placeIn(document, 'AllowManagement', 'ApiManagement'));
        assert.equal(hovers.length, 1);
        const [hover] = hovers;
        assert.ok(hover?.range, 'the hover has no range');
        assert.equal(document.getText(hover.range), 'ApiManagement');
      });

      it('say nothing where there is nothing to add', async () => {
        const { document } = await show(file);
        const text = await hoverText(document.uri, placeIn(document, 'location', 'westeurope'));
        assert.equal(/API Management/.test(text), false, text);
      });
    });
  }
});
