import assert from 'node:assert/strict';
import { privateAddressProblem } from '../../../server/src/generate/hosts/private-address.ts';
import { type Ipv4Prefix, readPrefix } from '../../../server/src/network/address.ts';

function subnet(...texts: string[]) {
  const prefixes = texts.map(text => {
    const reading = readPrefix(text);
    return reading.ok ? (reading.prefix as Ipv4Prefix) : assert.fail(text);
  });
  return { name: 'snet-apim', prefixes };
}

describe('the private address of a service', () => {
  it('is any address of the subnet but the five that Azure keeps', () => {
    const range = subnet('10.0.0.0/29');
    const good = Array.from({ length: 8 }, (_, last) => `10.0.0.${last}`).filter(
      text => privateAddressProblem(text, range) === undefined,
    );
    assert.deepEqual(good, ['10.0.0.4', '10.0.0.5', '10.0.0.6']);
  });

  for (const [text, subnetText, problem] of [
    [
      '10.0.0.1',
      '10.0.0.0/27',
      '10.0.0.1 is one of the 5 addresses of 10.0.0.0/27 that Azure keeps. Usable are 10.0.0.4 to 10.0.0.30.',
    ],
    [
      '10.0.0.31',
      '10.0.0.0/27',
      '10.0.0.31 is one of the 5 addresses of 10.0.0.0/27 that Azure keeps. Usable are 10.0.0.4 to 10.0.0.30.',
    ],
    [
      '10.0.1.5',
      '10.0.0.0/27',
      "10.0.1.5 lies outside of the subnet 'snet-apim' (10.0.0.0/27). Usable are 10.0.0.4 to 10.0.0.30.",
    ],
    [
      '10.0.0.2',
      '10.0.0.0/30',
      '10.0.0.2 is one of the 5 addresses of 10.0.0.0/30 that Azure keeps. Usable are none of 10.0.0.0/30.',
    ],
    [
      '',
      undefined,
      'The address is empty. The private address of API Management is an IPv4 address of its subnet, such as 10.0.0.5.',
    ],
    ['10.0.0.0/27', undefined, "'10.0.0.0/27' is a prefix, not one address. The private"],
    ['fd00::5', undefined, "'fd00::5' is an IPv6 address. The private"],
    ['10.0.0.05', undefined, "'10.0.0.05' is no IPv4 address: four numbers from 0 to 255, without zeros in front."],
    ['ten', undefined, "'ten' is no IPv4 address"],
    ['168.63.129.16', undefined, '168.63.129.16 lies in 168.63.129.16/32, which Azure keeps from virtual networks.'],
    ['127.0.0.1', undefined, '127.0.0.1 lies in 127.0.0.0/8'],
    ['0.0.0.0', undefined, '0.0.0.0 is no address of a machine.'],
  ] as const) {
    it(`is not '${text}'${subnetText === undefined ? '' : ` in ${subnetText}`}`, () => {
      const found = privateAddressProblem(text, subnetText === undefined ? undefined : subnet(subnetText));
      assert.ok(found?.startsWith(problem), found);
    });
  }

  it('may lie in any of several prefixes, and anywhere where they are not known', () => {
    const both = subnet('10.0.0.0/28', '10.9.0.0/28');
    assert.equal(privateAddressProblem('10.9.0.4', both), undefined);
    assert.match(
      privateAddressProblem('10.5.0.4', both) ?? '',
      /Usable are 10\.0\.0\.4 to 10\.0\.0\.14 and 10\.9\.0\.4 to/,
    );
    assert.equal(privateAddressProblem('10.5.0.4', subnet()), undefined);
    assert.equal(privateAddressProblem('40.1.2.3', undefined), undefined);
  });
});
