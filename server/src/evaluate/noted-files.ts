/** Files that remember what was asked of them, so that it can be asked again of their next version. */
import type { Expr } from '../template/expr.ts';
import type { FileReference, Template } from '../template/template.ts';
import type { FileText, Found, TemplateFiles } from './environment.ts';

/** One question and what was answered. */
interface Noted {
  readonly ask: (files: TemplateFiles) => Found<unknown>;
  readonly found: Found<unknown>;
  /** The file of the template that was found; its own questions count too. */
  readonly leadsTo: string | undefined;
}

export class NotedFiles implements TemplateFiles {
  private readonly files: TemplateFiles;
  /** By the file whose text asks, and by the question. */
  private readonly noted = new Map<string, Map<string, Noted>>();
  /** Whether what a file has asked of earlier files is answered as it was, as far as that has been looked at. */
  private readonly compared = new Map<NotedFiles, Map<string, boolean>>();

  constructor(files: TemplateFiles) {
    this.files = files;
  }

  template(reference: Pick<FileReference, 'path'>, from: string): Found<Template> {
    const found = this.files.template(reference, from);
    const leadsTo = found.found ? found.value.file : undefined;
    this.note(from, `template ${reference.path}`, { ask: files => files.template(reference, from), found, leadsTo });
    return found;
  }

  data(path: string, format: 'json' | 'yaml', from: string): Found<Expr> {
    const found = this.files.data(path, format, from);
    const ask = (files: TemplateFiles) => files.data(path, format, from);
    this.note(from, `${format} ${path}`, { ask, found, leadsTo: undefined });
    return found;
  }

  text(path: string, from: string): Found<FileText> {
    const ask = (files: TemplateFiles): Found<string> => {
      const found = files.text(path, from);
      return found.found ? { found: true, value: `${found.value.span.file}\n${found.value.text}` } : found;
    };
    this.note(from, `text ${path}`, { ask, found: ask(this.files), leadsTo: undefined });
    return this.files.text(path, from);
  }

  /**
   * Whether all that the text of a file, and those of the templates it leads to, have asked of earlier files is answered here
   * as it was. Where it is, that counts as asked here.
   */
  agreesWith(earlier: NotedFiles, file: string): boolean {
    if (earlier === this) return true;
    const reached = new Set([file]);
    for (const one of reached) {
      if (!this.answersAlike(earlier, one)) return false;
      for (const { leadsTo } of earlier.noted.get(one)?.values() ?? []) if (leadsTo !== undefined) reached.add(leadsTo);
    }
    for (const one of reached)
      for (const [question, noted] of earlier.noted.get(one) ?? []) this.note(one, question, noted);
    return true;
  }

  private answersAlike(earlier: NotedFiles, file: string): boolean {
    const compared = this.compared.get(earlier) ?? new Map<string, boolean>();
    this.compared.set(earlier, compared);
    const known = compared.get(file);
    if (known !== undefined) return known;
    const all = [...(earlier.noted.get(file)?.values() ?? [])];
    const result = all.every(({ ask, found }) => isSame(ask(this.files), found));
    compared.set(file, result);
    return result;
  }

  private note(from: string, question: string, noted: Noted): void {
    const own = this.noted.get(from);
    if (own === undefined) this.noted.set(from, new Map([[question, noted]]));
    else own.set(question, noted);
  }
}

function isSame(a: Found<unknown>, b: Found<unknown>): boolean {
  if (!a.found || !b.found) return !a.found && !b.found && a.why === b.why && a.missing === b.missing;
  return a.value === b.value;
}
