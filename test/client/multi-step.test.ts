import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import {
  askSteps,
  givenAnswers,
  type MultiStepOptions,
  type QuickInputs,
} from '../../client/src/commands/multi-step.ts';
import type { Answers, Question } from '../../server/src/protocol.ts';

/** A quick pick or an input box as far as the helper uses them, and what a user does with it. */
class FakeInput {
  title = '';
  value = '';
  step = 0;
  totalSteps = 0;
  validationMessage = '';
  prompt = '';
  placeholder = '';
  enabled = true;
  busy = false;
  canSelectMany = false;
  buttons: readonly vscode.QuickInputButton[] = [];
  items: readonly (vscode.QuickPickItem & { id: string })[] = [];
  activeItems: readonly (vscode.QuickPickItem & { id: string })[] = [];
  selectedItems: readonly (vscode.QuickPickItem & { id: string })[] = [];
  isShown = false;
  isDisposed = false;
  private readonly listeners = new Map<string, ((argument: unknown) => void)[]>();
  readonly onDidAccept = this.event('accept');
  readonly onDidHide = this.event('hide');
  readonly onDidChangeValue = this.event('value');
  readonly onDidTriggerButton = this.event('button');

  show(): void {
    this.isShown = true;
  }

  dispose(): void {
    this.isDisposed = true;
    this.fire('hide');
  }

  fire(name: string, argument?: unknown): void {
    for (const listener of this.listeners.get(name) ?? []) listener(argument);
  }

  private event(name: string) {
    return (listener: (argument: unknown) => void) => {
      this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
      return { dispose: () => {} };
    };
  }
}

const backButton = {} as vscode.QuickInputButton;

const name: Question = { kind: 'text', key: 'name', prompt: 'Name', placeholder: 'contoso', remembered: true };
const mode: Question = {
  kind: 'choice',
  key: 'mode',
  prompt: 'Mode',
  many: false,
  remembered: true,
  choices: [
    { id: 'in', label: 'Internal' },
    { id: 'out', label: 'External' },
  ],
};
const zones: Question = { ...mode, key: 'zones', many: true, fallback: ['in'] };

/** A run with its inputs; `act` waits for the next input and plays the user on it. */
function start(questions: readonly Question[], options: Partial<MultiStepOptions> = {}) {
  const shown: FakeInput[] = [];
  const create = () => {
    const input = new FakeInput();
    shown.push(input);
    return input;
  };
  const inputs = { createQuickPick: create, createInputBox: create, backButton } as unknown as QuickInputs;
  const result = askSteps({
    title: 'Try',
    inputs,
    next: async answers => ({
      question: questions.find(({ key }) => answers[key] === undefined) ?? null,
      total: questions.length,
    }),
    check: async (_, value) => (value === 'bad' ? 'Not allowed: bad.' : null),
    earlier: () => undefined,
    ...options,
  });
  let played = 0;
  const act = async (play: (input: FakeInput) => unknown) => {
    while (shown[played]?.isShown !== true) await new Promise(resolve => setTimeout(resolve, 0));
    await play(shown[played++]!);
  };
  return { result, act, shown };
}

const typed = (text: string) => (input: FakeInput) => {
  input.value = text;
  input.fire('accept');
};
const chosen = (id: string) => (input: FakeInput) => {
  input.selectedItems = input.items.filter(item => item.id === id);
  input.fire('accept');
};
const accept = (input: FakeInput) => input.fire('accept');
const back = (input: FakeInput) => input.fire('button', backButton);
const leave = (input: FakeInput) => input.fire('hide');

