import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hostEntries } from '../../../server/src/generate/hosts/host-entries.ts';
import {
  type HostsText,
  hostsBlock,
  hostsBlockText,
  withHostsBlock,
  withoutHostsBlock,
} from '../../../server/src/generate/hosts/hosts-block.ts';

function blockFor(serviceName: string, address: string, customHosts: readonly string[] = []) {
  const reading = hostEntries({
    serviceName,
    cloud: 'public',
    profile: 'premium-v2-injection',
    address,
    customHosts: customHosts.map(host => ({ endpoint: 'gateway', host })),
  });
  return hostsBlock(serviceName, reading.ok ? reading.entries : assert.fail(reading.problems.join()));
}

const block = blockFor('contoso', '10.0.0.5');
const text = (result: HostsText) => (result.ok ? result.text : assert.fail(result.problem));

/** Lines that other people wrote into a hosts file. */
const otherLines = fc
  .array(fc.constantFrom('127.0.0.1 localhost', '', '# a remark', '::1 ip6-localhost', '\t10.1.1.1\tdb  # é', '  '), {
    maxLength: 6,
  })
  .chain(lines =>
    fc
      .record({ eol: fc.constantFrom('\n', '\r\n'), last: fc.boolean() })
      .map(({ eol, last }) => lines.join(eol) + (last && lines.length > 0 ? eol : '')),
  );

describe('the block in a hosts file', () => {
  it('stands between marks with the name of the service', () => {
    assert.equal(
      hostsBlockText(block),
      '# BEGIN API Management contoso\n10.0.0.5 contoso.azure-api.net\n# END API Management contoso\n',
    );
  });

  it('aligns addresses of different lengths, and leaves wildcards out', () => {
    const entries = [
      { host: 'a.net', address: '10.0.0.5', origin: 'default', meaning: '' },
      { host: '*.b.net', address: '10.0.0.5', origin: 'custom', meaning: '' },
      { host: 'c.net', address: '10.100.200.5', origin: 'regional', meaning: '' },
    ] as const;
    const { lines } = hostsBlock('contoso', entries);
    assert.deepEqual(lines, ['10.0.0.5     a.net', '10.100.200.5 c.net']);
  });

  it('is put at the end of a text, and in place of an older one', () => {
    const first = text(withHostsBlock('127.0.0.1 localhost', block));
    assert.equal(first, `127.0.0.1 localhost\n\n${hostsBlockText(block)}`);
    const second = text(withHostsBlock(`${first}\n# after\n`, blockFor('contoso', '10.0.0.9', ['api.contoso.com'])));
    assert.equal(
      second,
      '127.0.0.1 localhost\n\n# BEGIN API Management contoso\n10.0.0.9 contoso.azure-api.net\n10.0.0.9 api.contoso.com\n# END API Management contoso\n\n# after\n',
    );
  });

  it('changes nothing when it is put in again, whatever else the text has', () => {
    fc.assert(
      fc.property(otherLines, otherLines, (before, after) => {
        const once = text(withHostsBlock(before, block)) + after;
        assert.equal(text(withHostsBlock(once, block)), once);
        assert.ok(once.startsWith(before) && once.endsWith(after));
        if (before.startsWith('127.0.0.1 localhost\r\n'))
          assert.ok(!/[^\r]\n/.test(text(withHostsBlock(before, block))));
      }),
    );
  });

  it('is taken out without a trace where the text ended with a line end', () => {
    fc.assert(
      fc.property(otherLines, before => {
        fc.pre(before === '' || before.endsWith('\n'));
        assert.equal(text(withoutHostsBlock(text(withHostsBlock(before, block)), block)), before);
      }),
    );
    assert.equal(text(withoutHostsBlock('127.0.0.1 localhost\n', block)), '127.0.0.1 localhost\n');
  });

  it('stands beside the blocks of other services', () => {
    const other = blockFor('fabrikam', '10.1.0.5');
    const both = text(withHostsBlock(text(withHostsBlock('', block)), other));
    assert.equal(both, `${hostsBlockText(block)}\n${hostsBlockText(other)}`);
    assert.equal(text(withoutHostsBlock(both, block)), `\n${hostsBlockText(other)}`);
  });

  it('leaves a text alone whose marks do not pair', () => {
    for (const broken of [
      `${block.begin}\n1.2.3.4 x\n`,
      `${block.end}\n`,
      `${block.end}\n${block.begin}\n`,
      `${hostsBlockText(block)}${hostsBlockText(block)}`,
    ]) {
      const result = withHostsBlock(broken, block);
      assert.match(
        result.ok ? 'ok' : result.problem,
        /must stand once each, in this order; they were found in lines? \d/,
      );
      assert.equal(withoutHostsBlock(broken, block).ok, false);
    }
  });

  it('notes lines that have the same names', () => {
    const result = withHostsBlock('127.0.0.1 localhost\n10.9.9.9 x Contoso.azure-api.net # old\n', block);
    assert.deepEqual(result.ok && result.notes, [
      'Line 2 has Contoso.azure-api.net too, with 10.9.9.9; of two lines the first counts.',
    ]);
  });
});
