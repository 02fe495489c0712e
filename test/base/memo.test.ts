import assert from 'node:assert/strict';
import { Memo } from '../../server/src/base/memo.ts';

describe('memo', () => {
  it('remembers the last thing about each object', () => {
    const memo = new Memo<object, number>();
    const [one, other] = [{}, {}];
    assert.equal(memo.get(one), undefined);
    memo.set(one, 1);
    memo.set(other, 2);
    memo.set(one, 3);
    assert.deepEqual([memo.get(one), memo.get(other)], [3, 2]);
    memo.forget(one);
    assert.deepEqual([memo.get(one), memo.get(other)], [undefined, 2]);
    memo.set(one, 4);
    assert.equal(memo.get(one), 4);
  });

  it('forgets of an object what it never knew', () => {
    const memo = new Memo<object, number>();
    const object = {};
    memo.forget(object);
    assert.deepEqual(Reflect.ownKeys(object), []);
  });

  it('is not seen in the object, and not taken over by a copy', () => {
    const memo = new Memo<object, number>();
    const object = { a: 1 };
    memo.set(object, 1);
    assert.deepEqual(object, { a: 1 });
    assert.deepEqual(Object.keys(object), ['a']);
    assert.equal(JSON.stringify(object), '{"a":1}');
    assert.equal(memo.get({ ...object }), undefined);
  });

  it('keeps apart what two of them remember', () => {
    const [one, other] = [new Memo<object, number>(), new Memo<object, number>()];
    const object = {};
    one.set(object, 1);
    assert.equal(other.get(object), undefined);
    other.set(object, 2);
    assert.deepEqual([one.get(object), other.get(object)], [1, 2]);
  });

  it('remembers nothing about an object that cannot be extended', () => {
    const memo = new Memo<object, number>();
    const object = Object.freeze({});
    memo.set(object, 1);
    assert.equal(memo.get(object), undefined);
  });

  it('remembers about lists', () => {
    const memo = new Memo<readonly number[], string>();
    const list = [1, 2];
    memo.set(list, 'two');
    assert.equal(memo.get(list), 'two');
    assert.deepEqual([...list], [1, 2]);
  });
});
