import type { Template } from '../template/template.ts';
import type { TemplateFiles } from './environment.ts';
import type { Evaluator } from './evaluate.ts';
import { NotedFiles } from './noted-files.ts';
import { Earlier, type Trail } from './take-over.ts';

/** Values that one evaluation makes at the most; past it everything is unknown with that reason. */
export const maxValues = 500_000;
/** All texts that one evaluation puts together, in UTF-16 code units. */
export const maxAllText = 20_000_000;

/** Work that all templates of one evaluation share, so that it is bounded as a whole. */
export class Work {
  made = 0;
  /** Length of all texts that were put together. */
  text = 0;
  depth = 0;
  /** Something came to a bound or led back to itself, so that values hang on the order in which they were asked for. */
  spoiled = false;
  /** Some value has a fault, or one that was taken over may have. */
  faulty = false;
  readonly files: NotedFiles;
  /** Other files whose names are imported. */
  readonly libraries = new Map<Template, Evaluator>();
  /** What may be taken over while the templates are gone through. */
  earlier: Earlier | undefined;
  /** The most that what was taken over has made, in values and in length of texts. */
  private readonly inherited: { readonly made: number; readonly text: number };

  constructor(files: TemplateFiles, trail?: Trail) {
    this.files = new NotedFiles(files);
    this.earlier = trail && new Earlier(trail);
    this.faulty = trail?.root.work.faulty ?? false;
    this.inherited = trail?.root.work.total ?? { made: 0, text: 0 };
  }

  /** At least as much as it would have been, had nothing been taken over. */
  get total(): { readonly made: number; readonly text: number } {
    return { made: this.made + this.inherited.made, text: this.text + this.inherited.text };
  }

  /** Whether it was, and would have been had nothing been taken over, far from all bounds. */
  get isSound(): boolean {
    const { made, text } = this.total;
    return !this.spoiled && made <= maxValues && text <= maxAllText;
  }
}
