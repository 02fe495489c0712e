import assert from 'node:assert/strict';
import { makeNonce, panelPage } from '../../client/src/report/page.ts';

describe('page of the report panel', () => {
  it('lets in its own style and script, and nothing else', () => {
    const nonce = makeNonce();
    const page = panelPage({ script: 'https://host/dist/report.js', style: 'p { color: red; }', nonce });
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)!;
    assert.equal(policy, `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`);
    assert.deepEqual(
      [...page.matchAll(/<(?:script|style|link|img|iframe)\b[^>]*>/g)].map(([tag]) => tag),
      [`<style nonce="${nonce}">`, `<script nonce="${nonce}" src="https://host/dist/report.js">`],
    );
    assert.doesNotMatch(page, /\son\w+=|style="/);
  });

  it('has a nonce that is new every time', () => {
    const nonces = Array.from({ length: 100 }, makeNonce);
    assert.equal(new Set(nonces).size, 100);
    for (const nonce of nonces) assert.match(nonce, /^[0-9a-f]{32}$/);
  });

  it('names every control', () => {
    const page = panelPage({ script: '', style: '', nonce: '' });
    for (const [, id] of page.matchAll(/<(?:input|select)[^>]*\sid="([^"]+)"/g))
      assert.match(page, new RegExp(`<label[^>]*>[^<]+<(?:input|select)[^>]*id="${id}"`), id);
    assert.match(page, /<span id="count"[^>]*role="status">/);
  });
});
