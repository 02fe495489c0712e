import assert from 'node:assert/strict';
import { whenSlow } from '../../client/src/when-slow.ts';

describe('work that may take long', () => {
  it('is not shown where it ends at once', async () => {
    let shown = 0;
    assert.equal(await whenSlow(Promise.resolve(7), () => shown++, 0), 7);
    await new Promise(resolve => setTimeout(resolve, 5));
    assert.equal(shown, 0);
  });

  it('is shown until it ends where it is still under way', async () => {
    const events: string[] = [];
    let finish = (_: number) => {};
    const work = new Promise<number>(resolve => {
      finish = resolve;
    });
    const show = (rest: Promise<unknown>) => {
      events.push('shown');
      void rest.then(() => events.push('gone'));
      finish(7);
    };
    assert.equal(await whenSlow(work, show, 0), 7);
    await new Promise(resolve => setTimeout(resolve, 0));
    assert.deepEqual(events, ['shown', 'gone']);
  });

  it('fails as it did, shown or not', async () => {
    await assert.rejects(
      whenSlow(Promise.reject(new Error('no')), () => {}, 0),
      /^Error: no$/,
    );
  });
});
