import assert from 'node:assert/strict';
import fc from 'fast-check';
import { firstFreeBlock } from '../../../server/src/analysis/free-block.ts';
import { intervalSet } from '../../../server/src/base/interval-set.ts';
import { pictureLines, pictureOf } from '../../../server/src/generate/subnet/address-picture.ts';
import {
  type AddressSpace,
  freeAddresses,
  largestFreeBlock,
  spaceFromTexts,
  spacesIn,
} from '../../../server/src/generate/subnet/address-space.ts';
import { addressSvg } from '../../../server/src/generate/subnet/address-svg.ts';
import { checkBlock, placeBlock } from '../../../server/src/generate/subnet/place-block.ts';
import { planSubnet } from '../../../server/src/generate/subnet/plan-subnet.ts';
import { formatPrefix } from '../../../server/src/network/address.ts';
import { viewOfText } from '../../support/view.ts';

function spaceOf(prefixes: readonly string[], used: readonly string[] = []): AddressSpace {
  const answer = spaceFromTexts(prefixes, used);
  assert.ok(answer.ok, answer.ok ? '' : answer.problem);
  return answer.value;
}

const planned = planSubnet({ sku: 'Premium', units: 4, mode: 'Internal' });
assert.ok(planned.ok);
/** /28 at least, /27 recommended. */
const plan = planned.value;

function placed(space: AddressSpace, size: 'recommended' | 'smallest' | number = 'recommended'): string {
  const answer = placeBlock(plan, space, size);
  return answer.ok ? [formatPrefix(answer.value.block), ...answer.value.notes].join(' ') : answer.problem;
}

describe('the next free block', () => {
  it('is the first by address that is on a boundary of its size', () => {
    assert.equal(placed(spaceOf(['10.0.0.0/16'], ['10.0.0.0/28', '10.0.0.40/29'])), '10.0.0.64/27');
    assert.equal(
      placed(spaceOf(['10.0.0.0/16'], ['10.0.0.0/28', '10.0.0.40/29']), 'smallest').slice(0, 12),
      '10.0.0.16/28',
    );
  });

  it('may lie in a further prefix of the virtual network', () => {
    assert.equal(placed(spaceOf(['10.0.0.0/24', '10.7.0.0/24'], ['10.0.0.0/24'])), '10.7.0.0/27');
  });

  it('is found among overlapping and nested blocks', () => {
    assert.equal(
      placed(spaceOf(['10.0.0.0/24'], ['10.0.0.0/25', '10.0.0.0/27', '10.0.0.64/26', '10.0.0.128/27'])),
      '10.0.0.160/27',
    );
  });

  it('says what there is where there is no room', () => {
    assert.equal(
      placed(spaceOf(['10.0.0.0/27'], ['10.0.0.0/29'])),
      '10.0.0.0/27 has no room for a /27. The largest free block is 10.0.0.16/28, which is enough for the units now; ask for a /28.',
    );
    assert.match(
      placed(spaceOf(['10.0.0.0/28'], ['10.0.0.0/29'])),
      /is 10\.0\.0\.8\/29, and the smallest subnet that is enough is a \/28/,
    );
    assert.match(placed(spaceOf(['10.0.0.0/28'], ['10.0.0.0/28'])), /everything in it is taken/);
  });

  it('tells that a smaller block was asked for than is recommended, and refuses what does not do', () => {
    assert.match(
      placed(spaceOf(['10.0.0.0/24']), 28),
      /^10\.0\.0\.0\/28 A \/28 is smaller than the recommended \/27: it has room/,
    );
    assert.match(placed(spaceOf(['10.0.0.0/24']), 29), /^A \/29 does not do: the subnet is from \/28/);
    assert.match(placed(spaceOf(['10.0.0.0/24']), 7), /does not do/);
    assert.match(placed(spaceOf(['10.0.0.0/24']), 27.5), /does not do/);
  });

  it('is what brute force finds', () => {
    const blocks = fc.array(fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 24, max: 32 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(blocks, fc.integer({ min: 24, max: 29 }), (pairs, length) => {
        const used = pairs.map(([address, size]) => `10.0.0.${address - (address % 2 ** (32 - size))}/${size}`);
        const space = spaceOf(['10.0.0.0/24'], used);
        const taken = new Set(
          space.used.flatMap(({ prefix }) =>
            Array.from({ length: prefix.end - prefix.start }, (_, i) => prefix.start + i),
          ),
        );
        const size = 2 ** (32 - length);
        const base = space.prefixes[0]!.start;
        let expected: number | undefined;
        for (let at = base; at < base + 256 && expected === undefined; at += size) {
          if (Array.from({ length: size }, (_, i) => at + i).every(address => !taken.has(address))) expected = at;
        }
        assert.equal(firstFreeBlock(freeAddresses(space), length)?.start, expected);
      }),
      { numRuns: 200 },
    );
  });

  it('takes little work among thousands of subnets', () => {
    const used = Array.from({ length: 3000 }, (_, i) => `10.${Math.floor(i / 256)}.${i % 256}.0/24`);
    assert.equal(placed(spaceOf(['10.0.0.0/8'], used)), '10.11.184.0/27');
    assert.equal(largestFreeBlock(intervalSet([[0, 2 ** 32]] as const))?.length, 8);
  });

  const wrong: readonly (readonly [string, readonly string[], readonly string[], RegExp])[] = [
    [
      'host bits',
      ['10.0.0.5/16'],
      [],
      /'10\.0\.0\.5\/16' is not an address space: it names an address inside the prefix.*10\.0\.0\.0\/16/,
    ],
    ['IPv6', ['fd00::/48'], [], /API Management takes IPv4 addresses/],
    ['words', ['ten'], [], /write an IPv4 prefix such as 10\.0\.0\.0\/16/],
    ['a space that is too small', ['10.0.0.0/30'], [], /its prefix length is from 8 to 29/],
    ['a space that is forbidden', ['169.254.0.0/16'], [], /no virtual network may use addresses of 169\.254\.0\.0\/16/],
    ['a used prefix with host bits', ['10.0.0.0/16'], ['10.0.0.1/24'], /is not a used prefix/],
  ];
  for (const [name, prefixes, used, expected] of wrong)
    it(`is not looked for in ${name}`, () => {
      const answer = spaceFromTexts(prefixes, used);
      assert.ok(!answer.ok);
      assert.match(answer.problem, expected);
    });

  it('mentions a used prefix that lies elsewhere', () => {
    assert.match(placed(spaceOf(['10.0.0.0/16'], ['10.9.0.0/24', '10.1.0.0/24'])), /'10\.9\.0\.0\/24' lies outside/);
  });
});

