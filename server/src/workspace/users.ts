/** Which files deploy which others, as far as their texts have been seen. */
import { fileKey, joinUri } from '../base/uri.ts';
import type { FileReference } from '../template/template.ts';

export class Users {
  /** By key of the file that is deployed: URIs of those that name it, by their keys. */
  private readonly users = new Map<string, Map<string, string>>();
  /** By key of a file: keys of those that it names. */
  private readonly used = new Map<string, readonly string[]>();

  /** Takes note of the templates that a text names, in place of those it named before. */
  note(uri: string, paths: readonly string[]): void {
    const key = fileKey(uri);
    const before = this.used.get(key) ?? [];
    const now = paths.flatMap(path => joinUri(uri, path) ?? []).map(fileKey);
    for (const gone of before) this.users.get(gone)?.delete(key);
    for (const named of now) {
      const own = this.users.get(named) ?? new Map<string, string>();
      this.users.set(named, own);
      own.set(key, uri);
    }
    if (now.length > 0) this.used.set(key, now);
    else this.used.delete(key);
  }

  /** Whether a file names any other. */
  namesAny(uri: string): boolean {
    return this.used.has(fileKey(uri));
  }

  /** Keys of the files that a file deploys, at any depth. */
  usedBy(uri: string): readonly string[] {
    const seen = new Set<string>();
    const waiting = [fileKey(uri)];
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      for (const used of this.used.get(key) ?? []) {
        if (seen.has(used)) continue;
        seen.add(used);
        waiting.push(used);
      }
    }
    return [...seen];
  }

  /** URIs of the files that deploy a file, themselves deployed by none; empty for a file that none deploys. Sorted. */
  entriesOf(uri: string, limit: number): readonly string[] {
    const start = fileKey(uri);
    const seen = new Set([start]);
    const entries = new Set<string>();
    const waiting = [start];
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      for (const [user, userUri] of this.users.get(key) ?? []) {
        if (seen.has(user)) continue;
        seen.add(user);
        if ((this.users.get(user)?.size ?? 0) === 0) entries.add(userUri);
        else waiting.push(user);
      }
    }
    return [...entries].sort().slice(0, limit);
  }
}

/** Which parameter files name which templates, as far as their texts have been seen. */
export class ParameterFileNames {
  /** By key of the template: URIs of parameter files, sorted. */
  private readonly files = new Map<string, readonly string[]>();
  /** By key of the parameter file: key of the template. */
  private readonly templates = new Map<string, string>();

  /** Takes note of the template that a parameter file names, in place of the one it named before. */
  note(uri: string, path: string | undefined): void {
    const key = fileKey(uri);
    const before = this.templates.get(key);
    const named = path === undefined ? undefined : joinUri(uri, path);
    const now = named === undefined ? undefined : fileKey(named);
    if (before === now) return;
    if (before !== undefined)
      this.files.set(
        before,
        this.of(before).filter(other => fileKey(other) !== key),
      );
    if (now === undefined) this.templates.delete(key);
    else {
      this.templates.set(key, now);
      this.files.set(now, [...this.of(now), uri].sort());
    }
  }

  /** Key of the template that a parameter file names. */
  templateOf(uri: string): string | undefined {
    return this.templates.get(fileKey(uri));
  }

  /** URIs of the parameter files that name a template. */
  of(template: string): readonly string[] {
    return this.files.get(fileKey(template)) ?? [];
  }
}

const usingPath = /^[ \t]*using[ \t]+'([^':\n]+)'/m;

/** The template that the text of a `.bicepparam` file names, found without parsing it. */
export function usingIn(text: string): string | undefined {
  return usingPath.exec(text)?.[1];
}

const modulePath = /^[ \t]*module[ \t]+\w+[ \t]+'([^':\n]+)'/gm;
const linkPath = /"relativePath"\s*:\s*"([^"\n]+)"/gi;

/** The templates that a text deploys, found without parsing it; a word in a comment may be among them. */
export function templatesNamedIn(uri: string, text: string): readonly string[] {
  // What only the other language has need not be searched for: compiled templates are long.
  const isJson = /\.jsonc?$/i.test(uri);
  const patterns = [
    !isJson && text.includes('module ') ? modulePath : undefined,
    text.includes('elativePath') ? linkPath : undefined,
  ];
  return patterns.flatMap(pattern =>
    pattern === undefined ? [] : [...text.matchAll(pattern)].map(match => match[1]!),
  );
}

/** The templates among the files that a text names. */
export function templatePaths(references: readonly FileReference[]): readonly string[] {
  return references.flatMap(({ kind, path }) => (kind === 'template' ? [path] : []));
}
