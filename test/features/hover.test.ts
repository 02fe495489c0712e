import assert from 'node:assert/strict';
import { hover } from '../../server/src/features/hover.ts';
import type { Settings } from '../../server/src/workspace/settings.ts';
import { viewOfText, withCursor } from '../support/view.ts';

/** Checks that the hover at `$0` covers the word there and says each piece; `undefined`: that there is none. */
function checkHover(marked: string, pieces: readonly string[] | undefined, settings: Partial<Settings> = {}): void {
  const { text, at } = withCursor(marked);
  for (const ends of ['\n', '\r\n']) {
    const view = viewOfText(
      text.replaceAll('\n', ends),
      settings,
      marked.startsWith('resource') ? 'a.bicep' : 'a.json',
    );
    const answer = hover(view, at);
    if (pieces === undefined) {
      assert.equal(answer, undefined);
      continue;
    }
    const said = answer === undefined ? '' : (answer.contents as { readonly value: string }).value;
    for (const piece of pieces) assert.ok(said.includes(piece), `${piece}\nis not in\n${said}`);
    const range = answer!.range!;
    assert.equal(range.start.line, at.line);
    assert.equal(range.end.line, at.line);
    assert.ok(range.start.character <= at.character && at.character <= range.end.character);
  }
}

/** A group of API Management with one rule, changed in one place. */
function group(change: Readonly<Record<string, unknown>>, directive = 'mode=Internal sku=Premium'): string {
  const properties = {
    priority: 100,
    direction: 'Inbound',
    access: 'Allow',
    protocol: 'Tcp',
    sourceAddressPrefix: 'ApiManagement',
    sourcePortRange: '*',
    destinationAddressPrefix: 'VirtualNetwork',
    destinationPortRange: '3443',
    ...change,
  };
  return `// apim-vnet: ${directive}
{ "type": "Microsoft.Network/networkSecurityGroups", "name": "nsg-gateway", "properties": { "securityRules": [
  { "name": "AllowManagement", "properties": ${JSON.stringify(properties, undefined, 4)} }
] } }`;
}

