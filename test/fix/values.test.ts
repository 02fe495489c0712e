import assert from 'node:assert/strict';
import type { Origin } from '../../server/src/base/origin.ts';
import type { Span } from '../../server/src/base/span.ts';
import { editText } from '../../server/src/fix/apply.ts';
import { type FixValue, idOf, type NewResource } from '../../server/src/fix/tree-edit.ts';
import { at, edited, outcomeOf } from './support.ts';

function set(text: string, words: string, value: FixValue): string {
  return edited(text, { kind: 'set-value', at: at(text, words), value });
}

/** The place of the last character of some words. */
function lastOf(text: string, words: string): Span {
  const place = at(text, words);
  return { ...place, start: place.end - 1 };
}

function computed(why: string): string {
  return `{It is not changed here, because ${why}.}`;
}

const template = (body: string) => `{ "$schema": "deploymentTemplate.json#", "resources": [], ${body} }`;

describe('a value that is set', () => {
  it('is written where it stands, in the quotes of its language', () => {
    assert.equal(set('{ "a": "Udb" }', 'Udb', 'Udp'), '{ "a": "Udp" }');
    assert.equal(set("var a = 'Udb'\n", 'Udb', "U'p"), "var a = 'U\\'p'\n");
    assert.equal(set('{ "a": 100, "b": "100" }', '100', 110), '{ "a": 110, "b": "100" }');
  });

  it('stays a text where a number was written as one', () => {
    assert.equal(set('{ "a": 100, "b": "100" }', '"100"', 110), '{ "a": 100, "b": "110" }');
  });

  it('is written in a variable that is read once', () => {
    const bicep = "var p = '22'\noutput x string = p\n";
    assert.equal(
      edited(bicep, { kind: 'set-value', at: lastOf(bicep, 'string = p'), value: '443' }),
      bicep.replace('22', '443'),
    );
    const text = template(
      '"variables": { "p": { "q": "22" } }, "outputs": { "x": { "value": "[variables(\'P\').q]" } }',
    );
    assert.equal(set(text, "[variables('P').q]", '443'), text.replace('22', '443'));
  });

  it('is withheld from a variable that is read elsewhere too', () => {
    const text = "var p = '22'\noutput x string = p\noutput y string = '${p}'\n";
    assert.equal(
      edited(text, { kind: 'set-value', at: lastOf(text, 'x string = p'), value: '443' }),
      computed("'p' is read in other places too"),
    );
    assert.equal(set(text, "'22'", '443'), computed("variable 'p' is read in 2 places"));
    const json = template(
      '"variables": { "p": "22" }, "outputs": { "x": "[variables(\'p\')]", "y": "[concat(variables(\'p\'))]" }',
    );
    assert.equal(set(json, '"22"', '443'), computed("variable 'p' is read in 2 places"));
  });

  it('is withheld in a text that PowerShell made of a list', () => {
    const text = '{ "Name": "nsg", "SecurityRules": [{ "Name": "a", "DestinationPortRange": "22 443-80" }] }';
    assert.equal(set(text, '443-80', '80-443'), computed('several values stand in this one text'));
    assert.equal(
      set(text.replace('Dest', 'dest'), '22 443-80', '22'),
      text.replace('Dest', 'dest').replace(' 443-80', ''),
    );
  });

  it('is written in one member of a variable whose other members are read too', () => {
    const text = "var p = { a: '1', b: '2' }\noutput x string = p.a\noutput y string = p.b\n";
    assert.equal(set(text, 'p.b', '3'), text.replace("'2'", "'3'"));
  });

  it('says so where it is the default of a parameter, and is for review then', () => {
    const text = "param p string = '22'\noutput x string = p\n";
    const outcome = outcomeOf(text, {
      title: 'Write 443',
      safety: 'safe',
      edits: [{ kind: 'set-value', at: at(text, "'22'"), value: '443' }],
    });
    assert.ok(outcome.ok);
    assert.deepEqual([outcome.title, outcome.safety], ["Write 443, in the default of parameter 'p'", 'review']);
  });

  it('is written in the entry of the list that a loop runs over', () => {
    const text =
      "var ports = [\n  { port: '22' }\n  { port: '80' }\n]\noutput all array = [for entry in ports: { p: entry.port }]\n";
    const use = at(text, 'entry.port');
    const origin: Origin = { span: use, via: 'loop-item', from: [leaf(at(text, "'80'"))] };
    assert.equal(edited(text, { kind: 'set-value', at: origin, value: '443' }), text.replace("'80'", "'443'"));
  });

  it('is withheld in the bodies of loops, lambdas and functions, and where it is computed', () => {
    const loop = "output all array = [for i in range(0, 2): { p: '22' }]\n";
    assert.equal(set(loop, "'22'", '443'), computed('a loop makes several entries of this text'));
    const lambda = "output all array = map([1], i => '22')\n";
    assert.equal(set(lambda, "'22'", '443'), computed('a lambda computes several values with this text'));
    const copies = template('"x": { "type": "a/b", "copy": { "name": "c", "count": 2 }, "p": "22" }');
    assert.equal(set(copies, '"22"', '443'), computed('a loop makes several resources of this text'));
    assert.equal(set("output x string = '${1}'\n", "'${1}'", '443'), computed('it is computed'));
    assert.equal(set(template('"x": "[concat(\'a\')]"'), '"[concat(\'a\')]"', '443'), computed('it is computed'));
  });

  it('is what a nested template is given, and not its default', () => {
    const text = `{ "$schema": "deploymentTemplate.json#", "resources": [ {
  "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "d",
  "properties": {
    "expressionEvaluationOptions": { "scope": "inner" },
    "parameters": { "p": { "value": "22" } },
    "template": { "parameters": { "p": { "defaultValue": "80" } }, "resources": [], "outputs": { "x": "[parameters('p')]" } }
  } } ] }`;
    assert.equal(set(text, "[parameters('p')]", '443'), text.replace('"22"', '"443"'));
  });

  it('is refused in another file, and in one with syntax errors', () => {
    const elsewhere: Span = { file: 'file:///other', start: 0, end: 1 };
    assert.equal(
      edited('{ "a": 1 }', { kind: 'set-value', at: elsewhere, value: 2 }),
      computed('it is written in a file that fixes do not change'),
    );
    assert.equal(
      set('{ "a": 1, }, }', '1', 2),
      '{The file has syntax errors, and is not changed before they are put right.}',
    );
  });

  it('is refused together with another that touches it', () => {
    const text = '{ "a": [1] }';
    const outcome = edited(
      text,
      { kind: 'set-value', at: at(text, '[1]'), value: [] },
      { kind: 'set-value', at: at(text, '1'), value: 2 },
    );
    assert.equal(outcome, '{Its changes touch each other.}');
  });
});

