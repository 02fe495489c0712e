import assert from 'node:assert/strict';
import type { NamesRequest } from '../../../server/src/generate/hosts/host-entries.ts';
import { generateNames, type NamesForm, type NamesOptions } from '../../../server/src/generate/names.ts';

const request: NamesRequest = {
  serviceName: 'Contoso',
  cloud: 'public',
  profile: 'premium-v2-injection',
  address: '10.0.0.5',
  customHosts: [{ endpoint: 'gateway', host: '*.api.contoso.com' }],
};

function textOf(form: NamesForm, options: Partial<NamesOptions> = {}): string {
  const generated = generateNames(request, { form, ...options });
  return generated.ok ? generated.text : assert.fail(generated.problems.join('\n'));
}

function problemsOf(form: NamesForm, options: Partial<NamesOptions>): readonly string[] {
  const generated = generateNames(request, { form, ...options });
  return generated.ok ? [] : generated.problems;
}

describe('DNS records', () => {
  it('are A records for BIND, one zone for each name', () => {
    assert.equal(
      textOf('bind'),
      `; Names of API Management contoso in its virtual network.
; One zone for each name, so that other names of the same domain are still found. In named.conf:
;   zone "contoso.azure-api.net" { type primary; file "apim-contoso.zone"; };
;   zone "api.contoso.com" { type primary; file "apim-contoso.zone"; };

$TTL 300
@ IN SOA localhost. hostmaster.localhost. 1 3600 600 86400 300
@ IN NS localhost.
contoso.azure-api.net. IN A 10.0.0.5
*.api.contoso.com.     IN A 10.0.0.5
`,
    );
  });

  it('are lines for dnsmasq', () => {
    assert.equal(
      textOf('dnsmasq', { ttl: 60 }),
      `# Names of API Management contoso in its virtual network.
host-record=contoso.azure-api.net,10.0.0.5,60
address=/api.contoso.com/10.0.0.5
`,
    );
  });

  it('are commands for a DNS server on Windows', () => {
    const text = textOf('windows-dns');
    assert.match(text, /^ {2}@\{ Zone = 'contoso\.azure-api\.net'; Name = '@'; Address = '10\.0\.0\.5' \}$/m);
    assert.match(text, /^ {2}@\{ Zone = 'api\.contoso\.com'; Name = '\*'; Address = '10\.0\.0\.5' \}$/m);
    assert.match(text, /-TimeToLive \(\[TimeSpan\]::FromSeconds\(300\)\)$/m);
  });

  it('are commands of the Azure CLI, which ask for what is not known', () => {
    assert.equal(
      textOf('cli', { ttl: 3600 }),
      `# Names of API Management contoso in its virtual network.
# One zone for each name: a zone for the whole domain would hide the names of all other services.

set -e
: "\${RESOURCE_GROUP:?Set RESOURCE_GROUP to the resource group of the private DNS zones}"
: "\${VIRTUAL_NETWORK_ID:?Set VIRTUAL_NETWORK_ID to the id of the virtual network that is to find the names}"

# contoso.azure-api.net
az network private-dns zone create \\
  --resource-group "$RESOURCE_GROUP" \\
  --name contoso.azure-api.net

az network private-dns record-set a create \\
  --resource-group "$RESOURCE_GROUP" \\
  --zone-name contoso.azure-api.net \\
  --name @ \\
  --ttl 3600

az network private-dns record-set a add-record \\
  --resource-group "$RESOURCE_GROUP" \\
  --zone-name contoso.azure-api.net \\
  --record-set-name @ \\
  --ipv4-address 10.0.0.5

az network private-dns link vnet create \\
  --resource-group "$RESOURCE_GROUP" \\
  --zone-name contoso.azure-api.net \\
  --name link \\
  --virtual-network "$VIRTUAL_NETWORK_ID" \\
  --registration-enabled false

# api.contoso.com
az network private-dns zone create \\
  --resource-group "$RESOURCE_GROUP" \\
  --name api.contoso.com

az network private-dns record-set a create \\
  --resource-group "$RESOURCE_GROUP" \\
  --zone-name api.contoso.com \\
  --name '*' \\
  --ttl 3600

az network private-dns record-set a add-record \\
  --resource-group "$RESOURCE_GROUP" \\
  --zone-name api.contoso.com \\
  --record-set-name '*' \\
  --ipv4-address 10.0.0.5

az network private-dns link vnet create \\
  --resource-group "$RESOURCE_GROUP" \\
  --zone-name api.contoso.com \\
  --name link \\
  --virtual-network "$VIRTUAL_NETWORK_ID" \\
  --registration-enabled false
`,
    );
  });

  it('name the links after the networks', () => {
    const group = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks';
    const other = '/subscriptions/s/resourceGroups/h/providers/Microsoft.Network/virtualNetworks';
    const text = textOf('cli', { virtualNetworks: [`${group}/hub`, `${other}/Hub`] });
    assert.match(text, /--name link-hub \\\n {2}--virtual-network \/subscriptions\/s\/resourceGroups\/g\//);
    assert.match(text, /--name link-Hub-2 \\/);
    assert.doesNotMatch(text, /VIRTUAL_NETWORK_ID/);
  });

  for (const [form, options, problem] of [
    ['bicep', { virtualNetworks: ['hub'] }, /'hub' is no id of a virtual network: \/subscriptions\//],
    ['bind', { ttl: 0 }, /A time to live of 0 seconds is not possible: a whole number from 1 to 2147483647/],
    ['bind', { ttl: 1.5 }, /1\.5 seconds/],
    ['bind', { remove: true }, /can be taken out in the forms hosts, powershell, sh only/],
    ['hosts', { remove: true }, /out of the text of a hosts file, and none is given/],
    ['sh', { oldText: '' }, /Only the form hosts goes into the text/],
  ] as const) {
    it(`say what is allowed: ${problem.source.slice(0, 50)}`, () => {
      const found = problemsOf(form, options);
      assert.equal(found.length, 1);
      assert.match(found[0]!, problem);
    });
  }

  it('tell which names a hosts file cannot have', () => {
    const generated = generateNames(request, { form: 'hosts', oldText: '127.0.0.1 localhost\r\n' });
    assert.deepEqual(generated.ok && [generated.text, generated.notes], [
      '127.0.0.1 localhost\r\n\r\n# BEGIN API Management contoso\r\n10.0.0.5 contoso.azure-api.net\r\n# END API Management contoso\r\n',
      ['A hosts file has no wildcards, so these are left out: *.api.contoso.com.'],
    ]);
  });
});
