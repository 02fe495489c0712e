import { fails, type Table, unknown } from '../support.ts';

const whole = { scheme: 'https', host: 'files.contoso.com', port: 8080, path: '/templates/a.json', query: '?st=2025' };

export const addresses: Table = {
  buildUri: [
    [[whole], 'https://files.contoso.com:8080/templates/a.json?st=2025'],
    [[{ scheme: 'https', host: 'contoso.com', path: '/' }], 'https://contoso.com/'],
    [[{ scheme: 'http', host: 'contoso.com', port: null, path: '/a', query: '' }], 'http://contoso.com/a'],
    [[{ ...whole, path: 'templates' }], unknown(/not documented/)],
    [[{ ...whole, query: 'st=2025' }], unknown(/not documented/)],
    [[{ ...whole, path: '/a?b' }], unknown(/not documented/)],
    [[{ ...whole, host: 'contoso.com:90', port: null }], unknown(/not documented/)],
    [[{ ...whole, port: 443 }], unknown(/not documented/)],
    [[{ ...whole, port: 70_000 }], unknown(/not documented/)],
    [[{ ...whole, port: '8080' }], unknown(/not documented/)],
    [[{ ...whole, fragment: '#a' }], unknown(/not documented/)],
    [[{ scheme: 'ftp', host: 'contoso.com', path: '/' }], unknown(/not documented/)],
    [[{}], unknown(/not documented/)],
    [['https://contoso.com'], fails(/must be an object/)],
  ],
  parseUri: [
    [['https://files.contoso.com:8080/templates/a.json?st=2025'], whole],
    [['https://contoso.com/a?b=c'], unknown(/not documented in full/)],
    [['https://contoso.com:8080/a'], unknown(/not documented in full/)],
    [['https://contoso.com:443/a?b=c'], unknown(/not documented in full/)],
    [['no address'], unknown(/not documented in full/)],
    [[1], fails(/must be a string/)],
  ],
};