function leaf(span: Span): Origin {
  return { span, via: 'literal', from: [] };
}

describe('a property', () => {
  const json = '{\n  "type": "a/b",\n  "apiVersion": "1",\n  "name": "n",\n  "properties": {\n    "x": 1\n  }\n}';
  const whole = { file: 'file:///workspace/file', start: 0, end: json.length };

  it('is set, in a level that is made where it is missing', () => {
    const twice = edited(
      json,
      { kind: 'set-property', object: whole, path: ['properties', 'y', 'z'], value: true },
      { kind: 'set-property', object: whole, path: ['properties', 'y', 'w'], value: 'a' },
    );
    assert.match(twice, /"x": 1,\n {4}"y": \{\n {6}"z": true,\n {6}"w": "a"\n {4}\}\n/);
    assert.match(edited(json, { kind: 'set-property', object: whole, path: ['Properties', 'X'], value: 2 }), /"x": 2/);
  });

  it('stands where the members of a resource usually stand', () => {
    assert.match(
      edited(json, { kind: 'set-property', object: whole, path: ['zones'], value: ['1'] }),
      /"name": "n",\n {2}"zones": \["1"\],\n {2}"properties"/,
    );
  });

  it('stands where a neighbour has it', () => {
    const text = 'var a = [\n  {\n    one: 1\n    two: 2\n    three: 3\n  }\n  {\n    one: 1\n    three: 3\n  }\n]\n';
    const second = at(text, '{\n    one: 1\n    three: 3\n  }');
    assert.equal(
      edited(text, { kind: 'set-property', object: second, path: ['two'], value: 2 }),
      text.replace('one: 1\n    three', 'one: 1\n    two: 2\n    three'),
    );
  });

  it('is removed and renamed, in the case that its name has', () => {
    const text = '{ "DestinationPortRange": "1", "b": 2 }';
    const object = { file: 'file:///workspace/file', start: 0, end: text.length };
    assert.equal(edited(text, { kind: 'remove-property', object, path: ['destinationPortRange'] }), '{ "b": 2 }');
    assert.equal(
      edited(text, { kind: 'rename-property', object, path: ['destinationPortRange'], name: 'destinationPortRanges' }),
      '{ "DestinationPortRanges": "1", "b": 2 }',
    );
  });

  it('is not added to an object whose members are computed', () => {
    const text = 'param more object\nvar a = {\n  x: 1\n  ...more\n}\n';
    const object = at(text, '{\n  x: 1\n  ...more\n}');
    assert.equal(
      edited(text, { kind: 'set-property', object, path: ['y'], value: 1 }),
      computed('some of its properties are computed'),
    );
  });
});