describe('hover', () => {
  it('on a port tells what API Management uses it for, from where, and what the group does', () => {
    checkHover(group({ destinationPortRange: '34$043' }), [
      'Port 3443',
      'TCP 3443 inbound from ApiManagement',
      'Required for deployment',
      'April 2026',
      "allowed** by 'AllowManagement' (priority 100)",
    ]);
  });

  it('on a port of an optional flow names the feature', () => {
    checkHover(group({ destinationPortRange: '$06391' }), ['6391', 'Optional', 'per-machine health monitoring']);
  });

  it('on a port that the texts disagree about says both', () => {
    checkHover(group({ destinationPortRange: '6380$0' }), ['6380', '10000']);
  });

  it('on a port that an older text has names that text', () => {
    checkHover(group({ direction: 'Outbound', destinationPortRange: '4$045' }), ['445', 'Git', 'November 2023']);
  });

  it('on a port that no text has says so, and nothing of rows for every port', () => {
    const { text, at } = withCursor(group({ destinationPortRange: '99$090' }));
    const said = (hover(viewOfText(text), at)!.contents as { readonly value: string }).value;
    assert.match(said, /9990/);
    assert.doesNotMatch(said, /every port/);
  });

  it('on a range lists the flows that it touches', () => {
    checkHover(group({ destinationPortRange: '6380-$06390' }), ['6381-6383', '6390', '6380']);
  });

  it('on an entry of a list of ports', () => {
    checkHover(group({ destinationPortRange: undefined, destinationPortRanges: ['443', '63$090'] }), ['Port 6390']);
  });

  it('on every port', () => {
    checkHover(group({ destinationPortRange: '*$0' }), ['0 to 65535']);
  });

  it('on a fixed source port warns', () => {
    checkHover(group({ sourcePortRange: '34$043' }), ['3443', 'source']);
  });

  it('on a service tag tells what it is and which flows have it', () => {
    checkHover(group({ sourceAddressPrefix: 'Api$0Management' }), ['ApiManagement', 'July 2025', 'TCP 3443 inbound']);
  });

  it('on a tag in other letters and with a region', () => {
    checkHover(group({ direction: 'Outbound', destinationAddressPrefix: 'stor$0age.westus' }), ['Storage.WestUS']);
  });

  it('on a tag of the classic model gives its name of today', () => {
    checkHover(group({ destinationAddressPrefix: 'VIRTUAL_$0NETWORK' }), ['VirtualNetwork', 'VIRTUAL_NETWORK']);
  });

  it('on a misspelled tag gives the near one', () => {
    checkHover(group({ sourceAddressPrefix: 'ApiManag$0ment' }), ['ApiManagment', 'ApiManagement']);
  });

  it('on a prefix counts its addresses', () => {
    checkHover(group({ sourceAddressPrefix: '10.0.0.0/$016' }), ['10.0.0.0/16', '65,536 addresses', 'private']);
    checkHover(group({ sourceAddressPrefix: '203.0.113.7$0' }), ['203.0.113.7/32', 'one address', 'public']);
    checkHover(group({ sourceAddressPrefix: '2001:db8::/$032' }), ['2001:db8::/32', '2^96']);
    checkHover(group({ sourceAddressPrefix: '168.63.$0129.16' }), ['AzureLoadBalancer']);
  });

  it('on an entry of a list of prefixes', () => {
    checkHover(group({ sourceAddressPrefix: undefined, sourceAddressPrefixes: ['10.0.0.0/8', '10.1.0$0.0/24'] }), [
      '10.1.0.0/24',
      '256 addresses',
    ]);
  });

  it('on a priority tells the neighbours and the flows that the rule decides', () => {
    const two = group({ priority: '1$000' }).replace(
      '\n] } }',
      ', { "name": "DenyAll", "properties": { "priority": 4096, "direction": "Inbound", "access": "Deny", "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*" } }\n] } }',
    );
    checkHover(two, ['Priority 100', "'DenyAll' (priority 4096)", 'TCP 3443 inbound from ApiManagement']);
  });

  it('on a protocol', () => {
    checkHover(group({ protocol: 'T$0cp' }), ['Tcp', '3443']);
  });

  it('in a group that is nobody’s speaks of today’s document', () => {
    checkHover(
      `{ "type": "Microsoft.Network/networkSecurityGroups", "name": "nsg-web", "properties": { "securityRules": [
  { "name": "Web", "properties": { "priority": 100, "direction": "Outbound", "destinationPortRange": "14$033" } } ] } }`,
      ['Port 1433', 'Sql'],
    );
  });

  it('on an expression says what is not known', () => {
    checkHover(
      `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [
  { "type": "Microsoft.Network/networkSecurityGroups", "name": "nsg-apim", "properties": { "securityRules": [
    { "name": "A", "properties": { "priority": 100, "direction": "Inbound", "sourceAddressPrefix": "[parameters('off$0ice')]" } } ] } } ] }`,
      ["parameter 'office'"],
    );
  });

  it('in Bicep', () => {
    checkHover(
      `resource nsg 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  properties: {
    securityRules: [
      { name: 'A', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: 'ApiManagement', sourcePortRange: '*', destinationAddressPrefix: 'VirtualNetwork', destinationPortRange: '34$043' } }
    ]
  }
}`,
      ['Port 3443', 'allowed'],
    );
  });

  it('on the profile of a directive', () => {
    checkHover(group({ direction: 'Outbound', destinationPortRange: '4$045' }, 'profile=vnet-2020-07'), [
      'TCP 445 outbound to Storage',
      'July 2020',
    ]);
  });

  it('on words of a directive tells what they mean', () => {
    const directive = (words: string) => group({}, words);
    checkHover(directive('mo$0de=Internal'), ['**mode**', '`External`, `Internal`']);
    checkHover(directive('profile=vnet-20$020-07'), ['`vnet-2020-07`', 'July 2020']);
    checkHover(directive('features=git,ra$0te-limit'), ['`git`', '`rate-limit`']);
    checkHover(directive('mode=Inte$0rnal'), undefined);
    checkHover(directive('mod$0=Internal'), undefined);
  });

  it('on words of metadata tells what they mean', () => {
    const metadata = (words: string) => group({}).replace('"name"', `"metadata": { "apimVnet": { ${words} } }, "name"`);
    checkHover(metadata('"profi$0le": "stv2-current"'), ['**profile**', '`stv2-current`']);
    checkHover(metadata('"profile": "stv2-$0current"'), ['`stv2-current`', 'April 2026']);
  });

  for (const [what, marked] of Object.entries({
    'a name': group({}).replace('"AllowManagement"', '"Allow$0Management"'),
    'a key': group({}).replace('"priority"', '"prio$0rity"'),
    'an access': group({ access: 'Al$0low' }),
    'a comment': group({}).replace('// apim', '// a$0pim'),
    'a port that is none': group({ destinationPortRange: '44$0x' }),
  })) {
    it(`on ${what} says nothing`, () => {
      checkHover(marked, undefined);
    });
  }

  it('is switched off with everything else', () => {
    checkHover(group({ destinationPortRange: '34$043' }), undefined, { enable: false });
  });

  it('says nothing outside the text', () => {
    const view = viewOfText(group({}));
    for (const line of [-1, 0, 10_000]) assert.equal(hover(view, { line, character: 10_000 }), undefined);
  });
});

describe('hover on functions', () => {
  /** A template with an expression that names its group. */
  const template = (name: string) => `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "variables": { "a": "x" },
  "resources": [{ "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "${name}" }]
}`;

  it('tells how they are called, behind escapes too', () => {
    checkHover(template("[concat('\\u00e4', t$0ake(variables('a'), 1))]"), [
      '`take(originalValue, numberToTake)`',
      '[Documentation](https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-',
    ]);
    checkHover(template("[con$0cat('a')]"), ['`concat(', '…)`']);
    checkHover(template("[LISTKEYS$0('a', '2023-01-01').keys[0].value]"), ['`list*(resourceName, [apiVersion]']);
    checkHover(template("[$0if(true(), 'a', 'b')]"), ['`if(condition, trueValue, falseValue)`']);
  });

  it('tells nothing beside their names, nor of what is no function', () => {
    for (const name of ["[take('$0a', 1)]", "[conc$0at2('a')]", "[a.con$0cat('a')]", 'con$0cat', "[[con$0cat('a')]"])
      checkHover(template(name), undefined);
  });
});
