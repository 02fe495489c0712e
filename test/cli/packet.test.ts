import assert from 'node:assert/strict';
import type { FlowExplanation, FlowQuestion } from '../../server/src/protocol.ts';
import { FakeCore } from './support/fake-core.ts';
import { run } from './support/run.ts';

const place = { uri: '', range: { start: { line: 11, character: 0 }, end: { line: 11, character: 4 } } };
const explanation: FlowExplanation = {
  title: 'TCP 443 inbound from any address to the subnet',
  group: "'nsg-apim'",
  verdict: 'blocked',
  outcome: 'blocked',
  summary: "TCP 443 inbound from any address to the subnet is blocked by 'deny' (priority 200).",
  notes: ['A note.'],
  rules: [
    {
      name: 'web',
      priority: null,
      access: 'Allow',
      builtIn: false,
      part: 'may-decide',
      text: 'it may allow it',
      place,
    },
    {
      name: 'deny',
      priority: 200,
      access: 'Deny',
      builtIn: false,
      part: 'decides',
      text: 'it blocks all of it',
      place,
    },
    { name: 'late', priority: 300, access: 'Allow', builtIn: false, part: 'not-asked', text: 'it is not asked', place },
  ],
};

/** A core with one group, `nsg-apim`, that answers every question alike. */
class PacketCore extends FakeCore {
  readonly asked: FlowQuestion[] = [];

  override view(...args: Parameters<FakeCore['view']>) {
    const view = super.view(...args);
    const { uri } = args[0];
    const at = { ...place, uri };
    return {
      ...view,
      explainFlow: (_: string, question: FlowQuestion) => {
        this.asked.push(question);
        if ('flow' in question && question.flow === 'gone')
          return { ok: false, field: 'flow', problem: 'There is no such flow.' } as const;
        return { ok: true, ...explanation, rules: explanation.rules.map(step => ({ ...step, place: at })) } as const;
      },
    };
  }
}

const files = { 'net/nsg.json': 'securityRules' };

describe('cli packet', () => {
  it('prints the verdict and the rules that were asked, with their lines', async () => {
    const { code, output, notes } = await run(['packet', 'net/nsg.json', '--port', '443'], {
      files,
      core: new PacketCore(),
    });
    assert.equal(
      output,
      `'nsg-apim' in net/nsg.json
✗ TCP 443 inbound from any address to the subnet is blocked by 'deny' (priority 200).
  A note.

  ?     ?  web   it may allow it (line 12)
  ✗   200  deny  it blocks all of it (line 12)
         1 more rule is not asked.
`,
    );
    assert.deepEqual({ code, notes }, { code: 0, notes: '' });
  });

  it('fills the subnet in for the near end', async () => {
    const core = new PacketCore();
    await run(['packet', 'net/nsg.json', '--port', '443'], { files, core });
    await run(
      ['packet', 'net/nsg.json', '--direction', 'outbound', '--protocol', 'udp', '--to', 'Sql', '--port', '53'],
      { files, core },
    );
    await run(['packet', 'net/nsg.json', '--flow', 'sql', '--port', '1'], { files, core });
    assert.deepEqual(core.asked, [
      {
        direction: 'Inbound',
        protocol: 'Tcp',
        source: '*',
        sourcePort: '',
        destination: 'subnet',
        destinationPort: '443',
      },
      {
        direction: 'Outbound',
        protocol: 'Udp',
        source: 'subnet',
        sourcePort: '',
        destination: 'Sql',
        destinationPort: '53',
      },
      { flow: 'sql' },
    ]);
  });

  it('prints JSON with the path of the file', async () => {
    const { output } = await run(['packet', 'net/nsg.json', '--port', '443', '--format', 'json'], {
      files,
      core: new PacketCore(),
    });
    const { version, answers } = JSON.parse(output);
    assert.equal(version, 1);
    assert.equal(answers.length, 1);
    assert.deepEqual(
      { file: answers[0].file, verdict: answers[0].verdict, at: answers[0].rules[1].place },
      { file: 'net/nsg.json', verdict: 'blocked', at: { ...place, uri: 'net/nsg.json' } },
    );
  });

  it('says what is missing from a question, and asks nothing', async () => {
    const core = new PacketCore();
    const { code, output, notes } = await run(['packet', 'net/nsg.json'], { files, core });
    assert.deepEqual({ code, output, asked: core.asked }, { code: 2, output: '', asked: [] });
    assert.match(notes, /say what to test: --flow ID, or --port PORT/);
  });

  it('passes on what the core says of a question that cannot be asked', async () => {
    const { code, output, notes } = await run(['packet', 'net/nsg.json', '--flow', 'gone'], {
      files,
      core: new PacketCore(),
    });
    assert.deepEqual({ code, output, notes }, { code: 2, output: '', notes: 'apim-vnet: There is no such flow.\n' });
  });

  it('asks the group that is named, in any case', async () => {
    const found = await run(['packet', 'net/nsg.json', '--port', '1', '--group', 'NSG-APIM'], {
      files,
      core: new PacketCore(),
    });
    assert.match(found.output, /^'nsg-apim' in net/);
    const missing = await run(['packet', 'net/nsg.json', '--port', '1', '--group', 'other'], {
      files,
      core: new PacketCore(),
    });
    assert.match(missing.notes, /no network security group 'other' in net\/nsg\.json/);
  });
});