describe('a block of the user’s choice', () => {
  const space = spaceOf(['10.0.0.0/16'], ['10.0.0.0/24']);
  const check = (text: string, where?: AddressSpace) => {
    const answer = checkBlock(plan, text, where);
    return answer.ok ? formatPrefix(answer.value.block) : answer.problem;
  };
  it('is taken where it is free and large enough', () => assert.equal(check('10.0.1.0/27', space), '10.0.1.0/27'));
  it('is taken where no space is known', () => assert.equal(check('10.0.0.0/27'), '10.0.0.0/27'));
  it('is refused where it is used', () =>
    assert.match(check('10.0.0.32/27', space), /is not free: 10\.0\.0\.0\/24 is taken/));
  it('is refused outside the space', () =>
    assert.match(check('10.1.0.0/27', space), /lies outside the address space 10\.0\.0\.0\/16/));
  it('is refused where it is too small', () => assert.match(check('10.0.1.0/29', space), /does not do/));
  it('is refused with host bits', () =>
    assert.match(check('10.0.1.1/27', space), /it names an address inside the prefix/));
});

describe('the virtual networks of a file', () => {
  const network = (more: string) => `resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-hub'
  properties: {
    addressSpace: { addressPrefixes: [ '10.0.0.0/16', 'fd00::/48' ] }
    subnets: [
      { name: 'web', properties: { addressPrefix: '10.0.0.0/24' } }
      ${more}
    ]
  }
}
`;
  const found = (text: string) => spacesIn(viewOfText(text, {}, 'network.bicep').network);

  it('are read with what is taken', () => {
    const [choice] = found(network(''));
    assert.ok(choice?.space.ok);
    assert.deepEqual(choice.space.value.prefixes.map(formatPrefix), ['10.0.0.0/16']);
    assert.equal(placed(choice.space.value), '10.0.1.0/27');
  });

  it('are told to have subnets whose addresses are not known', () => {
    const [choice] = found(
      `param prefix string\n${network("{ name: 'data', properties: { addressPrefix: prefix } }")}`,
    );
    assert.ok(choice?.space.ok);
    assert.match(
      placed(choice.space.value),
      /^10\.0\.1\.0\/27 The addresses of 'data' are not known here: they may lie in the block\.$/,
    );
  });

  it('have no room that could be told where the address space is not known', () => {
    const [choice] = found(`param space string\n${network('').replace("'10.0.0.0/16'", 'space')}`);
    assert.ok(choice?.space.ok === false);
    assert.match(choice.space.problem, /^The address space of 'vnet-hub' is not known/);
  });

  it('are none where a file only refers to one', () => {
    assert.deepEqual(
      found("resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {\n  name: 'x'\n}\n"),
      [],
    );
  });
});

describe('the picture of an address space', () => {
  const space = spaceOf(['10.0.0.0/24'], ['10.0.0.0/26', '10.0.0.32/27', '10.0.0.128/27']);
  const block = {
    name: 'snet-apim',
    prefix: { family: 4, start: 167772224, end: 167772256, length: 27, hostBits: false },
  } as const;

  it('is a bar with a line for each part', () => {
    const lines = pictureLines(pictureOf(space, block), { new: '#', used: '=', free: '.' });
    assert.equal(
      lines.join('\n'),
      `10.0.0.0/24, 256 addresses
[================########........========........................]
= 10.0.0.0/26              64  used
# 10.0.0.64/27             32  snet-apim (new)
. 10.0.0.96/27             32  free
= 10.0.0.128/27            32  used
. 10.0.0.160 – 10.0.0.255  96  free`,
    );
  });

  it('shows a small block in a large space, and the neighbours of many', () => {
    const used = Array.from({ length: 200 }, (_, i) => `10.0.${i}.0/25`);
    const lines = pictureLines(
      pictureOf(spaceOf(['10.0.0.0/8'], used), {
        ...block,
        prefix: { ...block.prefix, start: 167785600, end: 167785632 },
      }),
      {
        new: '#',
        used: '=',
        free: '.',
      },
    );
    assert.match(lines[1]!, /^\[#\.+\]$/);
    assert.equal(lines.length, 15);
    assert.ok(lines.some(line => line.startsWith('# 10.0.52.128/27')));
    assert.match(lines.at(-1)!, /^ {2}and \d+ more$/);
  });

  it('is a drawing whose names cannot break out', () => {
    const svg = addressSvg(pictureOf(space, { ...block, name: '<script>&"\u0000' }), 'a "title"');
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /);
    assert.ok(svg.includes('&lt;script&gt;&amp;&quot;\ufffd'));
    for (const part of ['<script', '\u0000', 'href', 'url(']) assert.ok(!svg.includes(part), part);
  });
});
