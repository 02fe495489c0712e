/** Resolves a relative address against a base, for addresses of which every normalisation writes the same text. */

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