describe('a resource that is added', () => {
  const nsg: NewResource = {
    type: 'Microsoft.Network/networkSecurityGroups',
    apiVersion: '2023-09-01',
    symbol: 'nsg',
    name: 'nsg-apim',
    body: { properties: { securityRules: [] } },
  };

  it('stands beside its neighbour, and is named by its id, in Bicep', () => {
    const text = "var nsg = 1\nresource subnet 'a/b@1' = {\n  name: 's'\n  location: place\n}\n";
    const resource = at(text, "resource subnet 'a/b@1' = {\n  name: 's'\n  location: place\n}");
    const object = at(text, "{\n  name: 's'\n  location: place\n}");
    assert.equal(
      edited(
        text,
        { kind: 'add-resource', beside: resource, resource: nsg },
        { kind: 'set-property', object, path: ['properties', 'group'], value: { id: idOf(nsg) } },
      ),
      `var nsg = 1
resource subnet 'a/b@1' = {
  name: 's'
  location: place
  properties: {
    group: {
      id: nsg2.id
    }
  }
}

resource nsg2 'Microsoft.Network/networkSecurityGroups@2023-09-01' = {
  name: 'nsg-apim'
  location: place
  properties: {
    securityRules: []
  }
}
`,
    );
  });

  it('is waited for in ARM JSON', () => {
    const text = `{
  "$schema": "deploymentTemplate.json#",
  "resources": [
    {
      "type": "a/b",
      "apiVersion": "1",
      "name": "s",
      "location": "[resourceGroup().location]",
      "properties": {}
    }
  ]
}
`;
    const object = { ...at(text, '{\n      "type"'), end: text.indexOf('    }\n  ]') + 5 };
    const result = edited(
      text,
      { kind: 'add-resource', beside: object, resource: nsg },
      { kind: 'set-property', object, path: ['properties', 'group'], value: { id: idOf(nsg) } },
    );
    const [subnet, added] = JSON.parse(result).resources;
    const id = "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-apim')]";
    assert.deepEqual(subnet.dependsOn, [id]);
    assert.deepEqual(subnet.properties, { group: { id } });
    assert.deepEqual(Object.keys(subnet).slice(3), ['location', 'dependsOn', 'properties']);
    assert.equal(added.location, '[resourceGroup().location]');
  });

  it('cannot be added to an export', () => {
    const text = '[ { "id": "/x", "name": "s" } ]';
    assert.equal(
      edited(text, { kind: 'add-resource', beside: at(text, '{ "id": "/x", "name": "s" }'), resource: nsg }),
      computed('the file is an export, and not a template'),
    );
  });
});

describe('a comment', () => {
  it('stands above the line, as far in as that', () => {
    const text = 'var a = {\n  b: 1\n}\n';
    assert.equal(
      edited(text, { kind: 'insert-comment', above: at(text, '1'), text: 'x' }),
      'var a = {\n  // x\n  b: 1\n}\n',
    );
  });

  it('is not written into a text of several lines', () => {
    const text = "var a = '''\nb\n'''\nvar c = 1\n";
    assert.equal(
      edited(text, { kind: 'insert-comment', above: at(text, 'b'), text: 'x' }),
      computed('its line begins within a text'),
    );
  });

  it('goes behind a byte order mark', () => {
    const text = '\ufeffvar a = 1\r\n';
    const outcome = outcomeOf(text, {
      title: 'x',
      safety: 'safe',
      edits: [{ kind: 'insert-comment', above: at(text, 'var'), text: 'x' }],
    });
    assert.ok(outcome.ok);
    assert.equal(editText(text, outcome.changes[0]!.edits), '\ufeff// x\r\nvar a = 1\r\n');
  });
});
