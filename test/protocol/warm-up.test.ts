import assert from 'node:assert/strict';
import { diagnostics } from '../../server/src/features/diagnostics.ts';
import { WarmUp, type WarmUpHost } from '../../server/src/lsp/warm-up.ts';
import type { FileView } from '../../server/src/workspace/view.ts';
import { viewOfText } from '../support/view.ts';
import { blockedTemplate } from './sample.ts';

/** A host whose clock goes on by one with each look at it, and whose timers wait for the test. */
class SlowHost implements WarmUpHost {
  readonly errors: string[] = [];
  readonly traces: string[] = [];
  /** What is scheduled, with its delay; at most one at a time. */
  scheduled: { readonly work: () => void; readonly ms: number } | undefined;
  looks = 0;
  /** Texts that were asked about. */
  readonly asked: string[] = [];
  readonly questions: WarmUpHost['questions'] = [
    (view, signal) => {
      this.asked.push(view.source.text);
      diagnostics(view, { signal });
    },
  ];
  readonly log = { error: (message: string) => void this.errors.push(message) };
  readonly trace = (message: string) => void this.traces.push(message);
  readonly now = () => ++this.looks;

  readonly later = (work: () => void, ms: number) => {
    const timer = { work, ms };
    this.scheduled = timer;
    return () => {
      if (this.scheduled === timer) this.scheduled = undefined;
    };
  };

  /** Lets the next timer go off. @returns its delay, or `undefined` when there is none */
  tick(): number | undefined {
    const due = this.scheduled;
    this.scheduled = undefined;
    due?.work();
    return due?.ms;
  }
}

describe('warming up', () => {
  let host: SlowHost;
  let warmUp: WarmUp;

  beforeEach(() => {
    host = new SlowHost();
    warmUp = new WarmUp(host);
  });

  it('begins when it is quiet, and rests after every few steps, until it has done enough', () => {
    warmUp.offer(viewOfText(blockedTemplate));
    assert.equal(host.looks, 0);
    assert.equal(host.tick(), 200);
    let chunks = 1;
    for (let before = host.looks; host.tick() !== undefined; before = host.looks, chunks++) {
      assert.ok(host.looks - before <= 6, `${host.looks - before} looks at the clock in one chunk`);
    }
    assert.ok(chunks > 100, `${chunks} chunks`);
    assert.equal(host.asked.length, 100);
    assert.ok(new Set(host.asked).size > 20, `${new Set(host.asked).size} different texts`);
    assert.equal(host.asked.at(-1), blockedTemplate);
    assert.deepEqual(host.errors, []);
    assert.match(host.traces.join('\n'), /^warming up with file:\/\/\/workspace\/network\.json: \d+ ms$/);
  });

  it('leaves the view that it was given as it was', () => {
    const view = viewOfText(blockedTemplate);
    const before = JSON.stringify(view.network);
    warmUp.offer(view);
    while (host.tick() !== undefined);
    assert.equal(view.source.text, blockedTemplate);
    assert.equal(JSON.stringify(view.network), before);
  });

  it('waits again whenever somebody asks something', () => {
    warmUp.offer(viewOfText(blockedTemplate));
    host.tick();
    assert.equal(host.scheduled?.ms, 5);
    warmUp.postpone();
    assert.equal(host.scheduled?.ms, 200);
  });

  it('ends on a slow computer before it is through', () => {
    const slow: WarmUpHost = { ...host, now: () => (host.looks += 1000) };
    new WarmUp(slow).offer(viewOfText(blockedTemplate));
    while (host.tick() !== undefined);
    assert.ok(host.asked.length < 20, `${host.asked.length} edits`);
    assert.equal(host.traces.length, 1);
  });

  it('does nothing after it was stopped', () => {
    warmUp.offer(viewOfText(blockedTemplate));
    host.tick();
    warmUp.stop();
    assert.equal(host.scheduled, undefined);
    warmUp.postpone();
    warmUp.offer(viewOfText(blockedTemplate, {}, 'other.jsonc'));
    assert.equal(host.scheduled, undefined);
    assert.deepEqual(host.traces, []);
  });

  it('takes one text of each language', () => {
    const offered = (name: string): boolean => {
      const text = name.endsWith('.bicep') ? bicep : blockedTemplate;
      warmUp.offer(viewOfText(text, {}, name));
      const isTaken = host.scheduled !== undefined;
      while (host.tick() !== undefined);
      return isTaken;
    };
    assert.deepEqual(['a.json', 'b.json', 'c.bicep', 'd.bicep'].map(offered), [true, false, true, false]);
    assert.deepEqual(host.errors, []);
  });

  it('edits the beginning of a long text, whole lines of it', () => {
    const filler = `${' '.repeat(99)}\n`.repeat(1_500);
    warmUp.offer(viewOfText(`${blockedTemplate}\n${filler}`));
    while (host.tick() !== undefined);
    const lengths = host.asked.map(text => text.length);
    assert.ok(Math.max(...lengths) <= 60_001 && Math.min(...lengths) > 59_800, `${lengths}`);
    assert.ok(host.asked.every(text => /"type"/.test(text) && / {99}$/.test(text)));
    assert.deepEqual(host.errors, []);
  });

  const leftAlone: readonly [string, FileView][] = [
    ['a text that is of no interest', viewOfText('{ "compilerOptions": { "target": "es2022" } }')],
    ['a text while the tool is switched off', viewOfText(blockedTemplate, { enable: false })],
  ];
  for (const [name, view] of leftAlone) {
    it(`leaves ${name} alone, and takes the next`, () => {
      warmUp.offer(view);
      assert.equal(host.scheduled, undefined);
      warmUp.offer(viewOfText(blockedTemplate));
      assert.notEqual(host.scheduled, undefined);
    });
  }

  it('is over when it fails, which the log tells and nobody else', () => {
    const question = () => {
      throw new RangeError('too deep');
    };
    new WarmUp({ ...host, questions: [question] }).offer(viewOfText(blockedTemplate));
    while (host.tick() !== undefined);
    assert.match(host.errors.join('\n'), /^warming up with file:.* failed: RangeError: too deep/);
  });
});

const bicep = `resource nsg 'Microsoft.Network/networkSecurityGroups@2023-11-01' = {
  name: 'nsg'
  properties: { securityRules: [] }
}
`;