describe('questions one after another', () => {
  it('end with all answers, and leave no input open', async () => {
    const { result, act, shown } = start([name, mode]);
    await act(typed('  contoso '));
    await act(chosen('out'));
    assert.deepEqual(await result, { name: 'contoso', mode: 'out' });
    assert.deepEqual(
      shown.map(({ title, step, totalSteps, isDisposed }) => [title, step, totalSteps, isDisposed]),
      [
        ['Try', 1, 2, true],
        ['Try', 2, 2, true],
      ],
    );
  });

  it('have a way back from the second on, which keeps the answers', async () => {
    const { result, act, shown } = start([name, mode]);
    await act(typed('contoso'));
    await act(back);
    await act(input => {
      assert.deepEqual([input.value, input.step, input.buttons], ['contoso', 1, []]);
      typed('fabrikam')(input);
    });
    await act(input => {
      assert.deepEqual(input.buttons, [backButton]);
      chosen('in')(input);
    });
    assert.deepEqual(await result, { name: 'fabrikam', mode: 'in' });
    assert.equal(shown.length, 4);
  });

  it('end with nothing when the user leaves, at whatever step', async () => {
    for (const last of [0, 1]) {
      const { result, act, shown } = start([name, mode]);
      for (let step = 0; step < last; step++) await act(typed('contoso'));
      await act(leave);
      assert.equal(await result, undefined);
      assert.ok(shown.every(({ isDisposed }) => isDisposed));
    }
  });

  it('end with nothing when the user leaves while the next question is on its way', async () => {
    let release = () => {};
    let calls = 0;
    const { result, act } = start([name], {
      next: async () => {
        if (++calls > 1) await new Promise<void>(resolve => (release = resolve));
        return { question: calls > 1 ? null : name, total: 1 };
      },
    });
    await act(async input => {
      typed('contoso')(input);
      await new Promise(resolve => setTimeout(resolve, 0));
      assert.deepEqual([input.enabled, input.busy], [false, true]);
      leave(input);
      release();
    });
    assert.equal(await result, undefined);
  });

  it('stay at an answer that is not allowed, and say why', async () => {
    const { result, act } = start([name]);
    await act(async input => {
      typed('bad')(input);
      await new Promise(resolve => setTimeout(resolve, 0));
      assert.equal(input.validationMessage, 'Not allowed: bad.');
      assert.equal(input.enabled, true);
      input.value = 'good';
      input.fire('value', 'good');
      await new Promise(resolve => setTimeout(resolve, 0));
      assert.equal(input.validationMessage, '');
      accept(input);
    });
    assert.deepEqual(await result, { name: 'good' });
  });

  it('let a slow check of an older text say nothing about a newer one', async () => {
    const answers: ((problem: string | null) => void)[] = [];
    const { result, act } = start([name], { check: () => new Promise(resolve => answers.push(resolve)) });
    await act(async input => {
      for (const text of ['bad', 'good']) {
        input.value = text;
        input.fire('value', text);
      }
      answers[1]!(null);
      answers[0]!('Not allowed: bad.');
      await new Promise(resolve => setTimeout(resolve, 0));
      assert.equal(input.validationMessage, '');
      accept(input);
      answers[2]!(null);
    });
    assert.deepEqual(await result, { name: 'good' });
  });

  it('start with what the document suggests, else with an earlier answer, else with the fallback', async () => {
    const starts: string[] = [];
    for (const question of [
      { ...name, suggested: 'file', fallback: 'last' },
      { ...name, fallback: 'last' },
    ]) {
      for (const earlier of ['before', undefined]) {
        const { result, act } = start([question], { earlier: () => earlier });
        await act(input => {
          starts.push(input.value);
          accept(input);
        });
        await result;
      }
    }
    assert.deepEqual(starts, ['file', 'file', 'before', 'last']);
  });

  it('take several choices, none among them', async () => {
    const { result, act } = start([zones, { ...zones, key: 'more' }]);
    await act(accept);
    await act(input => {
      input.selectedItems = [];
      accept(input);
    });
    assert.deepEqual(await result, { zones: ['in'], more: [] });
  });

  it('mark the choice that was taken before', async () => {
    const { result, act } = start([mode], { earlier: () => 'out' });
    await act(accept);
    assert.deepEqual(await result, { mode: 'out' });
  });

  it('take an answer once, however long a key is held down', async () => {
    const answers: ((problem: string | null) => void)[] = [];
    const { result, act } = start([name], { check: () => new Promise(resolve => answers.push(resolve)) });
    await act(input => {
      input.value = 'contoso';
      for (let i = 0; i < 5; i++) accept(input);
      assert.equal(answers.length, 1);
      answers[0]!(null);
    });
    assert.deepEqual(await result, { name: 'contoso' });
  });

  it('are not asked where the answer is given', async () => {
    const given: Answers = { name: 'contoso' };
    const { result, act } = start([name, mode], { given });
    await act(input => {
      assert.deepEqual([input.step, input.totalSteps, input.buttons], [1, 1, []]);
      chosen('in')(input);
    });
    assert.deepEqual(await result, { name: 'contoso', mode: 'in' });
  });

  it('tell which of them waits for an answer, and what is wrong with the one that was tried', async () => {
    const told: unknown[] = [];
    const { result, act } = start([name, mode], { onShown: shown => told.push(shown) });
    await act(async input => {
      typed('bad')(input);
      while (input.validationMessage === '') await new Promise(resolve => setTimeout(resolve, 0));
      typed('contoso')(input);
    });
    await act(chosen('in'));
    await result;
    assert.deepEqual(told, [
      { key: 'name', problem: '' },
      { key: 'name', problem: 'Not allowed: bad.' },
      undefined,
      { key: 'mode', problem: '' },
      undefined,
      undefined,
    ]);
  });

  it('take for answers what a key binding gives, and not what a menu gives', () => {
    assert.deepEqual(givenAnswers({ name: 'contoso', features: ['git'], units: 2, odd: ['x', 3] }), {
      name: 'contoso',
      features: ['git'],
    });
    class Place {
      readonly path = '/main.bicep';
    }
    for (const other of [undefined, null, 'name', ['name'], new Place()]) assert.deepEqual(givenAnswers(other), {});
    assert.deepEqual(givenAnswers({ groupId: 0 }), {});
  });

  it('fail with the server, and leave no input open', async () => {
    const failing = start([name], {
      check: async () => {
        throw new Error('gone');
      },
    });
    const failed = assert.rejects(failing.result, /gone/);
    await failing.act(typed('contoso'));
    await failed;
    assert.ok(failing.shown.every(({ isDisposed }) => isDisposed));
  });
});
