/** The same network in every shape gives the same model. */
import assert from 'node:assert/strict';
import { modelLines } from '../support/model.ts';
import { atDefaultDepth, type GroupSpec, groupsWithoutContent, ruleListShapes, shapes } from '../support/shapes.ts';
import { shortFindings, viewOfText } from '../support/view.ts';

const group: GroupSpec = {
  name: 'nsg-gateway',
  rules: [
    {
      name: 'AllowManagement',
      priority: 100,
      direction: 'Inbound',
      access: 'Allow',
      protocol: 'Tcp',
      source: 'ApiManagement',
      destination: 'VirtualNetwork',
      ports: ['3443'],
    },
    {
      name: 'AllowCache',
      priority: 110,
      direction: 'Inbound',
      access: 'Allow',
      protocol: '*',
      source: '10.0.0.0/16',
      sourcePorts: ['1024-49151', '49152-65535'],
      destination: '*',
      ports: ['6381-6383', '4290'],
    },
    {
      name: 'DenyMail',
      priority: 100,
      direction: 'Outbound',
      access: 'Deny',
      protocol: 'Udp',
      source: 'VirtualNetwork',
      destination: 'Internet',
      ports: ['25'],
    },
  ],
};

const rules = [
  '  AllowManagement Inbound 100 Allow Tcp ApiManagement:* > VirtualNetwork:3443',
  '  AllowCache Inbound 110 Allow * 10.0.0.0/16:1024-49151,49152-65535 > *:6381-6383,4290',
  '  DenyMail Outbound 100 Deny Udp VirtualNetwork:* > Internet:25',
];

