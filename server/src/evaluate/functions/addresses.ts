/** Functions that put addresses together and take them apart. */
import { cannotKnow, type Family, pure, shown } from './function.ts';
import { joinUri, resolveUri, splitUri } from './uri.ts';

const family: Family = {
  source: 'https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string (read 2026-11)',
  languages: 'both',
};

const parts: Family = {
  source: 'https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-string (read 2026-11)',
  languages: 'both',
};

export const addresses = [
  pure('uri', {
    ...family,
    parameters: [
      { name: 'baseUri', type: 'string' },
      { name: 'relativeUri', type: 'string' },
    ],
    summary: 'An absolute address from a base and a relative one; the part of the base after its last slash gives way.',
    body: (base, relative) =>
      resolveUri(base, relative) ??
      cannotKnow(`how Azure writes the address of ${shown(relative)} from ${shown(base)} is not known here`),
  }),
  pure('buildUri', {
    ...parts,
    parameters: [{ name: 'components', type: 'object' }],
    summary: 'An address from its `scheme`, `host`, `port`, `path` and `query`; the query has its question mark.',
    body: components =>
      joinUri(components) ?? cannotKnow('how Azure puts these parts of an address together is not documented'),
  }),
  pure('parseUri', {
    ...parts,
    parameters: [{ name: 'baseUrl', type: 'string' }],
    summary: 'The `scheme`, `host`, `port`, `path` and `query` of an address.',
    body: text =>
      splitUri(text) ?? cannotKnow(`how Azure takes the address ${shown(text)} apart is not documented in full`),
  }),
];
