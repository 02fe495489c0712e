/** Addresses of which every normalisation writes the same text: joined with others, put together and taken apart. */
import type { JsonObject } from './function.ts';

/**
 * `undefined` where .NET might write the result in another way than it was given: other schemes than http and https, capitals in
 * the host, a default port, percent signs, fragments, and characters that need encoding.
 *
 * Source: RFC 3986 section 5.2, and https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string
 * (read 2026-11).
 */
export function resolveUri(base: string, relative: string): string | undefined {
  const from = readAddress(base);
  if (from === undefined) return undefined;
  const other = readAddress(relative);
  if (other !== undefined) return written(other.origin, other.path, other.query);
  const parts = /^([\w\-.~/]*)(\?[\w\-.~/?&=;,@+$:!*()]*)?$/.exec(relative);
  if (parts === null || relative.startsWith('//')) return undefined;
  const [, path = '', query = ''] = parts;
  if (path === '') return written(from.origin, from.path, query === '' ? from.query : query);
  return written(
    from.origin,
    path.startsWith('/') ? path : from.path.slice(0, from.path.lastIndexOf('/') + 1) + path,
    query,
  );
}

/**
 * An address from its parts, for parts that need no change: a path with its slash, a query with its question mark.
 * `undefined` for all others, of which it is not documented what becomes of them.
 *
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-string (dated 2025-06, read 2026-11).
 */
export function joinUri(parts: JsonObject): string | undefined {
  const { scheme, host, port = null, path, query = '', ...others } = parts;
  const isWritten = [scheme, host, path, query].every(part => typeof part === 'string');
  if (!isWritten || Object.keys(others).length > 0) return undefined;
  if (port !== null && !(typeof port === 'number' && Number.isInteger(port) && port > 0 && port <= 65_535))
    return undefined;
  const text = `${scheme}://${host}${port === null ? '' : `:${port}`}${path}${query}`;
  const read = readAddress(text);
  // Read again it has the same parts: nothing of one went over into another.
  return read !== undefined && read.path === path && read.query === query && !`${host}`.includes(':')
    ? text
    : undefined;
}

/**
 * The parts of an address that has all of them. `undefined` for others: what stands for a port or a query that is absent is not
 * documented. Source: as {@link joinUri}.
 */
export function splitUri(text: string): JsonObject | undefined {
  const read = readAddress(text);
  const origin = /^([a-z]+):\/\/([^:]+):(\d+)$/.exec(read?.origin ?? '');
  if (read === undefined || origin === null || read.query === '') return undefined;
  const [, scheme = '', host = '', port] = origin;
  return { scheme, host, port: Number(port), path: read.path, query: read.query };
}

interface Address {
  readonly origin: string;
  /** Starts with a slash. */
  readonly path: string;
  /** With its question mark; empty where there is none. */
  readonly query: string;
}

function readAddress(text: string): Address | undefined {
  const parts =
    /^(https?:\/\/[a-z0-9][a-z0-9.-]*(?::(?!0|80$|80\/|443$|443\/)\d{1,5})?)(\/[\w\-.~/]*)?(\?[\w\-.~/?&=;,@+$:!*()]*)?$/.exec(
      text,
    );
  return parts === null ? undefined : { origin: parts[1]!, path: parts[2] ?? '/', query: parts[3] ?? '' };
}

function written(origin: string, path: string, query: string): string {
  const segments: string[] = [];
  const given = path.slice(1).split('/');
  given.forEach((segment, i) => {
    const last = i === given.length - 1;
    if (segment === '..') segments.pop();
    if (segment !== '.' && segment !== '..') segments.push(segment);
    else if (last) segments.push('');
  });
  return `${origin}/${segments.join('/')}${query}`;
}
