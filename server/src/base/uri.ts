/** URIs of files as plain text: enough to follow a relative path and to tell whether two name one file. */

/**
 * The URI that a relative path leads to from a file. `undefined` for a path that is absolute, empty, or leads above the root.
 *
 * @param path with forward slashes, not encoded
 */
export function joinUri(from: string, path: string): string | undefined {
  if (
    path === '' ||
    path.startsWith('/') ||
    path.includes('\\') ||
    path.includes('\0') ||
    (path.includes(':') && /^[a-z][\w+.-]*:/i.test(path))
  )
    return undefined;
  const { root, segments } = split(from);
  const result = segments.slice(0, -1);
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') result.push(encoded(segment));
    else if (result.pop() === undefined) return undefined;
  }
  return `${root}${result.join('/')}`;
}

/** Equal for two spellings of one file's URI: what is percent-encoded differs between programs. */
export function fileKey(uri: string): string {
  const key = decoded(uri);
  const drive = /^file:\/\/\/([A-Z]):/.exec(key)?.[1];
  return drive === undefined ? key : `file:///${drive.toLowerCase()}${key.slice('file:///X'.length)}`;
}

/** The folder of a file, ending in `/`. */
export function folderOf(uri: string): string {
  if (isPlainFile(uri)) return uri.slice(0, uri.lastIndexOf('/') + 1);
  const { root, segments } = split(uri);
  const folder = segments.slice(0, -1).join('/');
  return `${root}${folder}${folder === '' ? '' : '/'}`;
}

/** The last segment, decoded. */
export function baseName(uri: string): string {
  if (isPlainFile(uri)) return decoded(uri.slice(uri.lastIndexOf('/') + 1));
  return decoded(split(uri).segments.at(-1) ?? '');
}

/** The shortest path that a reader needs to find a file from the folder of another, decoded. */
export function relativePath(from: string, to: string): string {
  const [a, b] = [split(from), split(to)];
  if (a.root !== b.root) return to;
  const [own, other] = [a.segments.slice(0, -1), b.segments];
  let same = 0;
  while (same < own.length && same < other.length - 1 && own[same] === other[same]) same++;
  return decoded([...own.slice(same).map(() => '..'), ...other.slice(same)].join('/'));
}

/** Whether nothing but the path is to be looked at, which is so for nearly all and quicker. */
function isPlainFile(uri: string): boolean {
  return uri.startsWith('file:///') && !uri.includes('?') && !uri.includes('#');
}

/** `root` ends where the path's segments begin: `file:///`, `vscode-vfs://github/`, `untitled:`. */
function split(uri: string): { readonly root: string; readonly segments: readonly string[] } {
  if (isPlainFile(uri)) return { root: 'file:///', segments: uri.slice('file:///'.length).split('/') };
  const root = /^[a-z][\w+.-]*:(\/\/[^/?#]*)?\/?/i.exec(uri)?.[0] ?? '';
  const path = uri.slice(root.length).replace(/[?#].*$/s, '');
  return { root, segments: path.split('/') };
}

/** As VS Code encodes a segment, so that a file has one URI wherever it comes from. */
function encoded(segment: string): string {
  if (/^[\w.-]*$/.test(segment)) return segment;
  try {
    return encodeURIComponent(segment).replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  } catch {
    return segment; // Half of a surrogate pair has no encoding.
  }
}

function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