/** Things that make a text look different and mean the same. */
const disguises: Readonly<Record<string, (text: string) => string>> = {
  'a byte order mark and CRLF': text => `\ufeff${text.replaceAll('\n', '\r\n')}`,
  'trailing commas': text => text.replace(/([}\]"\w])\n(\s*[}\]])/g, '$1,\n$2'),
  'comments everywhere': text => text.replace(/\n/g, ' // note\n/* { */ '),
  'keys in capitals': text => text.replace(/"(\w+)":/g, (_, key: string) => `"${key.toUpperCase()}":`),
  'keys in small letters': text => text.replace(/"(\w+)":/g, (_, key: string) => `"${key.toLowerCase()}":`),
  'no line ends': text => JSON.stringify(JSON.parse(text)),
  'types in capitals': text => text.replace(/"Microsoft\.Network\/[\w/]+"/g, type => type.toUpperCase()),
  'words in small letters': text =>
    text.replace(/"(Inbound|Outbound|Allow|Deny|TCP|Tcp|UDP|Udp|ApiManagement|VirtualNetwork|Internet)"/g, word =>
      word.toLowerCase(),
    ),
  'empty values for what is not set': text =>
    text.replace(
      /("priority": \d+,)/gi,
      '$1 "description": "", "sourceAddressPrefixes": [], "destinationApplicationSecurityGroups": [],',
    ),
};

function lines(text: string) {
  return modelLines(viewOfText(text).network);
}

describe('shapes of one security group', () => {
  for (const [shape, write] of Object.entries(shapes)) {
    it(`${shape}: the model`, () => {
      assert.deepEqual(lines(write(group)), ['group nsg-gateway', ...rules]);
    });

    it(`${shape}: no findings of its own`, () => {
      const general = shortFindings(viewOfText(write(group))).filter(finding => !finding.includes('flow-'));
      assert.deepEqual(general, []);
    });

    for (const [what, change] of Object.entries(disguises)) {
      it(`${shape}: the model with ${what}`, () => {
        assert.deepEqual(lines(change(write(group))), ['group nsg-gateway', ...rules]);
      });
    }

    if (!ruleListShapes.has(shape)) {
      it(`${shape}: a group without rules`, () => {
        assert.deepEqual(lines(write({ ...group, rules: [] })), ['group nsg-gateway']);
      });
    }
  }

  it('PowerShell without -Depth: lists that have become texts', () => {
    assert.deepEqual(lines(atDefaultDepth(group)), ['group nsg-gateway', ...rules]);
    assert.deepEqual(shortFindings(viewOfText(atDefaultDepth(group))), []);
  });

  it('a list in one text is a mistake where people write rules', () => {
    const text = shapes['REST answer']!(group).replace('"3443"', '"3443 443"');
    assert.deepEqual(
      shortFindings(viewOfText(text)).map(finding => finding.split(' ')[1]),
      ['invalid-port'],
    );
  });

  for (const [shape, write] of Object.entries(groupsWithoutContent)) {
    it(`${shape}: a group whose rules are not told is not one without rules`, () => {
      const apim = { ...group, name: 'nsg-apim' };
      assert.deepEqual(lines(write(apim)), ['group nsg-apim incomplete']);
      assert.deepEqual(shortFindings(viewOfText(write(apim))), []);
    });
  }

  it('a single rule says that there may be others', () => {
    const [rule] = JSON.parse(shapes['az network nsg rule list']!(group)) as unknown[];
    assert.deepEqual(lines(JSON.stringify(rule)), ['group nsg-gateway incomplete', rules[0]]);
  });

  it('rules of two groups in one list stay apart', () => {
    const write = shapes['az network nsg rule list']!;
    const other = { name: 'nsg-other', rules: group.rules.slice(0, 1) };
    const both = [...(JSON.parse(write(group)) as unknown[]), ...(JSON.parse(write(other)) as unknown[])];
    assert.deepEqual(lines(JSON.stringify(both)), ['group nsg-gateway', ...rules, 'group nsg-other', rules[0]]);
  });

  it('rules without ids, as in a file that a template loads', () => {
    const list = group.rules.map(({ name, priority, direction, access, protocol, source, destination, ports }) => ({
      name,
      properties: {
        priority,
        direction,
        access,
        protocol,
        sourceAddressPrefix: source,
        sourcePortRange: '*',
        destinationAddressPrefix: destination,
        destinationPortRanges: ports,
      },
    }));
    assert.deepEqual(lines(JSON.stringify(list)).slice(0, 2), ['group -', rules[0]]);
  });

  it('a rule that is not complete is still a rule of its list', () => {
    const list = [
      {
        name: 'a',
        priority: 100,
        direction: 'Inbound',
        access: 'Deny',
        protocol: '*',
        sourceAddressPrefix: '*',
        destinationAddressPrefix: '*',
        sourcePortRange: '*',
        destinationPortRange: '*',
      },
      {
        name: 'b',
        priority: 90,
        direction: 'Inbound',
        protocol: '*',
        sourceAddressPrefix: '*',
        destinationAddressPrefix: '*',
        sourcePortRange: '*',
        destinationPortRange: '*',
      },
    ];
    assert.deepEqual(lines(JSON.stringify(list)), [
      'group -',
      '  b Inbound 90 - * *:* > *:*',
      '  a Inbound 100 Deny * *:* > *:*',
    ]);
  });

  it('expressions in a piece of a template are no literals', () => {
    const text = JSON.stringify({
      type: 'Microsoft.Network/networkSecurityGroups',
      name: "[parameters('name')]",
      properties: { securityRules: "[variables('rules')]" },
    });
    assert.deepEqual(lines(text), ['group ? incomplete']);
  });
});

describe('shapes of a whole network', () => {
  const expected = [
    'group nsg-gateway',
    ...rules,
    'network vnet-hub dns none',
    'subnet snet-gateway 10.0.1.0/24 nsg nsg-gateway routes rt-gateway',
    'routes rt-gateway',
    'service contoso Premium 2 Internal in West Europe subnet snet-gateway and North Europe 1 snet-north',
  ];
  const id = (type: string, ...names: string[]) => {
    const [provider, ...segments] = type.split('/');
    return `/subscriptions/s/resourceGroups/rg/providers/${provider}/${segments.map((segment, i) => `${segment}/${names[i]}`).join('/')}`;
  };
  const groupId = id('Microsoft.Network/networkSecurityGroups', 'nsg-gateway');
  const routesId = id('Microsoft.Network/routeTables', 'rt-gateway');
  const subnetId = (name: string) => id('Microsoft.Network/virtualNetworks/subnets', 'vnet-hub', name);

  it('REST answers in one list', () => {
    const [nsg] = (JSON.parse(shapes['REST list']!(group)) as { value: unknown[] }).value;
    const list = [
      nsg,
      {
        type: 'Microsoft.Network/virtualNetworks',
        name: 'vnet-hub',
        id: id('Microsoft.Network/virtualNetworks', 'vnet-hub'),
        properties: {
          addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
          dhcpOptions: { dnsServers: [] },
          subnets: [
            {
              name: 'snet-gateway',
              id: subnetId('snet-gateway'),
              properties: {
                addressPrefix: '10.0.1.0/24',
                networkSecurityGroup: { id: groupId },
                routeTable: { id: routesId },
              },
            },
          ],
        },
      },
      { type: 'Microsoft.Network/routeTables', name: 'rt-gateway', id: routesId, properties: { routes: [] } },
      {
        type: 'Microsoft.ApiManagement/service',
        name: 'contoso',
        location: 'West Europe',
        sku: { name: 'Premium', capacity: 2 },
        properties: {
          virtualNetworkType: 'Internal',
          virtualNetworkConfiguration: { subnetResourceId: subnetId('snet-gateway') },
          additionalLocations: [
            {
              location: 'North Europe',
              sku: { name: 'Premium', capacity: 1 },
              virtualNetworkConfiguration: { subnetResourceId: subnetId('snet-north') },
            },
          ],
        },
      },
    ];
    assert.deepEqual(lines(JSON.stringify({ value: list })), expected);
    assert.deepEqual(lines(JSON.stringify(list)), expected);
    assert.deepEqual(lines(JSON.stringify({ data: list, count: 4 })), expected);
  });

  it('answers of the command line, flattened', () => {
    const nsg = JSON.parse(shapes['az network nsg show']!(group)) as unknown;
    const list = [
      nsg,
      {
        addressSpace: { addressPrefixes: ['10.0.0.0/16'], ipamPoolPrefixAllocations: null },
        dhcpOptions: null,
        id: id('Microsoft.Network/virtualNetworks', 'vnet-hub'),
        name: 'vnet-hub',
        resourceGroup: 'rg',
        subnets: [
          {
            name: 'snet-gateway',
            id: subnetId('snet-gateway'),
            addressPrefix: '10.0.1.0/24',
            addressPrefixes: null,
            networkSecurityGroup: { id: groupId, resourceGroup: 'rg' },
            routeTable: { id: routesId, resourceGroup: 'rg' },
          },
        ],
        type: 'Microsoft.Network/virtualNetworks',
      },
      {
        id: routesId,
        name: 'rt-gateway',
        disableBgpRoutePropagation: false,
        routes: [],
        type: 'Microsoft.Network/routeTables',
      },
      {
        id: id('Microsoft.ApiManagement/service', 'contoso'),
        name: 'contoso',
        location: 'West Europe',
        sku: { name: 'Premium', capacity: 2 },
        virtualNetworkType: 'Internal',
        virtualNetworkConfiguration: { subnetResourceId: subnetId('snet-gateway'), subnetname: null, vnetid: 'v' },
        additionalLocations: [
          {
            location: 'North Europe',
            sku: { name: 'Premium', capacity: 1 },
            virtualNetworkConfiguration: { subnetResourceId: subnetId('snet-north') },
          },
        ],
        type: 'Microsoft.ApiManagement/service',
      },
    ];
    assert.deepEqual(lines(JSON.stringify(list)), expected);
  });

  it('PowerShell objects', () => {
    const nsg = JSON.parse(shapes['PowerShell ConvertTo-Json']!(group)) as unknown;
    const list = [
      nsg,
      {
        AddressSpace: { AddressPrefixes: ['10.0.0.0/16'] },
        DhcpOptions: { DnsServers: [] },
        Subnets: [
          {
            Name: 'snet-gateway',
            Id: subnetId('snet-gateway'),
            AddressPrefix: ['10.0.1.0/24'],
            NetworkSecurityGroup: { Id: groupId },
            RouteTable: { Id: routesId },
          },
        ],
        Name: 'vnet-hub',
        Id: id('Microsoft.Network/virtualNetworks', 'vnet-hub'),
      },
      { Routes: [], DisableBgpRoutePropagation: false, Name: 'rt-gateway', Id: routesId },
      {
        Id: id('Microsoft.ApiManagement/service', 'contoso'),
        Name: 'contoso',
        Location: 'West Europe',
        Sku: 'Premium',
        Capacity: 2,
        VpnType: 'Internal',
        VirtualNetwork: { SubnetResourceId: subnetId('snet-gateway'), SubnetName: 'snet-gateway' },
        AdditionalRegions: [
          {
            Location: 'North Europe',
            Sku: 'Premium',
            Capacity: 1,
            VirtualNetwork: { SubnetResourceId: subnetId('snet-north') },
          },
        ],
      },
    ];
    assert.deepEqual(lines(JSON.stringify(list)), expected);
  });

  it('a template with ids by resourceId, by concat and by literal', () => {
    const nsg = JSON.parse(shapes['ARM template']!(group)) as { resources: unknown[] };
    const template = (nsgLink: string, subnetLink: string) => ({
      ...nsg,
      resources: [
        ...nsg.resources,
        {
          type: 'Microsoft.Network/virtualNetworks',
          name: 'vnet-hub',
          properties: {
            addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
            subnets: [
              {
                name: 'snet-gateway',
                properties: {
                  addressPrefix: '10.0.1.0/24',
                  networkSecurityGroup: { id: nsgLink },
                  routeTable: { id: "[resourceId('Microsoft.Network/routeTables', 'rt-gateway')]" },
                },
              },
            ],
          },
        },
        { type: 'Microsoft.Network/routeTables', name: 'rt-gateway', properties: { routes: [] } },
        {
          type: 'Microsoft.ApiManagement/service',
          name: 'contoso',
          location: 'West Europe',
          sku: { name: 'Premium', capacity: 2 },
          properties: {
            virtualNetworkType: 'Internal',
            virtualNetworkConfiguration: { subnetResourceId: subnetLink },
            additionalLocations: [
              {
                location: 'North Europe',
                sku: { name: 'Premium', capacity: 1 },
                virtualNetworkConfiguration: { subnetResourceId: subnetId('snet-north') },
              },
            ],
          },
        },
      ],
    });
    const links = [
      [
        "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-gateway')]",
        "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-hub', 'snet-gateway')]",
      ],
      [
        "[resourceId('rg', 'Microsoft.Network/networkSecurityGroups', 'NSG-Gateway')]",
        "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-hub/snet-gateway')]",
      ],
      [groupId, subnetId('snet-gateway')],
      [
        "[concat(resourceGroup().id, '/providers/Microsoft.Network/networkSecurityGroups/', 'nsg-gateway')]",
        "[concat(resourceGroup().id, '/providers/Microsoft.Network/virtualNetworks/', 'vnet-hub', '/subnets/', 'snet-gateway')]",
      ],
    ] as const;
    for (const [nsgLink, subnetLink] of links) {
      const view = viewOfText(JSON.stringify(template(nsgLink, subnetLink)));
      assert.deepEqual(modelLines(view.network), expected, nsgLink);
      assert.equal(view.targets[0]?.how, 'service', subnetLink);
      assert.equal(view.targets[0]?.group, view.network.securityGroups[0], subnetLink);
    }
  });
});

describe('names that are given twice', () => {
  for (const [what, first, second] of [
    ['in other letters', 'Name', 'name'],
    ['of other lengths, written out', '\u0130d', 'i\u0307d'],
    ['of other lengths, as escapes', '\\u0130d', 'i\\u0307d'],
  ] as const) {
    it(`are found ${what}`, () => {
      const text = `{"type": "Microsoft.Network/routeTables", "tags": {"${first}": "a", "other": "b", "${second}": "c"}}`;
      const { problems } = viewOfText(text).file.reading.template;
      assert.deepEqual(
        problems.map(({ rule, at }) => [rule, text.slice(at.start, at.end)]),
        [['duplicate-key', first]],
      );
    });
  }
});
