/**
 * YAML as data for `loadYamlContent`. Loaded only where a file asks for it: the parser is larger than those of our own.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import type { FileId, Span } from '../base/span.ts';
import type { Expr, Member } from './expr.ts';

/** Nodes of one text; an alias counts for all that it stands for. */
const maxNodes = 50_000;
const maxDepth = 200;

/**
 * The first document of a text, every part of it with its place there; `undefined` where it holds none or is not
 * well-formed. Never throws.
 */
export function dataFromYaml(text: string, file: FileId): Expr | undefined {
  try {
    const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false });
    if (document.errors.length > 0 || document.contents === null) return undefined;
    return new Reader(document, file).expr(document.contents, 0);
  } catch {
    // The library throws on some texts that nest too deep.
    return undefined;
  }
}

class Reader {
  private readonly document: Document.Parsed;
  private readonly file: FileId;
  private left = maxNodes;

  constructor(document: Document.Parsed, file: FileId) {
    this.document = document;
    this.file = file;
  }

  expr(node: unknown, depth: number): Expr {
    const span = this.spanOf(node);
    if (--this.left < 0 || depth > maxDepth)
      return { kind: 'opaque', why: 'the YAML file is too large', text: `yaml ${span.start}`, span };
    if (isAlias(node)) {
      const target = node.resolve(this.document);
      return target === undefined ? { kind: 'literal', value: null, span } : this.expr(target, depth + 1);
    }
    if (isMap(node)) {
      const members = node.items.map((pair): Member => {
        const nameSpan = this.spanOf(pair.key);
        const value = this.expr(pair.value, depth + 1);
        const name = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
        return { name, nameSpan, value, span: { ...nameSpan, end: Math.max(nameSpan.end, value.span.end) } };
      });
      return { kind: 'object', members, open: false, span };
    }
    if (isSeq(node)) {
      return { kind: 'array', items: node.items.map(item => this.expr(item, depth + 1)), open: false, span };
    }
    const value = isScalar(node) ? node.value : null;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null)
      return { kind: 'literal', value, span };
    return value instanceof Date || typeof value === 'bigint'
      ? { kind: 'literal', value: String(value), span }
      : { kind: 'literal', value: null, span };
  }

  private spanOf(node: unknown): Span {
    const range = (node as Node | null | undefined)?.range;
    return range === null || range === undefined
      ? { file: this.file, start: 0, end: 0 }
      : { file: this.file, start: range[0], end: range[1] };
  }
}
