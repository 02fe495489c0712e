import assert from 'node:assert/strict';
import { idOf } from '../../server/src/fix/tree-edit.ts';
import { at, edited } from './support.ts';

/** The value of `link` in the object at some words after it was given the id of what stands at others. */
function linked(text: string, target: string, object = 'user: {}'): string {
  const place = at(text, object.slice(object.indexOf('{')), text.slice(0, text.indexOf(object)).split('{}').length - 1);
  const result = edited(text, { kind: 'set-property', object: place, path: ['link'], value: idOf(at(text, target)) });
  return /"?link"?: (.*)/.exec(result)?.[1] ?? result;
}

const unnamed = '{It is not changed here, because a resource that it would name has no name that can be read.}';

describe('the id of a resource in Bicep', () => {
  const text = `param name string
resource network 'Microsoft.Network/virtualNetworks@2023-09-01' = {
  name: 'vnet'
  properties: {
    subnets: [
      { name: name, properties: {} }
      { properties: { prefix: 1 } }
    ]
    other: { name: 'x' }
  }
  resource child 'subnets' = {
    name: 'child'
  }
}
resource many 'a/b@1' = [for i in [1, 2]: {
  name: 'many'
}]
resource peering 'a/b/c@1' = {
  parent: network
  name: 'p'
  properties: {
    routes: [ { name: 'inner' } ]
  }
}
resource far 'a/b@1' = {
  scope: resourceGroup('other')
  name: 'far'
  properties: {
    routes: [ { name: 'there' } ]
  }
}
var use = {
  user: {}
}
`;

  it('is asked of its symbol, through the one it is nested in', () => {
    assert.equal(linked(text, "{\n  scope: resourceGroup('other')\n  name: 'far'"), 'far.id');
    assert.equal(linked(text, "{\n    name: 'child'\n  }"), 'network::child.id');
  });

  it('is put together for an entry of a list', () => {
    assert.equal(
      linked(text, '{ name: name, properties: {} }'),
      "resourceId('Microsoft.Network/virtualNetworks/subnets', network.name, name)",
    );
  });

  it('is not made up', () => {
    for (const place of [
      '{ properties: { prefix: 1 } }',
      "{ name: 'x' }",
      "{\n  name: 'many'\n}",
      "{ name: 'inner' }",
      "{ name: 'there' }",
    ])
      assert.equal(linked(text, place), unnamed, place);
  });
});

describe('the id of a resource in ARM JSON', () => {
  const text = `{
  "$schema": "deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Network/virtualNetworks",
      "apiVersion": "1",
      "name": "[parameters('network')]",
      "properties": {
        "subnets": [
          { "name": "[concat('a', 'b')]", "properties": {} },
          { "name": "it's" }
        ]
      },
      "resources": [
        { "type": "subnets", "apiVersion": "1", "name": "child" }
      ]
    },
    { "type": "a/b", "apiVersion": "1", "name": "user", "user": {}, "dependsOn": [ "[resourceId( 'Microsoft.Network/virtualNetworks',parameters('network'))]" ] }
  ]
}
`;
  const of = (target: string) => linked(text, target, '"user": {}');

  it('has the names of all that it is in', () => {
    const ids = {
      [`{ "name": "[concat('a', 'b')]", "properties": {} }`]: "parameters('network'), concat('a', 'b'))",
      [`{ "name": "it's" }`]: "parameters('network'), 'it''s')",
      '{ "type": "subnets", "apiVersion": "1", "name": "child" }': "parameters('network'), 'child')",
    };
    for (const [place, names] of Object.entries(ids))
      assert.ok(of(place).includes(`resourceId('Microsoft.Network/virtualNetworks/subnets', ${names}]`), of(place));
  });

  it('waits for the resource that an entry is written in, once', () => {
    const result = edited(text, {
      kind: 'set-property',
      object: at(text, '{}', 1),
      path: ['link'],
      value: idOf(at(text, `{ "name": "it's" }`)),
    });
    assert.deepEqual(JSON.parse(result).resources[1].dependsOn, [
      "[resourceId( 'Microsoft.Network/virtualNetworks',parameters('network'))]",
    ]);
  });
});

describe('the id of what another file has', () => {
  it('is not given', () => {
    const text = 'var a = {}\n';
    const elsewhere = { file: 'file:///workspace/other', start: 0, end: 1 };
    assert.equal(
      edited(text, { kind: 'set-property', object: at(text, '{}'), path: ['id'], value: idOf(elsewhere) }),
      '{It is not changed here, because what it would name is written in another file.}',
    );
  });
});
